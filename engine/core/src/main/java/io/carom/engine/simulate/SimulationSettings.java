package io.carom.engine.simulate;

import java.util.function.LongConsumer;

/**
 * How to simulate. Immutable.
 *
 * @param seed decides what becomes of retries that nobody has recorded
 * @param asRecorded whether the candidate is shown every event, also those that its own decisions would have prevented; nothing is
 *     modelled then
 * @param samples how many examples of each kind of difference are kept; 0 to 100
 * @param parallel whether the two policies may decide on two threads; the report is the same
 * @param progress is told how many events were taken
 */
public record SimulationSettings(long seed, boolean asRecorded, int samples, boolean parallel, LongConsumer progress) {
    /** Seed 1, following what changes, three examples of each difference, two threads. */
    public static final SimulationSettings DEFAULT = new SimulationSettings(1, false, 3, true, taken -> {});

    /** Fails with {@link IllegalArgumentException} when a number is out of its range. */
    public SimulationSettings {
        if (samples < 0 || samples > 100) {
            throw new IllegalArgumentException(samples + " samples; it takes 0 to 100");
        }
    }

    /** These settings with another seed. */
    public SimulationSettings seed(long value) {
        return new SimulationSettings(value, asRecorded, samples, parallel, progress);
    }
}
