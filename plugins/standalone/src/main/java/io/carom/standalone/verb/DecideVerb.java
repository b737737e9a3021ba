package io.carom.standalone.verb;

import io.carom.api.Decision;
import io.carom.api.Input;
import io.carom.api.InputException;
import io.carom.engine.Receipt;
import io.carom.engine.Road;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.json.EventJson;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.decision.DecisionCells;
import io.carom.standalone.logging.Logging;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code decide}: events to decisions, in order, with state in memory. Nothing is stored or done. */
public final class DecideVerb implements Verb {
    private static final int AT_ONCE = 256;
    private static final int CACHED = 1_000_000;

    private final Loudness loudness = new Loudness();
    private @Nullable Format format;
    private @Nullable String policyFolder;

    @Override
    public String description() {
        return "Reads events (JSON lines) and prints what is decided about each, in order. State is in memory, the events' times "
                + "are the clock; nothing is stored or done.";
    }

    @Override
    public void declare(Options options) {
        options.rest(
                        "PATH...",
                        "files with one event a line, in this order, folders of them, or - for standard input (the default)",
                        0,
                        Integer.MAX_VALUE)
                .value(
                        "--policy",
                        "DIR",
                        "the policy folder that decides; the stock policy unless given",
                        value -> policyFolder = value)
                .choice("--format", Format.class, "how decisions are printed", value -> format = value)
                .example("carom decide events.jsonl")
                .example("carom decide --policy my-policy --format table < events.jsonl");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        Notices notices = new Notices(shell, loudness.quiet());
        try (Policy policy = Policies.open(policyFolder);
                Road road = new Road(policy, MemoryJournal.withoutLog(), "", false, CACHED);
                Listing listing = Listing.of(shell, format, DecisionCells.COLUMNS)) {
            List<Line> waiting = new ArrayList<>(AT_ONCE);
            long[] done = {0};
            Inputs.lines(words, shell, notices, (text, place, dry) -> {
                try {
                    waiting.add(new Line(EventJson.read(text, place), place));
                } catch (InputException e) {
                    notices.bad("", String.valueOf(e.getMessage()));
                }
                notices.progress(++done[0], 0, "events");
                if (waiting.size() == AT_ONCE || dry) {
                    decide(road, waiting, listing, notices);
                    if (dry) {
                        listing.flush();
                    }
                    return !listing.readerGone();
                }
                return true;
            });
            decide(road, waiting, listing, notices);
        }
        return notices.status();
    }

    private record Line(Input input, String place) {}

    private static void decide(Road road, List<Line> waiting, Listing listing, Notices notices) {
        if (waiting.isEmpty()) {
            return;
        }
        List<Input> inputs = waiting.stream().map(Line::input).toList();
        for (Receipt receipt : road.take(inputs)) {
            receipt.timers().forEach(decision -> print(listing, decision));
            receipt.decision().ifPresent(decision -> print(listing, decision));
        }
        notices.clear();
        waiting.clear();
    }

    private static void print(Listing listing, Decision decision) {
        listing.print(() -> DecisionJson.write(decision), column -> DecisionCells.of(decision, column.name()));
    }
}
