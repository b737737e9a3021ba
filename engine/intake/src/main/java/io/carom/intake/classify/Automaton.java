package io.carom.intake.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All words and phrases that are looked for, as one automaton (Aho and Corasick, 1975): time linear in the text, whatever their number.
 * States with many ways on are tables, the others a few numbers each: so it fits a processor's cache.
 * Immutable; safe for any number of threads.
 */
final class Automaton {
    private static final int WIDTH = NormalText.SYMBOLS;

    /** A state is the place of its record in {@link #records}, times 16, its kind, and whether something ends there. */
    private static final int SHIFT = 4;

    private static final int KIND = 14;
    /** One way on: symbol, next state, state to fall back to. */
    private static final int ONE = 0;
    /** Two ways on: both symbols, next, fall back, other next. */
    private static final int TWO = 2;
    /** A next state for every symbol. */
    private static final int TABLE = 4;
    /** No way on: the state to fall back to. */
    private static final int LEAF = 6;
    /** Some ways on: how many, state to fall back to, their symbols, four to a number, next states. */
    private static final int SOME = 8;
    /** With more ways than that a state is a table. */
    private static final int MOST_WAYS = 8;

    private static final int EVERY_BYTE = 0x0101_0101;
    /** Something ends: the number of its list stands before the record. */
    private static final int FINDS = 1;

    private final int[] records;
    private final int root;
    private final int[][] lists;
    private final int states;
    private final Starts starts;
    /** States are numbered by depth; for each depth the first state that is deeper, as far as {@link Starts} looks. */
    private final int[] depths;

    private final int shallow;

    private Automaton(int[] records, int root, int[][] lists, int states, Starts starts, int[] depths) {
        this.records = records;
        this.root = root;
        this.lists = lists;
        this.states = states;
        this.starts = starts;
        this.depths = depths;
        this.shallow = depths[depths.length - 1];
    }

    /** What a scan reports to. */
    interface Sink {
        /** The word sequence {@code pattern} ends before {@code end}. */
        void found(int pattern, int end);
    }

    /** Finds all patterns in {@code symbols} and reports them in the order of their ends. */
    void scan(byte[] symbols, int size, Sink sink) {
        int[] data = records;
        int state = root;
        int at = 0;
        // Until where the automaton goes on by itself before the filter is asked whether something may begin at all.
        int bound = 0;
        while (at < size) {
            if (state < shallow && at >= bound) {
                at = starts.next(symbols, at - depth(state), size);
                state = root;
                bound = at + Starts.SYMBOLS;
            }
            int symbol = symbols[at++];
            // Falling back is paid for by symbols read before: the loop is linear in the text.
            while (true) {
                int record = state >>> SHIFT;
                int kind = state & KIND;
                if (kind == TABLE) {
                    state = data[record + symbol];
                    break;
                }
                if (kind == LEAF) {
                    state = data[record];
                    continue;
                }
                if (kind == SOME) {
                    int way = way(data, record, symbol);
                    if (way != 0) {
                        state = data[record + way];
                        break;
                    }
                    state = data[record + 1];
                    continue;
                }
                int ways = data[record];
                if ((ways & 0xFF) == symbol) {
                    state = data[record + 1];
                    break;
                }
                if (kind == TWO && ways >>> 8 == symbol) {
                    state = data[record + 3];
                    break;
                }
                state = data[record + 2];
            }
            if ((state & FINDS) != 0) {
                for (int pattern : lists[data[(state >>> SHIFT) - 1]]) {
                    sink.found(pattern, at);
                }
            }
        }
    }

    /** Where in a record of {@link #SOME} ways the next state behind {@code symbol} is, or 0. */
    private static int way(int[] data, int record, int symbol) {
        int count = data[record];
        int words = (count + 3) >>> 2;
        for (int word = 0; word < words; word++) {
            int differ = data[record + 2 + word] ^ (symbol * EVERY_BYTE);
            // The lowest byte that is zero; bytes that stand for no way are never equal to a symbol.
            int same = (differ - EVERY_BYTE) & ~differ & 0x8080_8080;
            if (same != 0) {
                return 2 + words + word * 4 + (Integer.numberOfTrailingZeros(same) >>> 3);
            }
        }
        return 0;
    }

    /** How many symbols lead to a state that is below {@link #shallow}. */
    private int depth(int state) {
        int depth = 0;
        while (state >= depths[depth]) {
            depth++;
        }
        return depth;
    }

    /** The number of states. */
    int states() {
        return states;
    }

    /** Collects patterns; a pattern's number is the order in which it was first added. For one thread. */
    static final class Builder {
        private int[] child = new int[1024];
        private int[] sibling = new int[1024];
        private byte[] symbol = new byte[1024];
        private int[] pattern = new int[1024];
        private int nodes = 1;
        private int patterns;
        private final Starts starts = new Starts();
        private final int[] first = new int[WIDTH];

        Builder() {
            pattern[0] = -1;
        }

        /** The number of the pattern {@code symbols}, which may be there already. */
        int add(byte[] symbols) {
            int node = 0;
            for (byte s : symbols) {
                int known = way(node, s);
                node = known == 0 ? grow(node, s) : known;
            }
            if (pattern[node] < 0) {
                pattern[node] = patterns++;
                starts.add(symbols);
            }
            return pattern[node];
        }

        /** The node behind {@code node}, or 0. */
        private int way(int node, int s) {
            if (node == 0) {
                return first[s];
            }
            int c = child[node];
            while (c != 0 && symbol[c] != s) {
                c = sibling[c];
            }
            return c;
        }

        private int grow(int node, byte s) {
            if (nodes == child.length) {
                int size = nodes * 2;
                child = Arrays.copyOf(child, size);
                sibling = Arrays.copyOf(sibling, size);
                symbol = Arrays.copyOf(symbol, size);
                pattern = Arrays.copyOf(pattern, size);
            }
            if (node == 0) {
                first[s] = nodes;
            }
            symbol[nodes] = s;
            sibling[nodes] = child[node];
            pattern[nodes] = -1;
            child[node] = nodes;
            return nodes++;
        }

        Automaton build() {
            return new Layout(this).write();
        }
    }

    /** Lays the states out, the ones near the root together. For one thread, once. */
    private static final class Layout {
        private static final int[] NONE = {};

        private final Builder trie;
        /** Nodes by depth; where a text that leaves a node falls back to. */
        private final int[] order;

        private final int[] fail;
        private final List<int[]> lists = new ArrayList<>();
        private final int[] listOf;
        private final int[] stateOf;
        private int size;

        Layout(Builder trie) {
            this.trie = trie;
            this.order = new int[trie.nodes];
            this.fail = new int[trie.nodes];
            this.listOf = new int[trie.nodes];
            this.stateOf = new int[trie.nodes];
            lists.add(NONE);
            link();
            place();
        }

        private void link() {
            int queued = 1;
            for (int n = 0; n < trie.nodes; n++) {
                int node = order[n];
                for (int c = trie.child[node]; c != 0; c = trie.sibling[c]) {
                    order[queued++] = c;
                    fail[c] = node == 0 ? 0 : go(fail[node], trie.symbol[c]);
                }
                listOf[node] = list(node);
            }
        }

        private int go(int from, int symbol) {
            int node = from;
            int way = trie.way(node, symbol);
            while (way == 0 && node != 0) {
                node = fail[node];
                way = trie.way(node, symbol);
            }
            return way;
        }

        private int list(int node) {
            int shorter = node == 0 ? 0 : listOf[fail[node]];
            if (trie.pattern[node] < 0) {
                return shorter;
            }
            int[] list = Arrays.copyOf(lists.get(shorter), lists.get(shorter).length + 1);
            list[list.length - 1] = trie.pattern[node];
            lists.add(list);
            return lists.size() - 1;
        }

        private void place() {
            for (int node : order) {
                int kind = kind(node);
                boolean finds = listOf[node] != 0;
                size += finds ? 1 : 0;
                stateOf[node] = size << SHIFT | kind | (finds ? FINDS : 0);
                size += switch (kind) {
                    case TABLE -> WIDTH;
                    case SOME -> 2 + (ways(node) + 3) / 4 + ways(node);
                    case TWO -> 4;
                    case ONE -> 3;
                    default -> 1;
                };
            }
        }

        private int ways(int node) {
            int ways = 0;
            for (int c = trie.child[node]; c != 0; c = trie.sibling[c]) {
                ways++;
            }
            return ways;
        }

        private int kind(int node) {
            int ways = ways(node);
            if (node == 0 || ways > MOST_WAYS) {
                return TABLE;
            }
            return ways > 2 ? SOME : ways == 2 ? TWO : ways == 1 ? ONE : LEAF;
        }

        Automaton write() {
            int[] records = new int[size];
            for (int node : order) {
                int record = stateOf[node] >>> SHIFT;
                if (listOf[node] != 0) {
                    records[record - 1] = listOf[node];
                }
                int one = trie.child[node];
                switch (stateOf[node] & KIND) {
                    case TABLE -> {
                        for (int s = 0; s < WIDTH; s++) {
                            records[record + s] = stateOf[go(node, s)];
                        }
                    }
                    case SOME -> some(records, record, node);
                    case LEAF -> records[record] = stateOf[fail[node]];
                    default -> {
                        int two = trie.sibling[one];
                        records[record] = trie.symbol[one] | (two == 0 ? 0 : trie.symbol[two] << 8);
                        records[record + 1] = stateOf[one];
                        records[record + 2] = stateOf[fail[node]];
                        if (two != 0) {
                            records[record + 3] = stateOf[two];
                        }
                    }
                }
            }
            return new Automaton(records, stateOf[0], lists.toArray(new int[0][]), trie.nodes, trie.starts, depths());
        }

        private void some(int[] records, int record, int node) {
            int ways = ways(node);
            int words = (ways + 3) / 4;
            records[record] = ways;
            records[record + 1] = stateOf[fail[node]];
            Arrays.fill(records, record + 2, record + 2 + words, -1);
            int way = 0;
            for (int c = trie.child[node]; c != 0; c = trie.sibling[c], way++) {
                int shift = (way & 3) * 8;
                int word = record + 2 + way / 4;
                records[word] = (records[word] & ~(0xFF << shift)) | (trie.symbol[c] << shift);
                records[record + 2 + words + way] = stateOf[c];
            }
        }

        /** For each depth the first state that is deeper; there may be none. */
        private int[] depths() {
            int[] first = new int[Starts.SYMBOLS];
            Arrays.fill(first, Integer.MAX_VALUE);
            int[] depth = new int[trie.nodes];
            for (int node : order) {
                for (int c = trie.child[node]; c != 0; c = trie.sibling[c]) {
                    depth[c] = depth[node] + 1;
                    if (depth[c] <= first.length) {
                        first[depth[c] - 1] = Math.min(first[depth[c] - 1], stateOf[c]);
                    }
                }
            }
            return first;
        }
    }
}
