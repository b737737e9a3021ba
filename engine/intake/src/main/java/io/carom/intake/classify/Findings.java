package io.carom.intake.classify;

import io.carom.api.EnhancedStatus;
import io.carom.api.Reason;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was found in one text and among its hosts. For one reading. */
final class Findings implements Automaton.Sink {
    /** How much stronger a phrase is that says what the code says. */
    private static final int AGREEMENT = 4;

    private final SignalTables tables;
    private int[] targets = new int[16];
    private int[] lengths = new int[16];
    private int found;
    private long @Nullable [] seen;
    private int @Nullable [] lastEnd;

    Findings(SignalTables tables) {
        this.tables = tables;
    }

    @Override
    public void found(int part, int end) {
        int start = end - tables.partLength(part);
        int[] steps = tables.steps();
        int to = tables.stepFrom(part + 1);
        for (int at = tables.stepFrom(part); at < to; at += SignalTables.STEP) {
            int before = steps[at + 2];
            if (before == SignalTables.NOTHING || follows(before, start, steps[at + 3])) {
                int does = steps[at];
                if (does >= 0) {
                    add(does, steps[at + 1]);
                } else {
                    open(~does, end);
                }
            }
        }
    }

    /** Whether the part before lies close; two parts may share the blank between them. */
    private boolean follows(int slot, int start, int gap) {
        int[] ends = lastEnd;
        if (ends == null) {
            return false;
        }
        int end = ends[slot];
        return end > 0 && start + 1 >= end && start - end <= gap;
    }

    private void open(int slot, int end) {
        int[] ends = lastEnd;
        if (ends == null) {
            ends = new int[tables.slots()];
            lastEnd = ends;
        }
        ends[slot] = end;
    }

    /** Adds a signal that a host stands for. */
    void host(int number) {
        add(number * SignalTables.ROLES + SignalTables.PHRASE, 0);
    }

    private void add(int target, int length) {
        long[] bits = seen;
        if (bits == null) {
            bits = new long[(tables.signals() * SignalTables.ROLES + 63) / 64];
            seen = bits;
        }
        if ((bits[target >> 6] & 1L << target) != 0) {
            return;
        }
        bits[target >> 6] |= 1L << target;
        if (found == targets.length) {
            targets = Arrays.copyOf(targets, found * 2);
            lengths = Arrays.copyOf(lengths, found * 2);
        }
        targets[found] = target;
        lengths[found++] = length;
    }

    /** The family that a phrase or host gives away, the first found; or null. */
    @Nullable
    String family() {
        for (int i = 0; i < found; i++) {
            if (targets[i] % SignalTables.ROLES == SignalTables.PHRASE) {
                String family = tables.signal(targets[i] / SignalTables.ROLES).family();
                if (family != null) {
                    return family;
                }
            }
        }
        return null;
    }

    /** Leaves only the signals that hold for this receiver and these codes. */
    void narrow(@Nullable String family, List<String> hosts, @Nullable EnhancedStatus status, int replyCode) {
        int kept = 0;
        for (int i = 0; i < found; i++) {
            int number = targets[i] / SignalTables.ROLES;
            if (targets[i] % SignalTables.ROLES == SignalTables.PHRASE
                    && holds(number, family, hosts, status, replyCode)) {
                targets[kept] = number;
                lengths[kept++] = lengths[i];
            }
        }
        found = kept;
    }

    private boolean holds(
            int number, @Nullable String family, List<String> hosts, @Nullable EnhancedStatus status, int replyCode) {
        Signal signal = tables.signal(number);
        return (signal.at().isEmpty() || isAt(signal.at(), family, hosts))
                && (signal.codes().isEmpty() || hasCode(signal.codes(), status, replyCode))
                && (signal.with().isEmpty() || isSeen(number, SignalTables.WITH))
                && (signal.without().isEmpty() || !isSeen(number, SignalTables.WITHOUT));
    }

    private boolean isSeen(int number, int role) {
        int target = number * SignalTables.ROLES + role;
        long[] bits = seen;
        return bits != null && (bits[target >> 6] & 1L << target) != 0;
    }

    private static boolean isAt(List<String> at, @Nullable String family, List<String> hosts) {
        for (String place : at) {
            if (place.equals(family)) {
                return true;
            }
            for (String host : hosts) {
                if (HostPattern.matches(place, host)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasCode(List<CodePattern> codes, @Nullable EnhancedStatus status, int replyCode) {
        for (CodePattern code : codes) {
            if (code.matches(status, replyCode)) {
                return true;
            }
        }
        return false;
    }

    /**
     * After {@link #narrow}: the strongest signal with a reason; one that says what the code says is a little stronger, and of equals the longer
     * phrase wins. Null when there is none.
     */
    @Nullable
    Signal strongest(@Nullable Reason code) {
        Signal best = null;
        int bestStrength = -1;
        int bestLength = 0;
        for (int i = 0; i < found; i++) {
            Signal signal = tables.signal(targets[i]);
            if (signal.reason() == null) {
                continue;
            }
            int strength = signal.strength() + (signal.reason() == code ? AGREEMENT : 0);
            if (strength > bestStrength || (strength == bestStrength && lengths[i] > bestLength)) {
                best = signal;
                bestStrength = strength;
                bestLength = lengths[i];
            }
        }
        return best;
    }

    /** After {@link #narrow}: the names of all signals. */
    Set<String> names() {
        Set<String> names = Set.of();
        for (int i = 0; i < found; i++) {
            String name = tables.signal(targets[i]).name();
            if (name != null) {
                if (names.isEmpty()) {
                    names = new HashSet<>();
                }
                names.add(name);
            }
        }
        return names.isEmpty() ? names : Set.copyOf(names);
    }
}
