package io.carom.store.jdbc;

import java.time.Duration;

/**
 * How the embedded host does what it is told. Immutable.
 *
 * @param throttledFor how long a domain or server stays throttled after the decision
 * @param pausedFor how long a campaign or list stays paused after the decision
 * @param keysKept how long it is remembered that an action was carried out; longer than any action is tried again
 */
public record EmbeddedHostSettings(Duration throttledFor, Duration pausedFor, Duration keysKept) {
    /** One hour, 7 days, 30 days. */
    public static final EmbeddedHostSettings DEFAULT =
            new EmbeddedHostSettings(Duration.ofHours(1), Duration.ofDays(7), Duration.ofDays(30));

    /** Fails with {@link IllegalArgumentException} when a length is not positive. */
    public EmbeddedHostSettings {
        for (Duration length : new Duration[] {throttledFor, pausedFor, keysKept}) {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("length " + length + " is not positive");
            }
        }
    }
}
