package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import io.carom.api.SubscriberStatus;
import io.carom.engine.Road;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Lookup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Two engines on one store, each with a journal of its own, as two processes have. */
final class TwoRoads {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");

    private TwoRoads() {}

    /** They take turns at a course, in batches of any size: every decision is what one engine alone would have decided. */
    static void decideAsOne(String store, List<Input> inputs, long seed) {
        Random random = new Random(seed);
        try (JdbcJournal first = JdbcJournal.open(store);
                JdbcJournal second = JdbcJournal.open(store);
                Road one = new Road(StockPolicy.COMPILED, first, "", true, 1_000);
                Road other = new Road(StockPolicy.COMPILED, second, "", true, 1_000)) {
            int next = 0;
            while (next < inputs.size()) {
                int end = Math.min(inputs.size(), next + 1 + random.nextInt(80));
                (random.nextBoolean() ? one : other).take(inputs.subList(next, end));
                next = end;
            }
            new Recount(inputs).equalsJournal(first);
        }
    }

    /** A receiver that refuses everybody at once: what one cause may change within an hour is used up, the rest is held. */
    static List<Input> refusals(int size) {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String message = "<m" + i + ">";
            inputs.add(Event.of(EventKind.SENT, T.plusMillis(i), address(i))
                    .id("s" + i)
                    .message(message)
                    .campaign("c1")
                    .server("smtp-1")
                    .sendingIp("192.0.2.1")
                    .build());
        }
        for (int i = 0; i < size; i++) {
            // Some addresses are heard of for the first time, which counts for the share as well
            int who = i % 5 == 0 ? 10_000 + i : i;
            inputs.add(Event.of(EventKind.BOUNCE, T.plusSeconds(i), address(who))
                    .id("b" + i)
                    .message("<m" + who + ">")
                    .campaign("c1")
                    .server("smtp-1")
                    .sendingIp("192.0.2.1")
                    .reply("550 5.1.1 User unknown")
                    .build());
        }
        return inputs;
    }

    private static String address(int number) {
        return "user" + number + "@" + (number % 3 == 0 ? "big.example" : "d" + number % 40 + ".example");
    }

    /** What somebody changes by hand, in another process, is known to the next decision. */
    static void knowWhatChangesByHand(String store) {
        try (JdbcJournal first = JdbcJournal.open(store);
                JdbcJournal second = JdbcJournal.open(store);
                Road road = new Road(StockPolicy.COMPILED, first, "", true, 1_000)) {
            AddressKey bob = AddressKey.of("", "bob@example.com");
            road.take(List.of(bounce("e1", T)));
            assertThat(history(first, bob)).isEqualTo(SubscriberStatus.BOUNCED);

            second.desk()
                    .orElseThrow()
                    .changeStatus(List.of(bob), SubscriberStatus.SUBSCRIBED, new Act(T, "anna", "it was a mistake"));
            List<String> changes = new ArrayList<>();
            road.take(List.of(bounce("e2", T.plus(Duration.ofHours(1)))))
                    .forEach(receipt -> changes.add(
                            String.valueOf(receipt.decision().orElseThrow().subscriber())));
            assertThat(changes.toString()).contains("SUBSCRIBED").contains("BOUNCED");
        }
    }

    private static SubscriberStatus history(JdbcJournal journal, AddressKey address) {
        return journal.load(new Lookup(Set.of(), Set.of(address), Set.of(), Set.of(), Set.of()))
                .histories()
                .get(address)
                .status();
    }

    private static Event bounce(String id, Instant at) {
        return Event.of(EventKind.BOUNCE, at, "bob@example.com")
                .id(id)
                .message("<" + id + ">")
                .reply("550 5.1.1 User unknown")
                .build();
    }
}
