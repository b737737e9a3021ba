package io.carom.engine.ask;

import java.time.Duration;

/**
 * How the host is asked. Immutable.
 *
 * @param limit how long all questions about one batch of events may take together, in real time; zero: the host is never asked
 * @param kept how long an answer is used again
 * @param cached how many answers are kept, 1 to 10,000,000
 * @param rest how long the host is not asked after it took too long or failed
 */
public record LookUpSettings(Duration limit, Duration kept, int cached, Duration rest) {
    /** 200 ms, 5 minutes, 100,000 answers, 30 s. */
    public static final LookUpSettings DEFAULT =
            new LookUpSettings(Duration.ofMillis(200), Duration.ofMinutes(5), 100_000, Duration.ofSeconds(30));

    /** The host is never asked. */
    public static final LookUpSettings NEVER =
            new LookUpSettings(Duration.ZERO, Duration.ofMinutes(5), 1, Duration.ofSeconds(30));

    /** Fails with {@link IllegalArgumentException} when a value is out of its range. */
    public LookUpSettings {
        if (limit.isNegative() || kept.isNegative() || rest.isNegative()) {
            throw new IllegalArgumentException("a length of time is negative: " + limit + ", " + kept + ", " + rest);
        }
        if (cached < 1 || cached > 10_000_000) {
            throw new IllegalArgumentException("cached " + cached + " is not between 1 and 10,000,000");
        }
    }
}
