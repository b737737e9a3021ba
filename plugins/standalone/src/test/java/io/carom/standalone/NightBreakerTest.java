package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.SubscriberStatus;
import io.carom.engine.JournalAmending;
import io.carom.engine.Road;
import io.carom.engine.incident.HeldChanges;
import io.carom.engine.incident.HeldEnd;
import io.carom.engine.policy.Policy;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Held;
import io.carom.spi.History;
import io.carom.spi.Incident;
import io.carom.spi.Incidents;
import io.carom.spi.Lookup;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.testkit.Night;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that calls living addresses unknown for two hours, with the breaker: few are changed, the rest waits, nobody else does. */
class NightBreakerTest {
    private static final long SEED = Long.getLong("carom.night.seed", 20260105);
    private static final int BATCH = 256;

    @TempDir
    Path folder;

    @Test
    void the_breaker_lets_a_capful_through_and_holds_no_other_receiver() {
        night(Night.of(SEED, 12_000, 1_000));
    }

    @Test
    @Tag("long")
    void the_breaker_lets_a_capful_of_8_000_through() {
        int sends = Integer.getInteger("carom.night.sends", 110_000);
        night(Night.of(SEED, sends, sends * 8 / 110));
    }

    private void night(Night night) {
        long begun = System.nanoTime();
        long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (JdbcJournal journal = JdbcJournal.open(folder.resolve("carom.db").toString());
                Policy policy = Policy.stock();
                Road road = new Road(policy, journal, "", false, 200_000)) {
            List<Event> events = night.events();
            for (int at = 0; at < events.size(); at += BATCH) {
                road.take(events.subList(at, Math.min(events.size(), at + BATCH)));
            }
            long recorded = System.nanoTime();
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

            Incidents incidents = journal.incidents().orElseThrow();
            List<Incident> tripped =
                    incidents.list(new Incidents.Filter(null, "blast_radius", null, null, null, null, null, 0, 0));
            assertThat(tripped).hasSize(1);
            Incident incident = tripped.get(0);
            assertThat(incident.leading().scope()).isEqualTo("domain:" + Night.RECEIVER);
            long cap = incident.leading().volume();
            Set<String> held = held(incidents, incident);
            Map<AddressKey, History> histories = histories(journal, night);
            Set<String> flipped = bounced(histories);

            assertThat(held)
                    .as("only the receiver that went wrong waits")
                    .allMatch(address -> address.endsWith("@" + Night.RECEIVER));
            assertThat(flipped.stream().filter(night.wrongly()::contains).count())
                    .as("wrongly bounced")
                    .isPositive()
                    .isLessThanOrEqualTo(cap);
            assertThat(flipped.stream()
                            .filter(address -> address.endsWith("@" + Night.RECEIVER))
                            .count())
                    .as("changed at that receiver within the two hours and the rest of the night")
                    .isLessThanOrEqualTo(2 * cap);
            assertThat(night.rightly())
                    .allMatch(address -> address.endsWith("@" + Night.RECEIVER) || flipped.contains(address));
            assertThat(night.wrongly()).allMatch(address -> held.contains(address) != flipped.contains(address));
            assertThat(incident.reach().waiting()).isEqualTo(held.size());

            long before = System.nanoTime();
            discard(journal, incident, held.size());
            long end = System.nanoTime();
            assertThat(bounced(histories(journal, night))).isEqualTo(flipped);
            System.out.printf(
                    "night of %,d events, %,d wrong: cap %,d, %,d wrongly bounced, %,d held (%,d of them rightly called"
                            + " unknown), recorded in %.1f s (%.1f s of CPU), discarded in %.1f s%n",
                    events.size(),
                    night.wrongly().size(),
                    cap,
                    flipped.stream().filter(night.wrongly()::contains).count(),
                    held.size(),
                    held.stream().filter(night.rightly()::contains).count(),
                    (recorded - begun) / 1e9,
                    (cpu - cpuBefore) / 1e9,
                    (end - before) / 1e9);
        }
    }

    private static void discard(JdbcJournal journal, Incident incident, int waiting) {
        Incidents incidents = journal.incidents().orElseThrow();
        HeldChanges changes = new HeldChanges(incidents, new JournalAmending(journal, false));
        Act act = new Act(Night.WRONG_TO.plus(Duration.ofHours(12)), "operator", "the receiver was wrong");

        assertThat(changes.end(incident.number(), HeldEnd.DISCARDED, one -> true, act, done -> {}))
                .isEqualTo(new HeldChanges.Ended(0, waiting, 0, 0));
        assertThat(changes.end(incident.number(), HeldEnd.DISCARDED, one -> true, act, done -> {}))
                .as("a second run changes nothing")
                .isEqualTo(new HeldChanges.Ended(0, 0, 0, 0));

        Incident over = incidents.find(incident.number()).orElseThrow();
        assertThat(over.state()).isEqualTo(Incident.State.CLOSED);
        assertThat(over.reach().waiting()).isZero();
        long audited = journal.desk().orElseThrow().audit(1_000, 0).stream()
                .filter(row -> row.what().equals("held_discard"))
                .mapToLong(row -> row.rows())
                .sum();
        assertThat(audited).isEqualTo(waiting);
    }

    private static Set<String> held(Incidents incidents, Incident incident) {
        Set<String> held = new HashSet<>();
        AddressKey after = null;
        List<Held> page;
        do {
            page = new ArrayList<>(incidents.held(incident.number(), after, 1_000));
            page.forEach(one -> held.add(one.address().address()));
            after = page.isEmpty() ? null : page.get(page.size() - 1).address();
        } while (after != null);
        return held;
    }

    private static Map<AddressKey, History> histories(JdbcJournal journal, Night night) {
        Set<AddressKey> all = new HashSet<>();
        night.wrongly().forEach(address -> all.add(AddressKey.of("", address)));
        night.rightly().forEach(address -> all.add(AddressKey.of("", address)));
        return journal.load(new Lookup(Set.of(), all, Set.of(), Set.of(), Set.of()))
                .histories();
    }

    private static Set<String> bounced(Map<AddressKey, History> histories) {
        Set<String> bounced = new HashSet<>();
        histories.forEach((address, history) -> {
            if (history.status() == SubscriberStatus.BOUNCED) {
                bounced.add(address.address());
            }
        });
        return bounced;
    }
}
