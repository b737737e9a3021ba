package io.carom.engine.simulate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** By how much each figure differs from the main walk's for each further seed. For one thread. */
final class SeedFigures {
    private static final long[] NOTHING = new long[OutcomeModel.SEEDS];

    private final Map<String, long[]> figures = new HashMap<>();

    void add(String figure, long seeds, long by) {
        if (seeds == 0 || by == 0) {
            return;
        }
        long[] each = figures.computeIfAbsent(figure, unheard -> new long[OutcomeModel.SEEDS]);
        for (long rest = seeds; rest != 0; rest &= rest - 1) {
            each[Long.numberOfTrailingZeros(rest)] += by;
        }
    }

    /** A figure over all seeds, when {@code main} is the main walk's. */
    SimulationReport.Figure figure(String name, long main, long touched) {
        long[] sorted = figures.getOrDefault(name, NOTHING).clone();
        Arrays.sort(sorted);
        // The most extreme seed on each side is left out: 38 of 40
        return new SimulationReport.Figure(
                main, touched, Math.max(0, main + sorted[1]), Math.max(0, main + sorted[OutcomeModel.SEEDS - 2]));
    }
}
