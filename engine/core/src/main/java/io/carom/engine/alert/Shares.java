package io.carom.engine.alert;

/** The statistics of small numbers. Stateless. */
public final class Shares {
    /** One-sided 99 %. */
    static final double Z = 2.326;

    private Shares() {}

    /**
     * The lower end of what the true share may be when {@code hits} of {@code n} were seen, with 99 % confidence.
     *
     * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">E. B. Wilson, 1927</a>
     */
    public static double lowerBound(long hits, long n) {
        return lowerBound(hits, n, Z);
    }

    /** The same, {@code z} standard errors below. */
    static double lowerBound(long hits, long n, double z) {
        if (n <= 0 || hits <= 0) {
            return 0;
        }
        double p = Math.min(1, (double) hits / n);
        double z2 = z * z;
        double centre = p + z2 / (2 * n);
        double spread = z * Math.sqrt((p * (1 - p) + z2 / (4 * n)) / n);
        return (centre - spread) / (1 + z2 / n);
    }

    /** How many standard errors two shares are apart; positive when the first is higher. */
    public static double difference(long hits, long n, long otherHits, long otherN) {
        if (n <= 0 || otherN <= 0) {
            return 0;
        }
        double pooled = (double) (hits + otherHits) / (n + otherN);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / otherN));
        return error == 0 ? 0 : ((double) hits / n - (double) otherHits / otherN) / error;
    }

    /** The upper end of what the true share may be when {@code hits} of {@code n} were seen, one standard error above what is likeliest. */
    public static double upperBound(long hits, long n) {
        if (n <= 0) {
            return 1;
        }
        double p = Math.min(1, (double) hits / n);
        double centre = p + 1.0 / (2 * n);
        double spread = Math.sqrt((p * (1 - p) + 1.0 / (4 * n)) / n);
        return (centre + spread) / (1 + 1.0 / n);
    }
}
