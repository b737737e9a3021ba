package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Input;
import io.carom.engine.Road;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.spi.Incident;
import io.carom.spi.Incidents;
import io.carom.testkit.PlantedFault;
import io.carom.testkit.Traffic;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often the stock policy raises an incident when nothing is wrong, and how soon it finds what is. */
class AlertMeasureTest {
    private static final int SEEDS = Integer.getInteger("carom.alerts.seeds", 5);
    private static final int SENDS = Integer.getInteger("carom.alerts.sends", 20_000);
    private static final Duration TWO_WINDOWS = Duration.ofHours(2);

    private static Policy policy;

    @BeforeAll
    static void compile() {
        policy = Policy.stock();
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    @Test
    void a_steady_month_raises_at_most_one_false_incident() {
        assertThat(month(1, 3_000, 0.5)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    @Tag("long")
    void steady_months_of_several_senders_raise_at_most_one_false_incident_each() {
        List<String> bad = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            for (double unrest : new double[] {0.3, 0.5, 0.8}) {
                List<Incident> found = month(seed, SENDS, unrest);
                if (found.size() > 1) {
                    bad.add("seed " + seed + " unrest " + unrest + ": " + told(found));
                }
            }
        }
        assertThat(bad).isEmpty();
    }

    private static List<Incident> month(int seed, int sends, double unrest) {
        long begun = cpu();
        List<Incident> found = walk(Traffic.steady(seed, sends, unrest), 30);
        System.out.printf(
                Locale.ROOT,
                "30 steady days of %,d sends, unrest %.1f, seed %d: %d incidents %s (%.1f s of CPU)%n",
                sends,
                unrest,
                seed,
                found.size(),
                told(found),
                (cpu() - begun) / 1e9);
        return found;
    }

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void what_is_planted_is_found_within_two_windows_with_the_right_advice(PlantedFault fault) {
        found(fault, 1, 8_000, 5);
    }

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    @Tag("long")
    void what_is_planted_is_found_within_two_windows_after_a_month(PlantedFault fault) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            found(fault, seed, SENDS, 28);
        }
    }

    private static void found(PlantedFault fault, int seed, int sends, int day) {
        // A Tuesday morning, when there is traffic
        Instant begin = Traffic.START.plus(Duration.ofDays(day)).plus(Duration.ofHours(9));
        Traffic traffic = Traffic.with(fault.from(begin, sends / 4), seed, sends, 0.5);
        List<Incident> all = walk(traffic, day + 1);
        List<Incident> found = all.stream()
                .filter(one -> !one.opened().isBefore(begin) && !one.opened().isAfter(begin.plus(TWO_WINDOWS)))
                .toList();
        System.out.println(fault + " seed " + seed + ": " + told(all));

        assertThat(found).as("incidents %s", told(all)).anySatisfy(one -> {
            assertThat(one.leading().signal()).isEqualTo(fault.signal());
            assertThat(one.leading().advice()).contains(fault.advice());
            assertThat(one.evidence()).isNotEmpty();
        });
    }

    private static List<Incident> walk(Traffic traffic, int days) {
        MemoryJournal journal = MemoryJournal.withoutLog();
        try (Road road = new Road(policy, journal, "", false, 1)) {
            List<Input> batch = new ArrayList<>();
            traffic.days(0, days, input -> {
                batch.add(input);
                if (batch.size() == 256) {
                    road.take(batch);
                    batch.clear();
                }
            });
            road.take(batch);
            return journal.incidents().orElseThrow().list(Incidents.Filter.ALL);
        }
    }

    private static String told(List<Incident> incidents) {
        return incidents.stream()
                .map(one -> one.number() + " " + one.cause() + " at " + one.opened() + " "
                        + one.parts().stream()
                                .map(part -> String.format(
                                        Locale.ROOT,
                                        "%s(%s %.4f of %d, %.4f)",
                                        part.signal(),
                                        part.scope(),
                                        part.share() == null ? 0 : part.share(),
                                        part.volume(),
                                        part.baseline() == null ? 0 : part.baseline()))
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("; ", "[", "]"));
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
