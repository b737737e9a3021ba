package io.carom.engine.simulate;

/**
 * Where a share, or a difference of two, truly lies with 95 % confidence, both ends included. Immutable.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">E. B. Wilson, 1927</a>
 * @see <a href="https://doi.org/10.1002/sim.1781">A. Agresti and Y. Min, 2005</a>
 */
public record Interval(double low, double high) {
    private static final double Z = 1.96;

    /** The interval when {@code hits} of {@code n} were seen; everything from 0 to 1 when nothing was. */
    public static Interval of(long hits, long n) {
        if (n <= 0) {
            return new Interval(0, 1);
        }
        double p = Math.min(1, (double) hits / n);
        double z2 = Z * Z;
        double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        double spread = Z * Math.sqrt((p * (1 - p) + z2 / (4 * n)) / n) / (1 + z2 / n);
        return new Interval(hits <= 0 ? 0 : Math.max(0, centre - spread), hits >= n ? 1 : Math.min(1, centre + spread));
    }

    /**
     * The interval of the difference between two shares of the same {@code n} cases, of which {@code only} have the one property alone
     * and {@code other} the other one alone; from -1 to 1 when there are none.
     */
    public static Interval ofDifference(long only, long other, long n) {
        if (n <= 0) {
            return new Interval(-1, 1);
        }
        // Half a case is added to each of the four kinds of pairs
        double all = n + 2.0;
        double difference = (only - other) / all;
        double spread = Z * Math.sqrt(Math.max(0, (only + other + 1.0) / all - difference * difference) / all);
        return new Interval(Math.max(-1, difference - spread), Math.min(1, difference + spread));
    }
}
