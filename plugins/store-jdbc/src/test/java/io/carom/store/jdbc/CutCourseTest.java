package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Input;
import io.carom.engine.Road;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.spi.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same events in order give the same rows, incidents, timers and histories, however they are cut into batches and however often the
 * program is started again between them. {@code -Dcarom.cut.seeds=200 -Dcarom.cut.inputs=6000} for more of it.
 */
final class CutCourseTest {
    private static final int SEEDS = Integer.getInteger("carom.cut.seeds", 6);
    private static final int INPUTS = Integer.getInteger("carom.cut.inputs", 2_500);
    private static final int MOST_AT_ONCE = 500;

    @TempDir
    static Path folder;

    private static Policy policy;

    /** Caps and turns so low that a short course reaches them. */
    @BeforeAll
    static void open() throws Exception {
        Path own = Files.createDirectory(folder.resolve("policy"));
        Files.writeString(own.resolve("policy.yml"), """
                name: narrow
                version: 1
                extends: stock
                caps: {addresses: 6, share: 1%, window: 1h}
                held: {releaseAfter: 5h}
                reactivation: {perDay: 3}
                """);
        policy = Policy.load(own);
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "in memory, seed {0}")
    @MethodSource("seeds")
    void a_course_that_is_cut_is_decided_as_one_that_is_not(long seed) {
        List<Input> inputs = Jumble.inputs(seed, INPUTS);
        MemoryJournal cut = new MemoryJournal();
        Everything expected = inOneGo(inputs);

        cut(inputs, new Random(seed), () -> cut);

        expected.equalTo(Everything.of(cut), "seed " + seed);
    }

    @ParameterizedTest(name = "SQLite, seed {0}")
    @MethodSource("seeds")
    void so_it_is_in_a_store_that_is_opened_again_with_each_start(long seed) {
        List<Input> inputs = Jumble.inputs(seed, INPUTS);
        String store = folder.resolve("cut-" + seed + ".db").toString();
        Everything expected = inOneGo(inputs);

        cut(inputs, new Random(~seed), () -> JdbcJournal.open(store));

        try (JdbcJournal journal = JdbcJournal.open(store)) {
            expected.equalTo(Everything.of(journal), "seed " + seed);
        }
    }

    @Test
    void a_course_is_as_long_as_it_is_asked_for() {
        for (long seed = 0; seed < 20; seed++) {
            for (int size = 395; size <= 402; size++) {
                assertThat(new Course(seed, size).inputs()).as("seed %d", seed).hasSize(size);
            }
        }
    }

    private static Everything inOneGo(List<Input> inputs) {
        MemoryJournal journal = new MemoryJournal();
        Everything.watched(journal);
        try (Road road = new Road(policy, journal, "", true, 1_000)) {
            road.take(inputs);
        }
        return Everything.of(journal);
    }

    /** In batches of any size, with a start of the program before about every fourth one. */
    private static void cut(List<Input> inputs, Random random, Supplier<Journal> start) {
        int next = 0;
        while (next < inputs.size()) {
            try (Journal journal = start.get();
                    Road road = new Road(policy, journal, "", true, 1 + random.nextInt(300))) {
                Everything.watched(journal);
                do {
                    int most = random.nextInt(3) == 0 ? 5 : MOST_AT_ONCE;
                    int end = Math.min(inputs.size(), next + 1 + random.nextInt(most));
                    road.take(inputs.subList(next, end));
                    next = end;
                } while (next < inputs.size() && random.nextInt(4) > 0);
            }
        }
    }
}
