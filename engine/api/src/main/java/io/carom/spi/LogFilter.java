package io.carom.spi;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the log to read; null does not filter. Immutable.
 *
 * @param kind what happened
 * @param campaign the campaign's name
 * @param list the list's name
 * @param recipient the whole address
 * @param domain the recipient's domain
 * @param type hard or soft
 * @param code a pattern for the enhanced code with {@code %} for anything: {@code 5.7%}
 * @param reason the classified word
 * @param text a part of the verbatim reason, in any case
 * @param from the first instant
 * @param to the first instant that is too late
 * @param duplicates whether duplicates are read, too
 * @param newestFirst the order: by the event's time, newest first; else in the order of recording
 * @param limit at most so many rows; 0 for all
 * @param offset so many rows are passed over first
 */
public record LogFilter(
        @Nullable EventKind kind,
        @Nullable String campaign,
        @Nullable String list,
        @Nullable String recipient,
        @Nullable String domain,
        @Nullable BounceType type,
        @Nullable String code,
        @Nullable String reason,
        @Nullable String text,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean duplicates,
        boolean newestFirst,
        long limit,
        long offset) {
    /** Every row that is no duplicate, in the order of recording. */
    public static final LogFilter ALL =
            new LogFilter(null, null, null, null, null, null, null, null, null, null, null, false, false, 0, 0);
}
