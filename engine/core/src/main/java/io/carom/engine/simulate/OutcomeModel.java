package io.carom.engine.simulate;

import io.carom.api.BounceType;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What a retry that nobody tried would have come to: learns from the retries that the history records, as the walk reaches them, how
 * often one succeeds by reason, receiving domain and delay. It knows nothing of what is still to come. For one thread.
 */
final class OutcomeModel {
    /** So many further seeds say how far chance alone moves the figures. */
    static final int SEEDS = 32;

    private static final int ENOUGH = 20;
    private static final int MOST_WAITING = 200_000;
    private static final int MOST_CELLS = 20_000;
    private static final long[] DELAYS = {30, 120, 480, 36 * 60, 96 * 60};
    private static final String[] DELAY_NAMES = {"30m", "2h", "8h", "36h", "4d", "more"};

    private record Failure(Reason reason, String domain, Instant at) {}

    private static final class Cell {
        private long tried;
        private long delivered;
        private long used;
    }

    /** What a cell holds, for the report. */
    record Learnt(String what, long tried, long delivered, long used, Interval share) {}

    private final long seed;
    private final Map<String, Cell> cells = new TreeMap<>();
    private final Map<String, Failure> waiting = new LinkedHashMap<>();
    private final long[] deliveredBySeed = new long[SEEDS];
    private long drawn;
    private long delivered;
    private long guessed;

    OutcomeModel(long seed) {
        this.seed = seed;
    }

    /** Learns from a recorded event about one message and from what was decided about it. */
    void learn(String message, Event event, Decision decision, String domain) {
        boolean success = event.kind() == EventKind.DELIVERY;
        if (decision.duplicate() || (!success && event.kind() != EventKind.BOUNCE)) {
            return;
        }
        Failure before = waiting.remove(message);
        if (before != null) {
            String delay = delay(before.at(), event.at());
            for (String cell : cells(before.reason(), before.domain(), delay)) {
                add(cell, success);
            }
        }
        boolean open = decision.classification().bounceType() == BounceType.SOFT || decision.retry() != null;
        if (!success && open) {
            waiting.put(message, new Failure(decision.classification().reason(), domain, event.at()));
            if (waiting.size() > MOST_WAITING) {
                waiting.remove(waiting.keySet().iterator().next());
            }
        }
    }

    private static String[] cells(Reason reason, String domain, String delay) {
        return new String[] {
            reason.word() + " " + domain + " " + delay, reason.word() + " * " + delay, reason.word() + " * *", "* * *"
        };
    }

    private void add(String name, boolean success) {
        Cell cell = cells.get(name);
        if (cell == null) {
            if (cells.size() >= MOST_CELLS && !name.contains("*")) {
                return;
            }
            cell = new Cell();
            cells.put(name, cell);
        }
        cell.tried++;
        cell.delivered += success ? 1 : 0;
    }

    /** Whether a retry at {@code at} of what failed at {@code failed} succeeds; {@code key} says which retry it is. */
    boolean succeeds(String key, Reason reason, String domain, Instant failed, Instant at) {
        double chance = 0.5;
        boolean learnt = false;
        for (String name : cells(reason, domain, delay(failed, at))) {
            Cell cell = cells.get(name);
            if (cell != null && cell.tried >= ENOUGH) {
                chance = (cell.delivered + 1.0) / (cell.tried + 2.0);
                cell.used++;
                learnt = true;
                break;
            }
        }
        guessed += learnt ? 0 : 1;
        drawn++;
        long which = hash(key);
        for (int i = 0; i < SEEDS; i++) {
            deliveredBySeed[i] += draw(seed + 1 + i, which) < chance ? 1 : 0;
        }
        boolean success = draw(seed, which) < chance;
        delivered += success ? 1 : 0;
        return success;
    }

    private static double draw(long by, long which) {
        SplittableRandom random = new SplittableRandom(by * 0x9E3779B97F4A7C15L ^ which);
        random.nextLong();
        return random.nextDouble();
    }

    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash;
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

    /** How many draws had less than {@value #ENOUGH} recorded retries of any kind to go by, and took one half. */
    long guessed() {
        return guessed;
    }

    /** The fewest and most deliveries over the further seeds, the most extreme on each side left out. */
    long[] range() {
        long[] sorted = deliveredBySeed.clone();
        Arrays.sort(sorted);
        return new long[] {sorted[1], sorted[SEEDS - 2]};
    }

    /** The cells that decided, the most used first. */
    List<Learnt> learnt() {
        List<Learnt> all = new ArrayList<>();
        cells.forEach((name, cell) -> {
            if (cell.used > 0) {
                all.add(new Learnt(
                        name, cell.tried, cell.delivered, cell.used, Interval.of(cell.delivered, cell.tried)));
            }
        });
        all.sort((a, b) -> a.used() != b.used()
                ? Long.compare(b.used(), a.used())
                : a.what().compareTo(b.what()));
        return all;
    }
}
