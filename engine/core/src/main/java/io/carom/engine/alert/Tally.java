package io.carom.engine.alert;

import java.util.Arrays;

/**
 * Counts of one scope: a ring of minutes for windows, a ring of days for its own past, a sum for the whole send and up to 40 equal
 * stretches of it. Column 0 counts messages sent, column 1 messages whose end is known, the others what the scope's signals count.
 * Bounded: about 3 kB. For one thread.
 */
final class Tally {
    static final int SENT = 0;
    static final int ENDED = 1;
    static final int FIRST_SIGNAL = 2;
    private static final int MINUTES = 60;
    private static final int DAYS = 31;
    private static final int STRETCHES = 40;

    private final int columns;
    private final int[] minutes;
    private final long[] minuteOf = new long[MINUTES];
    private final int[] days;
    private final long[] dayOf = new long[DAYS];
    private final long[] total;
    private final long[][] stretches = new long[STRETCHES][];
    private long stretchLength = 1;
    private int stretch;
    long lastMinute = Long.MIN_VALUE;

    Tally(int signals) {
        columns = FIRST_SIGNAL + signals;
        minutes = new int[MINUTES * columns];
        days = new int[DAYS * columns];
        total = new long[columns];
        Arrays.fill(minuteOf, Long.MIN_VALUE);
        Arrays.fill(dayOf, Long.MIN_VALUE);
        stretches[0] = new long[columns];
    }

    void add(int column, long minute) {
        lastMinute = Math.max(lastMinute, minute);
        count(minutes, minuteOf, MINUTES, minute, column);
        count(days, dayOf, DAYS, Math.floorDiv(minute, 1_440), column);
        total[column]++;
        if (column == SENT) {
            advance();
        }
        stretches[stretch][column]++;
    }

    /** Late events older than the ring are left out of the windows; they still count for the whole send. */
    private void count(int[] ring, long[] stamps, int length, long stamp, int column) {
        int at = (int) Math.floorMod(stamp, (long) length);
        if (stamps[at] > stamp) {
            return;
        }
        if (stamps[at] < stamp) {
            stamps[at] = stamp;
            Arrays.fill(ring, at * columns, (at + 1) * columns, 0);
        }
        ring[at * columns + column]++;
    }

    private void advance() {
        if (stretches[stretch][SENT] < stretchLength) {
            return;
        }
        if (stretch + 1 < STRETCHES) {
            stretch++;
            stretches[stretch] = new long[columns];
            return;
        }
        for (int i = 0; i < STRETCHES / 2; i++) {
            stretches[i] = sum(stretches[2 * i], stretches[2 * i + 1]);
        }
        stretchLength *= 2;
        stretch = STRETCHES / 2;
        Arrays.fill(stretches, stretch, STRETCHES, null);
        stretches[stretch] = new long[columns];
    }

    private static long[] sum(long[] left, long[] right) {
        long[] sum = left.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += right[i];
        }
        return sum;
    }

    /** A column over the last {@code length} minutes, {@code minute} included; at most 60. */
    long last(int column, long minute, int length) {
        long sum = 0;
        if (length < MINUTES) {
            int at = (int) Math.floorMod(minute, (long) MINUTES);
            for (long past = minute; past > minute - length; past--) {
                if (minuteOf[at] == past) {
                    sum += minutes[at * columns + column];
                }
                at = at == 0 ? MINUTES - 1 : at - 1;
            }
            return sum;
        }
        for (int i = 0; i < MINUTES; i++) {
            if (minuteOf[i] <= minute && minuteOf[i] > minute - length) {
                sum += minutes[i * columns + column];
            }
        }
        return sum;
    }

    /** A column over the {@code length} days before the day of {@code minute}; at most 30. */
    long daysBefore(int column, long minute, int length) {
        long today = Math.floorDiv(minute, 1_440);
        long sum = 0;
        for (int i = 0; i < DAYS; i++) {
            if (dayOf[i] < today && dayOf[i] >= today - length) {
                sum += days[i * columns + column];
            }
        }
        return sum;
    }

    /** A column over the day of {@code minute}. */
    long today(int column, long minute) {
        long today = Math.floorDiv(minute, 1_440);
        int at = (int) Math.floorMod(today, (long) DAYS);
        return dayOf[at] == today ? days[at * columns + column] : 0;
    }

    /** A column over the whole send. */
    long whole(int column) {
        return total[column];
    }

    /** A column over the first ({@code true}) or last tenth of what was sent so far; 0 before there are ten stretches. */
    long tenth(int column, boolean first) {
        if (stretch < 10) {
            return 0;
        }
        int width = stretch / 10;
        long sum = 0;
        for (int i = 0; i < width; i++) {
            sum += stretches[first ? i : stretch - i][column];
        }
        return sum;
    }

    /** How many messages the scope has sent: counted, or known from their ends when sends are not reported. */
    static long volume(long sent, long ended) {
        return Math.max(sent, ended);
    }
}
