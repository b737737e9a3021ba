package io.carom.spi;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the log: behind one of its rows, in whichever order it is read. What is behind it is found without reading what is before
 * it. Immutable.
 *
 * @param at when the row's event happened
 * @param seq the row's number
 */
public record LogCursor(Instant at, long seq) {
    private static final int DIGITS = 36;
    private static final Pattern TOKEN = Pattern.compile("-?[0-9a-z]{1,12}\\.[0-9a-z]{1,6}\\.[0-9a-z]{1,12}");

    /** The place behind {@code row}. */
    public static LogCursor behind(LogRow row) {
        return new LogCursor(row.at(), row.seq());
    }

    /** Reads what {@link #token} wrote; empty for any other text. */
    public static Optional<LogCursor> parse(String token) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        String[] parts = token.split("\\.");
        try {
            Instant at = Instant.ofEpochSecond(Long.parseLong(parts[0], DIGITS), Integer.parseInt(parts[1], DIGITS));
            return Optional.of(new LogCursor(at, Long.parseLong(parts[2], DIGITS)));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A short text of digits, letters and points, of which nobody needs to know what it says. */
    public String token() {
        return Long.toString(at.getEpochSecond(), DIGITS) + "." + Integer.toString(at.getNano(), DIGITS) + "."
                + Long.toString(seq, DIGITS);
    }

    /** Whether {@code row} is behind this place. */
    public boolean isBefore(LogRow row, boolean newestFirst) {
        if (!newestFirst) {
            return row.seq() > seq;
        }
        int time = row.at().compareTo(at);
        return time < 0 || (time == 0 && row.seq() < seq);
    }
}
