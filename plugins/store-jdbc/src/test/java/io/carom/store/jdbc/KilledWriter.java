package io.carom.store.jdbc;

import io.carom.api.Action;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Lookup;
import io.carom.spi.Outgoing;
import io.carom.spi.Timer;
import io.carom.testkit.Change;
import java.time.Instant;
import java.util.Random;
import java.util.Set;

/** A process that commits batches until it is killed, and says on its standard output which ones are acknowledged. */
final class KilledWriter {
    static final Instant T = Instant.parse("2026-01-05T10:00:00Z");
    static final int LARGEST = 60;

    private KilledWriter() {}

    /** {@code STORE SEED FIRST}: batches from number FIRST on. */
    public static void main(String[] args) {
        Random random = new Random(Long.parseLong(args[1]));
        try (JdbcJournal journal = JdbcJournal.open(args[0])) {
            journal.load(new Lookup(Set.of(), Set.of(), Set.of(), Set.of(), Set.of()));
            for (int number = Integer.parseInt(args[2]); true; number++) {
                journal.commit(change(number, 1 + random.nextInt(LARGEST)).batch());
                System.out.println(number);
                System.out.flush();
            }
        }
    }

    /** Batch {@code number}: as many events as its size, each of which says that size. */
    static Change change(int number, int size) {
        Change change = new Change();
        for (int i = 0; i < size; i++) {
            AddressKey address = AddressKey.of("", "user" + number + "-" + i + "@d" + i % 7 + ".example");
            Event event = Event.of(EventKind.SENT, T.plusSeconds(number), address.address())
                    .id(number + "-" + i)
                    .diagnostic(String.valueOf(size))
                    .build();
            change.event(event)
                    .history(address, History.NONE.softRun(size, T))
                    .timer(new Timer(address, Timer.HOLD, T.plusSeconds(number)))
                    .action(new Outgoing(
                            "k" + number + "-" + i,
                            address,
                            new Action.Keep(),
                            T,
                            event.id(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null));
        }
        return change;
    }
}
