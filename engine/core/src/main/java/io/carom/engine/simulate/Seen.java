package io.carom.engine.simulate;

import java.util.Arrays;

/**
 * Which event ids have come before, as hashes of 64 bits in two generations: at least the latest {@value #GENERATION} ids are known. A
 * repetition later than that counts as a new event. For one thread.
 */
final class Seen {
    /** So many ids make a generation. */
    static final int GENERATION = 2_000_000;

    private long[] young = new long[1 << 12];
    private long[] old = new long[1];
    private int size;

    /** Notes an id; answers whether it is new. */
    boolean add(String id) {
        long hash = hash(id);
        if (find(old, hash) >= 0) {
            return false;
        }
        int at = find(young, hash);
        if (at >= 0) {
            return false;
        }
        young[-at - 1] = hash;
        if (++size > GENERATION) {
            old = young;
            young = new long[old.length];
            size = 0;
        } else if (size * 2 > young.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] before = young;
        young = new long[before.length * 2];
        for (long hash : before) {
            if (hash != 0) {
                young[-find(young, hash) - 1] = hash;
            }
        }
    }

    /** The place of a hash, or the free place where it belongs, negative and one less. */
    private static int find(long[] table, long hash) {
        if (table.length == 1) {
            return -1;
        }
        int mask = table.length - 1;
        int at = (int) (hash >>> 17) & mask;
        while (table[at] != 0) {
            if (table[at] == hash) {
                return at;
            }
            at = (at + 1) & mask;
        }
        return -at - 1;
    }

    /** A hash of 64 bits that is never 0. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        long mixed = mix(hash);
        return mixed == 0 ? 1 : mixed;
    }

    /** Spreads each bit over all others (the finalizer of SplitMix64). */
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    @Override
    public String toString() {
        return size + " ids, " + Arrays.stream(old).filter(hash -> hash != 0).count() + " before them";
    }
}
