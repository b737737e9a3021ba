package io.carom.engine.decide;

import java.util.Arrays;

/** Instants in milliseconds, of which one can ask how many lie behind another; told of in nearly any order. For one thread. */
final class Moments {
    private long[] at = new long[4];
    private int from;
    private int to;

    void add(long moment) {
        if (to == at.length) {
            int size = to - from;
            long[] room = size > at.length / 2 ? new long[2 * at.length] : at;
            System.arraycopy(at, from, room, 0, size);
            at = room;
            from = 0;
            to = size;
        }
        int place = firstAfter(moment);
        System.arraycopy(at, place, at, place + 1, to - place);
        at[place] = moment;
        to++;
    }

    /** How many lie behind {@code moment}. */
    int after(long moment) {
        return to - firstAfter(moment);
    }

    /** Whether one lies at or before {@code moment}. */
    boolean reachesBackTo(long moment) {
        return from < to && at[from] <= moment;
    }

    /** Forgets what lies at or before {@code moment}; answers whether something is left. */
    boolean forget(long moment) {
        from = firstAfter(moment);
        return from < to;
    }

    private int firstAfter(long moment) {
        if (from == to || at[to - 1] <= moment) {
            return to;
        }
        if (moment == Long.MAX_VALUE) {
            return to;
        }
        int found = Arrays.binarySearch(at, from, to, moment + 1);
        int place = found >= 0 ? found : -found - 1;
        // Of equal ones any may be found
        while (place > from && at[place - 1] > moment) {
            place--;
        }
        return place;
    }
}
