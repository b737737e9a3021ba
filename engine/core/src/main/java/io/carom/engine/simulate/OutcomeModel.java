package io.carom.engine.simulate;

import io.carom.api.BounceType;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a retry that nobody tried would have come to: learns from the retries that the history records, as the walk reaches them, how
 * often one succeeds by reason, receiving domain and delay. A group with little to show leans on the wider one around it, and how little
 * it is widens what the seeds draw. It knows nothing of what is still to come. For one thread.
 */
final class OutcomeModel {
    /** So many further seeds say how far chance, and not knowing better, move the figures. */
    static final int SEEDS = 40;
    /** One bit for each further seed. */
    static final long ALL_SEEDS = (1L << SEEDS) - 1;
    /** The bit of the main walk. */
    static final long MAIN = 1L << 62;

    /** As many retries as the wider group counts for. */
    private static final double WEIGHT = 10;

    private static final int ENOUGH = 20;
    private static final int MOST_WAITING = 200_000;
    private static final int MOST_CELLS = 20_000;
    private static final long[] DELAYS = {10, 30, 120, 480, 18 * 60, 36 * 60, 96 * 60};
    private static final String[] DELAY_NAMES = {"10m", "30m", "2h", "8h", "18h", "36h", "4d", "more"};

    private record Failure(Reason reason, String domain, Instant at) {}

    private static final class Cell {
        private final String name;
        private final double[][] drawn = new double[4][SEEDS];
        private long tried;
        private long delivered;
        private long used;

        Cell(String name, long seed) {
            this.name = name;
            long hash = Seen.hash(name);
            for (int i = 0; i < SEEDS; i++) {
                drawn[0][i] = gauss(draw(seed + 1 + i, hash));
                drawn[1][i] = draw(seed + 1 + i, hash + 1);
                drawn[2][i] = gauss(draw(seed + 1 + i, hash + 2));
                drawn[3][i] = draw(seed + 1 + i, hash + 3);
            }
        }

        double mean(double wider) {
            return (delivered + WEIGHT * wider) / (tried + WEIGHT);
        }

        /** What one seed believes: its draw from the beta distribution of what was seen, with what the wider group says before it. */
        double believed(double wider, int seed) {
            double success = gamma(delivered + WEIGHT * wider, drawn[0][seed], drawn[1][seed]);
            double failure = gamma(tried - delivered + WEIGHT * (1 - wider), drawn[2][seed], drawn[3][seed]);
            return bounded(success / (success + failure));
        }
    }

    /** A draw from a gamma distribution, by the cube of a normal one (Wilson and Hilferty) of one shape more, brought down by a uniform one. */
    private static double gamma(double shape, double normal, double uniform) {
        double more = shape + 1;
        double root = 1 - 1 / (9 * more) + normal / (3 * Math.sqrt(more));
        return Math.max(1e-9, more * root * root * root * Math.pow(bounded(uniform), 1 / Math.max(1e-3, shape)));
    }

    /** What a cell holds, for the report. */
    record Learnt(String what, long tried, long delivered, long used, Interval share) {}

    private final long seed;
    private final Map<String, Cell> cells = new HashMap<>();
    private final Map<String, Failure> waiting = new LinkedHashMap<>();
    private long drawn;
    private long delivered;
    private long guessed;
    private long foretold;
    private double foretoldShare;
    private long foretoldDelivered;
    private double error;

    OutcomeModel(long seed) {
        this.seed = seed;
    }

    /** Learns from a recorded event about one message and from what was decided about it. */
    void learn(String message, Event event, Decision decision, String domain) {
        boolean success = event.kind() == EventKind.DELIVERY;
        if (decision.duplicate() || (!success && event.kind() != EventKind.BOUNCE)) {
            return;
        }
        Failure before = waiting.isEmpty() ? null : waiting.remove(message);
        if (before != null) {
            learn(before, event.at(), success);
        }
        boolean open = decision.classification().bounceType() == BounceType.SOFT || decision.retry() != null;
        if (!success && open) {
            waiting.put(message, new Failure(decision.classification().reason(), domain, event.at()));
            if (waiting.size() > MOST_WAITING) {
                waiting.remove(waiting.keySet().iterator().next());
            }
        }
    }

    private void learn(Failure before, Instant at, boolean success) {
        String[] names = names(before.reason(), before.domain(), delay(before.at(), at));
        Cell root = cells.get(names[0]);
        if (root != null && root.tried >= ENOUGH) {
            // How well it would have foretold what it is about to be told
            double chance = chance(names);
            foretold++;
            foretoldShare += chance;
            foretoldDelivered += success ? 1 : 0;
            error += (chance - (success ? 1 : 0)) * (chance - (success ? 1 : 0));
        }
        for (String name : names) {
            Cell cell = cells.get(name);
            if (cell == null) {
                if (cells.size() >= MOST_CELLS && !name.contains("*")) {
                    continue;
                }
                cell = new Cell(name, seed);
                cells.put(name, cell);
            }
            cell.tried++;
            cell.delivered += success ? 1 : 0;
        }
    }

    /** The widest group first. */
    private static String[] names(Reason reason, String domain, String delay) {
        return new String[] {
            "* * *", reason.word() + " * *", reason.word() + " * " + delay, reason.word() + " " + domain + " " + delay
        };
    }

    private double chance(String[] names) {
        double chance = 0.5;
        for (String name : names) {
            Cell cell = cells.get(name);
            chance = cell == null ? chance : cell.mean(chance);
        }
        return chance;
    }

    /**
     * For which seeds a retry at {@code at} of what failed at {@code failed} succeeds.
     *
     * @param which says which retry it is
     * @param asked the seeds, and {@link #MAIN} for the main walk
     */
    long succeeds(long which, Reason reason, String domain, Instant failed, Instant at, long asked) {
        String[] names = names(reason, domain, delay(failed, at));
        long success = 0;
        for (long rest = asked & ALL_SEEDS; rest != 0; rest &= rest - 1) {
            int one = Long.numberOfTrailingZeros(rest);
            double chance = 0.5;
            for (String name : names) {
                Cell cell = cells.get(name);
                chance = cell == null ? chance : cell.believed(chance, one);
            }
            success |= draw(seed + 1 + one, which) < chance ? 1L << one : 0;
        }
        if ((asked & MAIN) != 0) {
            boolean delivers = draw(seed, which) < chance(names);
            success |= delivers ? MAIN : 0;
            count(names, delivers);
        }
        return success;
    }

    private void count(String[] names, boolean delivers) {
        drawn++;
        delivered += delivers ? 1 : 0;
        Cell closest = null;
        for (String name : names) {
            Cell cell = cells.get(name);
            closest = cell == null ? closest : cell;
        }
        if (closest != null) {
            closest.used++;
        }
        Cell root = cells.get(names[0]);
        guessed += root == null || root.tried < ENOUGH ? 1 : 0;
    }

    private static double bounded(double chance) {
        return Math.max(1e-4, Math.min(1 - 1e-4, chance));
    }

    private static double draw(long by, long which) {
        return (Seen.mix(Seen.mix(by * 0x9E3779B97F4A7C15L + 1) ^ which) >>> 11) * 0x1.0p-53;
    }

    /** The normal quantile of a share: the inverse of the logistic approximation with a cubic term, off by less than 0.005 up to 99 %. */
    private static double gauss(double share) {
        double p = bounded(share);
        double q = Math.log(p / (1 - p)) / (2 * 0.07056);
        double r = 1.5976 / (3 * 0.07056);
        double root = Math.sqrt(q * q + r * r * r);
        return Math.cbrt(q + root) + Math.cbrt(q - root);
    }

    private static String delay(Instant from, Instant to) {
        long minutes = Duration.between(from, to).toMinutes();
        int i = 0;
        while (i < DELAYS.length && minutes > DELAYS[i]) {
            i++;
        }
        return DELAY_NAMES[i];
    }

    long drawn() {
        return drawn;
    }

    long delivered() {
        return delivered;
    }

    /** How many draws had less than {@value #ENOUGH} recorded retries of any kind to go by. */
    long guessed() {
        return guessed;
    }

    /** How well it foretold the recorded retries before it learnt from them, or null when there were none. */
    SimulationReport.@Nullable Foretold foretold() {
        return foretold == 0
                ? null
                : new SimulationReport.Foretold(
                        foretold, foretoldShare / foretold, (double) foretoldDelivered / foretold, error / foretold);
    }

    /** The cells that decided, the most used first. */
    List<Learnt> learnt() {
        List<Learnt> all = new ArrayList<>();
        cells.values().stream()
                .filter(cell -> cell.used > 0)
                .forEach(cell -> all.add(new Learnt(
                        cell.name, cell.tried, cell.delivered, cell.used, Interval.of(cell.delivered, cell.tried))));
        all.sort((a, b) -> a.used() != b.used()
                ? Long.compare(b.used(), a.used())
                : a.what().compareTo(b.what()));
        return all;
    }
}
