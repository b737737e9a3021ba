package io.carom.engine.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads the usual form of a time, {@code 2026-01-05T10:00:00Z} with or without a fraction, without a formatter. Stateless. */
final class UsualTime {
    private static final int SECONDS_END = 19;
    private static final int MOST_DIGITS = 9;

    private UsualTime() {}

    /** The instant, or null when the text has another form, which may be a time all the same. */
    static @Nullable Instant read(String text) {
        int length = text.length();
        if (length < SECONDS_END + 1
                || length > SECONDS_END + 2 + MOST_DIGITS
                || text.charAt(length - 1) != 'Z'
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECONDS_END);
        int nanos = length == SECONDS_END + 1 ? 0 : nanos(text, length - 1);
        if ((year | month | day | hour | minute | second | nanos) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int nanos(String text, int end) {
        if (text.charAt(SECONDS_END) != '.' || end == SECONDS_END + 1) {
            return -1;
        }
        int nanos = digits(text, SECONDS_END + 1, end);
        for (int i = end - SECONDS_END - 1; i < MOST_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** The number, or -1 when there is anything but digits. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }
}
