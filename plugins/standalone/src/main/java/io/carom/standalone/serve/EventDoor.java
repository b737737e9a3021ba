package io.carom.standalone.serve;

import io.carom.api.CaromException;
import io.carom.api.Input;
import io.carom.api.InputException;
import io.carom.engine.Receipt;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.json.EventJson;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.LineSource;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /events}: events as JSON lines, answered by their decisions as JSON lines, in order, once they are durable. A line that
 * cannot be read is answered by one with {@code line} and {@code error}; the others stand. Safe for any number of threads.
 */
final class EventDoor {
    private static final Logger LOG = LoggerFactory.getLogger(EventDoor.class);
    private static final int MOST_LINES = 10_000;

    private final Acceptance acceptance;
    private final Bodies bodies;
    private final int mostMiB;

    EventDoor(Acceptance acceptance, Bodies bodies, int mostMiB) {
        this.acceptance = acceptance;
        this.bodies = bodies;
        this.mostMiB = mostMiB;
    }

    /** What stands in a line: an input, or why it is none. */
    private record Line(long number, List<Input> input, String problem) {}

    void handle(Context context) throws IOException {
        bodies.read(context, mostMiB, body -> {
            List<Line> lines = read(body);
            if (lines.size() > MOST_LINES) {
                Answers.refuse(
                        context, 413, "too_many", "there are more than " + MOST_LINES + " lines; send less at once");
                return;
            }
            List<Input> inputs =
                    lines.stream().flatMap(line -> line.input.stream()).toList();
            if (inputs.isEmpty() && !lines.isEmpty()) {
                Answers.lines(context, 400, written(lines, List.of()));
                return;
            }
            try {
                List<Receipt> receipts = acceptance.take(inputs);
                Answers.lines(context, inputs.size() == lines.size() ? 200 : 207, written(lines, receipts));
            } catch (CaromException e) {
                LOG.error("events could not be recorded: {}", e.getMessage());
                context.header("Retry-After", "5");
                Answers.refuse(context, 503, "not_recorded", "not all could be recorded; send them again");
            }
        });
    }

    private static List<Line> read(byte[] body) {
        List<Line> read = new ArrayList<>();
        LineSource lines = new LineSource(new ByteArrayInputStream(body));
        try {
            for (String line = lines.next(); line != null && read.size() <= MOST_LINES; line = lines.next()) {
                if (lines.tooLong()) {
                    read.add(new Line(lines.number(), List.of(), "the line is too long"));
                } else if (!line.isBlank()) {
                    read.add(line(lines.number(), line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    private static Line line(long number, String text) {
        try {
            return new Line(number, List.of(EventJson.read(text, "line " + number)), "");
        } catch (InputException e) {
            return new Line(number, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static String written(List<Line> lines, List<Receipt> receipts) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (Line line : lines) {
            if (line.input.isEmpty()) {
                text.append(JsonLine.of(json -> {
                            json.writeNumberProperty("line", line.number);
                            json.writeStringProperty("error", line.problem);
                        }))
                        .append('\n');
            } else {
                append(text, receipts.get(next++));
            }
        }
        return text.toString();
    }

    /** The decisions of a receipt, a line each: those of timers first. */
    static void append(StringBuilder text, Receipt receipt) {
        receipt.timers().forEach(fired -> text.append(DecisionJson.write(fired)).append('\n'));
        receipt.decision()
                .ifPresent(made -> text.append(DecisionJson.write(made)).append('\n'));
    }
}
