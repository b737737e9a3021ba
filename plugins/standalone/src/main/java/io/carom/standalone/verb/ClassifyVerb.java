package io.carom.standalone.verb;

import io.carom.api.CaromException;
import io.carom.api.EventSource;
import io.carom.api.Reason;
import io.carom.spi.Classifier;
import io.carom.spi.ClassifierFactory;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.logging.Logging;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** {@code classify}: what reply lines say, by code and text alone. Needs neither rules nor a store. */
public final class ClassifyVerb implements Verb {
    private static final List<Column> COLUMNS = List.of(
            Column.of("event", "EVENT", 9),
            Column.of("bounceType", "TYPE", 5),
            Column.of("fault", "FAULT", 9),
            Column.of("reason", "REASON", 19),
            Column.of("status", "CODE", 8),
            Column.of("replyCode", "REPLY", 5),
            Column.csvOnly("disagreement"),
            Column.of("line", "LINE", 0));

    private static final List<String> MAIL_ONLY = List.of(
            "action",
            "originalRecipient",
            "remoteMta",
            "reportingMta",
            "command",
            "arrivedAt",
            "messageId",
            "feedbackType",
            "sendingIp");

    private final Loudness loudness = new Loudness();
    private @Nullable Format format;

    @Override
    public String description() {
        return "Reads SMTP reply lines and prints what each of them says: hard or soft, whose fault, and why.";
    }

    @Override
    public void declare(Options options) {
        options.rest(
                        "PATH...",
                        "files with one reply a line, folders of them, or - for standard input (the default)",
                        0,
                        Integer.MAX_VALUE)
                .choice("--format", Format.class, "how records are printed", value -> format = value)
                .example("echo '550 5.1.1 User unknown' | carom classify")
                .example("carom classify replies.txt --format csv");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        Classifier classifier = classifiers().stock();
        try (Listing listing = Listing.of(shell, format, COLUMNS)) {
            long[] done = {0};
            Inputs.lines(words, shell, notices, (line, place, dry) -> {
                Reading reading = classifier.read(Evidence.ofReply(line));
                Verdict verdict = new Verdict(line, reading);
                listing.print(verdict::json, verdict::cell);
                notices.progress(++done[0], 0, "lines");
                if (dry) {
                    listing.flush();
                }
                return (done[0] & 1023) != 0 || !listing.readerGone();
            });
        }
        return notices.status();
    }

    static ClassifierFactory classifiers() {
        return ServiceLoader.load(ClassifierFactory.class, ClassifyVerb.class.getClassLoader())
                .findFirst()
                .orElseThrow(() ->
                        new CaromException("the program's jars are incomplete: no classifier; build it again", null));
    }

    private record Verdict(String line, Reading reading) {
        private boolean delivered() {
            return reading.reason() == Reason.DELIVERED;
        }

        @Nullable
        String cell(Column column) {
            return switch (column.name()) {
                case "line" -> line;
                case "event" -> delivered() ? "delivery" : "bounce";
                case "bounceType" -> delivered() ? null : reading.bounceType().word();
                case "fault" -> delivered() ? null : reading.fault().word();
                case "reason" -> reading.reason().word();
                case "status" ->
                    reading.status() == null ? null : reading.status().toString();
                case "replyCode" ->
                    reading.replyCode() == null ? null : reading.replyCode().toString();
                case "disagreement" -> String.valueOf(reading.disagreement());
                default -> null;
            };
        }

        String json() {
            return JsonLine.of(json -> {
                json.writeStringProperty("line", line);
                json.writeStringProperty("event", delivered() ? "delivery" : "bounce");
                JsonLine.text(
                        json,
                        "bounceType",
                        delivered() ? null : reading.bounceType().word());
                JsonLine.text(
                        json, "fault", delivered() ? null : reading.fault().word());
                json.writeStringProperty("reason", reading.reason().word());
                JsonLine.text(
                        json,
                        "status",
                        reading.status() == null ? null : reading.status().toString());
                if (reading.replyCode() == null) {
                    json.writeNullProperty("replyCode");
                } else {
                    json.writeNumberProperty("replyCode", reading.replyCode());
                }
                json.writeStringProperty("diagnostic", line);
                json.writeStringProperty("source", EventSource.SMTP.word());
                // A line has none of these; a record has the same members whoever made it
                MAIL_ONLY.forEach(json::writeNullProperty);
                json.writeBooleanProperty("disagreement", reading.disagreement());
            });
        }
    }
}
