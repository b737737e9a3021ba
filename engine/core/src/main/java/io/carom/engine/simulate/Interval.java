package io.carom.engine.simulate;

/**
 * Where a share truly lies with 95 % confidence, both ends included. Immutable.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">E. B. Wilson, 1927</a>
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
}
