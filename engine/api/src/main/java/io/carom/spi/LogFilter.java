package io.carom.spi;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import java.time.Instant;
import java.util.Locale;
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
 * @param offset so many rows are passed over first; all of them are read, so {@code after} is the better way to a far page
 * @param after only rows behind this place, in the filter's order
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
        long offset,
        @Nullable LogCursor after) {
    /** Every row that is no duplicate, in the order of recording. */
    public static final LogFilter ALL =
            new LogFilter(null, null, null, null, null, null, null, null, null, null, null, false, false, 0, 0);

    /** From the beginning. */
    public LogFilter(
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
        this(
                kind,
                campaign,
                list,
                recipient,
                domain,
                type,
                code,
                reason,
                text,
                from,
                to,
                duplicates,
                newestFirst,
                limit,
                offset,
                null);
    }

    /** The same rows, other ones of them. */
    public LogFilter page(long newLimit, long newOffset, @Nullable LogCursor newAfter) {
        return new LogFilter(
                kind,
                campaign,
                list,
                recipient,
                domain,
                type,
                code,
                reason,
                text,
                from,
                to,
                duplicates,
                newestFirst,
                newLimit,
                newOffset,
                newAfter);
    }

    /** Whether {@code row} is asked for; order, limit and offset apart. */
    public boolean matches(LogRow row) {
        return (duplicates || !row.duplicate())
                && (after == null || after.isBefore(row, newestFirst))
                && (kind == null || kind.word().equals(row.kind()))
                && (type == null || type.word().equals(row.bounceType()))
                && (campaign == null || campaign.equals(row.campaign()))
                && (list == null || list.equals(row.list()))
                && (reason == null || reason.equals(row.reason()))
                && (from == null || !row.at().isBefore(from))
                && (to == null || row.at().isBefore(to))
                && matchesAddress(row)
                && (code == null || (row.status() != null && matchesCode(row.status())))
                && (text == null || matchesText(row.diagnostic()));
    }

    /** Whether {@code status} fits {@link #code}; true when that is null. */
    public boolean matchesCode(String status) {
        if (code == null) {
            return true;
        }
        String[] parts = code.split("%", -1);
        if (parts.length == 1) {
            return status.equals(code);
        }
        String last = parts[parts.length - 1];
        if (!status.startsWith(parts[0]) || !status.endsWith(last)) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = status.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at <= status.length() - last.length();
    }

    /** Whether {@link #text} is part of {@code diagnostic}, in any case; true when that is null. */
    public boolean matchesText(@Nullable String diagnostic) {
        return text == null
                || (diagnostic != null && diagnostic.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }

    private boolean matchesAddress(LogRow row) {
        if (recipient == null && domain == null) {
            return true;
        }
        AddressKey key = AddressKey.of("", row.recipient());
        return (recipient == null || AddressKey.of("", recipient).equals(key))
                && (domain == null || AddressKey.domain(domain).equals(key.domain()));
    }
}
