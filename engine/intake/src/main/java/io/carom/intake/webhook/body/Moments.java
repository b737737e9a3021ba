package io.carom.intake.webhook.body;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Instants as providers write them: seconds, milliseconds or finer since 1970 (told apart by their size), ISO 8601 with or without
 * an offset (without: UTC), and the dates of mail headers. What lies outside 1990 to 2200 is none.
 */
public final class Moments {
    private static final long EARLIEST = 631_152_000L;
    private static final long LATEST = 7_258_118_400L;
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .appendPattern("HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[' '][XXX][XX][X]['UTC']")
            .toFormatter(Locale.ROOT);

    private Moments() {}

    /** The instant that a value says, or empty. Never fails. */
    public static Optional<Instant> read(Json value) {
        return value instanceof Json.Num || value instanceof Json.Text ? read(value.text()) : Optional.empty();
    }

    /** The instant that a text says, or empty. Never fails. */
    public static Optional<Instant> read(@Nullable String text) {
        if (text == null || text.length() > 100) {
            return Optional.empty();
        }
        String trimmed = text.strip();
        try {
            return inRange(isNumber(trimmed) ? fromNumber(trimmed) : fromText(trimmed));
        } catch (DateTimeException | ArithmeticException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static Instant fromNumber(String digits) {
        BigDecimal number = new BigDecimal(digits);
        int whole = number.precision() - number.scale();
        if (whole > 20) {
            throw new ArithmeticException("no instant");
        }
        int unit = whole > 17 ? 9 : whole > 14 ? 6 : whole > 11 ? 3 : 0;
        BigDecimal seconds = number.movePointLeft(unit);
        long full = seconds.longValue();
        long nanos =
                seconds.subtract(BigDecimal.valueOf(full)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(full, nanos);
    }

    private static Instant fromText(String text) {
        if (text.endsWith("Z") && text.length() > 10 && text.charAt(10) == 'T') {
            return Instant.parse(text);
        }
        if (!text.isEmpty() && Character.isLetter(text.charAt(0))) {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        }
        TemporalAccessor read = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return read instanceof OffsetDateTime offset
                ? offset.toInstant()
                : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
    }

    private static Optional<Instant> inRange(Instant instant) {
        long second = instant.getEpochSecond();
        return second < EARLIEST || second > LATEST ? Optional.empty() : Optional.of(instant);
    }
}
