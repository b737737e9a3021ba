package io.carom.engine.simulate;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How to simulate. Immutable.
 *
 * @param seed decides what becomes of retries that nobody has recorded
 * @param asRecorded whether the candidate is shown every event, also those that its own decisions would have prevented; nothing is
 *     modelled then
 * @param samples how many examples of each kind of difference are kept; 0 to 1,000
 * @param threads how many threads may work, 1 to 64: with two the policies decide side by side, with three reading goes on meanwhile;
 *     more change nothing. The report is the same
 * @param from what comes before only warms histories and windows, under the baseline; null when everything counts
 * @param wanted the id of an event whose decisions are kept whether or not they differ, or null
 * @param cases is told of each case that differs, by the thread that walks
 * @param progress is told how many inputs were taken
 */
public record SimulationSettings(
        long seed,
        boolean asRecorded,
        int samples,
        int threads,
        @Nullable Instant from,
        @Nullable String wanted,
        Consumer<Case> cases,
        LongConsumer progress) {
    /** Seed 1, following what changes, three examples of each difference, three threads. */
    public static final SimulationSettings DEFAULT =
            new SimulationSettings(1, false, 3, 3, null, null, Walk.NOBODY, taken -> {});

    /** Fails with {@link IllegalArgumentException} when a number is out of its range. */
    public SimulationSettings {
        if (samples < 0 || samples > 1_000) {
            throw new IllegalArgumentException(samples + " samples; it takes 0 to 1000");
        }
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException(threads + " threads; it takes 1 to 64");
        }
    }

    /** These settings with another seed. */
    public SimulationSettings seed(long value) {
        return new SimulationSettings(value, asRecorded, samples, threads, from, wanted, cases, progress);
    }

    /** These settings with everything shown to the candidate and nothing modelled. */
    public SimulationSettings asRecorded(boolean value) {
        return new SimulationSettings(seed, value, samples, threads, from, wanted, cases, progress);
    }

    /** These settings with so many examples. */
    public SimulationSettings samples(int value) {
        return new SimulationSettings(seed, asRecorded, value, threads, from, wanted, cases, progress);
    }

    /** These settings with so many threads. */
    public SimulationSettings threads(int value) {
        return new SimulationSettings(seed, asRecorded, samples, value, from, wanted, cases, progress);
    }

    /** These settings with what comes before {@code value} as a warm-up. */
    public SimulationSettings from(@Nullable Instant value) {
        return new SimulationSettings(seed, asRecorded, samples, threads, value, wanted, cases, progress);
    }

    /** These settings with one case wanted. */
    public SimulationSettings wanted(@Nullable String value) {
        return new SimulationSettings(seed, asRecorded, samples, threads, from, value, cases, progress);
    }

    /** These settings with each differing case told to {@code value}. */
    public SimulationSettings cases(Consumer<Case> value) {
        return new SimulationSettings(seed, asRecorded, samples, threads, from, wanted, value, progress);
    }

    /** These settings with progress told to {@code value}. */
    public SimulationSettings progress(LongConsumer value) {
        return new SimulationSettings(seed, asRecorded, samples, threads, from, wanted, cases, value);
    }
}
