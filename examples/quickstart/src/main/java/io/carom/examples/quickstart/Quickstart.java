package io.carom.examples.quickstart;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.engine.Carom;
import io.carom.engine.Receipt;
import io.carom.spi.Host;
import io.carom.spi.Journal;
import io.carom.spi.Outgoing;
import io.carom.store.jdbc.JdbcJournal;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A mail platform of a few lines: it tells Carom of one bounce, prints the decision and does what it says. */
public final class Quickstart {
    private Quickstart() {}

    /** Runs it on a store in the working directory, or in the file that is named. */
    public static void main(String[] args) {
        run(args.length == 0 ? "quickstart.db" : args[0], System.out);
    }

    static void run(String store, PrintStream out) {
        Event event = Event.of(EventKind.BOUNCE, Instant.parse("2026-01-05T10:00:00Z"), "bob@example.com")
                .id("bounce-1")
                .reply("550 5.1.1 <bob@example.com>: User unknown")
                .message("<m1@news.example.net>")
                .build();
        try (Journal journal = JdbcJournal.open(store);
                Carom carom = Carom.builder()
                        .journal(journal)
                        .host(new SmallPlatform(out))
                        .build()) {
            Receipt receipt = carom.accept(event);
            receipt.decision().ifPresent(decision -> print(decision, out));
        }
    }

    private static void print(Decision decision, PrintStream out) {
        out.println(
                decision.recipient() + ": " + decision.classification().reason().word());
        for (Because step : decision.because()) {
            out.println("  because " + step.text() + " (" + step.rule() + ")");
        }
        for (Action action : decision.actions()) {
            out.println("  so " + action.type());
        }
    }

    /** The platform's own subscriber list; an action that comes again is done once. */
    private static final class SmallPlatform implements Host {
        private final Set<String> done = ConcurrentHashMap.newKeySet();
        private final PrintStream out;

        SmallPlatform(PrintStream out) {
            this.out = out;
        }

        @Override
        public String name() {
            return "small-platform";
        }

        @Override
        public Reply carryOut(Outgoing action) {
            if (done.add(action.key()) && action.action() instanceof Action.MarkBounced) {
                out.println("platform: no more mail to " + action.address().address());
            }
            return Reply.DONE;
        }
    }
}
