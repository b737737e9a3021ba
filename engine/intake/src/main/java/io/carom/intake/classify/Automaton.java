package io.carom.intake.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All words and phrases that are looked for, as one automaton (Aho and Corasick, 1975): one step a symbol, whatever their number.
 * Immutable; safe for any number of threads.
 */
final class Automaton {
    private static final int WIDTH = NormalText.SYMBOLS;

    /** The next state, times {@link #WIDTH}; its complement where something ends there. */
    private final int[] next;
    /** For each state where its list begins in {@link #found}; the list ends where the next state's begins. */
    private final int[] from;

    private final int[] found;

    private Automaton(int[] next, int[] from, int[] found) {
        this.next = next;
        this.from = from;
        this.found = found;
    }

    /** What a scan reports to. */
    interface Sink {
        /** The word sequence {@code pattern} ends before {@code end}. */
        void found(int pattern, int end);
    }

    /** Finds all patterns in {@code symbols} and reports them in the order of their ends. */
    void scan(byte[] symbols, int size, Sink sink) {
        int[] steps = next;
        int state = 0;
        for (int at = 0; at < size; at++) {
            state = steps[state + symbols[at]];
            if (state < 0) {
                state = ~state;
                int number = state / WIDTH;
                for (int i = from[number]; i < from[number + 1]; i++) {
                    sink.found(found[i], at + 1);
                }
            }
        }
    }

    /** The number of states. */
    int states() {
        return from.length - 1;
    }

    /** Collects patterns; a pattern's number is the order in which it was first added. For one thread. */
    static final class Builder {
        private int[] child = new int[1024];
        private int[] sibling = new int[1024];
        private byte[] symbol = new byte[1024];
        private int[] pattern = new int[1024];
        private int nodes = 1;
        private int patterns;

        Builder() {
            pattern[0] = -1;
        }

        /** The number of the pattern {@code symbols}, which may be there already. */
        int add(byte[] symbols) {
            int node = 0;
            for (byte s : symbols) {
                node = step(node, s);
            }
            if (pattern[node] < 0) {
                pattern[node] = patterns++;
            }
            return pattern[node];
        }

        int patterns() {
            return patterns;
        }

        private int step(int node, byte s) {
            for (int c = child[node]; c != 0; c = sibling[c]) {
                if (symbol[c] == s) {
                    return c;
                }
            }
            if (nodes == child.length) {
                int size = nodes * 2;
                child = Arrays.copyOf(child, size);
                sibling = Arrays.copyOf(sibling, size);
                symbol = Arrays.copyOf(symbol, size);
                pattern = Arrays.copyOf(pattern, size);
            }
            symbol[nodes] = s;
            sibling[nodes] = child[node];
            pattern[nodes] = -1;
            child[node] = nodes;
            return nodes++;
        }

        /** The automaton; states are numbered by depth, so that the ones met most lie together. */
        Automaton build() {
            int[] order = new int[nodes];
            int[] fail = new int[nodes];
            int[] next = new int[nodes * WIDTH];
            List<int[]> lists = new ArrayList<>(nodes);
            int total = 0;
            int queued = 1;
            for (int n = 0; n < nodes; n++) {
                int node = order[n];
                if (n > 0) {
                    System.arraycopy(next, fail[n] * WIDTH, next, n * WIDTH, WIDTH);
                }
                int[] list = list(node, n == 0 ? NONE : lists.get(fail[n]));
                lists.add(list);
                total += list.length;
                for (int c = child[node]; c != 0; c = sibling[c]) {
                    order[queued] = c;
                    fail[queued] = n == 0 ? 0 : next[fail[n] * WIDTH + symbol[c]];
                    next[n * WIDTH + symbol[c]] = queued++;
                }
            }
            return finish(next, lists, total);
        }

        private static final int[] NONE = {};

        private int[] list(int node, int[] shorter) {
            if (pattern[node] < 0) {
                return shorter;
            }
            int[] list = Arrays.copyOf(shorter, shorter.length + 1);
            list[shorter.length] = pattern[node];
            return list;
        }

        private Automaton finish(int[] next, List<int[]> lists, int total) {
            int[] from = new int[nodes + 1];
            int[] found = new int[total];
            int at = 0;
            for (int n = 0; n < nodes; n++) {
                int[] list = lists.get(n);
                from[n] = at;
                System.arraycopy(list, 0, found, at, list.length);
                at += list.length;
            }
            from[nodes] = at;
            for (int i = 0; i < next.length; i++) {
                int target = next[i];
                next[i] = from[target + 1] > from[target] ? ~(target * WIDTH) : target * WIDTH;
            }
            return new Automaton(next, from, found);
        }
    }
}
