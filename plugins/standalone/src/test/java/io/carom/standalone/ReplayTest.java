package io.carom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.engine.Road;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.engine.simulate.Simulation;
import io.carom.engine.simulate.SimulationReport;
import io.carom.engine.simulate.SimulationSettings;
import io.carom.engine.simulate.generate.Generator;
import io.carom.engine.simulate.generate.Profile;
import io.carom.spi.LogFilter;
import io.carom.standalone.simulate.RecordedHistory;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.store.jdbc.JournalOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was decided live is decided again, byte for byte. */
class ReplayTest {
    private static final int CACHED = 20_000;
    private static Policy policy;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        policy = Policy.stock();
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"everyday", "outage"})
    void the_live_policy_over_its_own_journal_decides_the_same(String profile) {
        replays(profile, 20_000);
    }

    @Test
    @Tag("long")
    void the_live_policy_over_a_long_journal_decides_the_same() {
        replays("imported-list", 200_000);
    }

    private void replays(String profile, int events) {
        String store = folder.resolve("carom.db").toString();
        Iterator<Input> history = Generator.of(Profile.named(profile), 11, 30, events / 2);
        int third = events / 3;
        int taken = 0;
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.DEFAULT);
                Policy reloaded = Policy.stock();
                Road road = new Road(policy, journal, "", true, CACHED)) {
            taken += live(road, history, third);
            road.use(reloaded);
            taken += live(road, history, third);
        }
        // The program starts again
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.DEFAULT);
                Road road = new Road(policy, journal, "", true, CACHED)) {
            taken += live(road, history, events - 2 * third);
        }
        assertThat(taken).isEqualTo(events);

        List<String> again = new ArrayList<>();
        List<String> recorded = new ArrayList<>();
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.READ_ONLY);
                Simulation simulation = Simulation.of(policy, policy, SimulationSettings.DEFAULT)) {
            simulation.watchBaseline(decision -> again.add(DecisionJson.write(decision)));
            RecordedHistory.read(journal, null, input -> {
                simulation.take(input);
                return true;
            });
            SimulationReport report = simulation.report();
            LogFilter all =
                    new LogFilter(null, null, null, null, null, null, null, null, null, null, null, true, false, 0, 0);
            journal.reader().log(all, row -> {
                if (row.decisionJson() != null) {
                    recorded.add(row.decisionJson());
                }
                return true;
            });
            assertThat(report.changed()).isZero();
            assertThat(report.decisions()).isEqualTo(recorded.size());
        }
        assertThat(recorded).hasSizeGreaterThan(events / 3);
        assertThat(again).isEqualTo(recorded);
    }

    private static int live(Road road, Iterator<Input> history, int events) {
        List<Input> batch = new ArrayList<>();
        int taken = 0;
        while (taken < events && history.hasNext()) {
            Input input = history.next();
            batch.add(input);
            taken += input instanceof Event ? 1 : 0;
            if (batch.size() == 200 || taken == events) {
                road.take(batch);
                batch.clear();
            }
        }
        return taken;
    }

    @Test
    void one_thread_or_two_report_the_same() {
        assertThat(report(SimulationSettings.DEFAULT.threads(1))).isEqualTo(report(SimulationSettings.DEFAULT));
    }

    private static String report(SimulationSettings settings) {
        return Simulation.run(policy, policy, Generator.of(Profile.named("ip-block"), 2, 10, 3_000), settings)
                .json();
    }

    @Test
    void a_journal_in_memory_decides_what_the_simulation_decides() {
        List<String> live = new ArrayList<>();
        Generator.of(Profile.named("greylist"), 3, 10, 3_000).forEachRemaining(new java.util.function.Consumer<>() {
            private final Road road = new Road(policy, new MemoryJournal(), "", false, CACHED);

            @Override
            public void accept(Input input) {
                road.take(List.of(input)).get(0).decision().ifPresent(made -> live.add(DecisionJson.write(made)));
            }
        });
        List<String> again = new ArrayList<>();
        try (Simulation simulation = Simulation.of(policy, policy, SimulationSettings.DEFAULT)) {
            simulation.watchBaseline(made -> {
                if (made.event() != null) {
                    again.add(DecisionJson.write(made));
                }
            });
            Generator.of(Profile.named("greylist"), 3, 10, 3_000).forEachRemaining(simulation::take);
            simulation.report();
        }
        assertThat(again).isEqualTo(live);
    }
}
