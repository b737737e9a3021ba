package io.carom.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The delays between attempts at one recipient, each counted from the attempt that failed; past the last one a soft bounce counts as
 * hard. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.5.4.1">RFC 5321, 4.5.4.1</a>
 */
public record RetrySchedule(String name, List<Duration> delays) {
    /** Takes its own copy. Fails with {@link IllegalArgumentException} when a delay is not positive. */
    public RetrySchedule {
        delays = List.copyOf(delays);
        for (Duration delay : delays) {
            if (delay.isZero() || delay.isNegative()) {
                throw new IllegalArgumentException(
                        "retry policy `" + name + "`: a delay of " + delay + " is not positive");
            }
        }
    }

    /** How many retries there are. */
    public int retries() {
        return delays.size();
    }

    /** The delay before {@code attempt} (1 is the first retry), or empty when none is left. */
    public Optional<Duration> delayBefore(int attempt) {
        return attempt >= 1 && attempt <= delays.size() ? Optional.of(delays.get(attempt - 1)) : Optional.empty();
    }
}
