package io.carom.store.jdbc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be sent slower, or not at all, for a while. Immutable.
 *
 * @param kind {@code throttle} or {@code pause}
 * @param scope {@code domain:...}, {@code server:...}, {@code campaign:...} or {@code list:...}
 * @param rate how fast at most ({@code 10/min}); null for a pause
 * @param since since when
 * @param until until when
 */
public record SendingLimit(
        String kind, String scope, @Nullable String rate, Instant since, Instant until) {
    /** Slower. */
    public static final String THROTTLE = "throttle";
    /** Not at all. */
    public static final String PAUSE = "pause";
}
