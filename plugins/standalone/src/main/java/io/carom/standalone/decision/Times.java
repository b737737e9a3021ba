package io.carom.standalone.decision;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instants as people write and read them: UTC, and said to be. Stateless. */
public final class Times {
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    /** An instant to the minute, without its zone, for a column whose heading says UTC. */
    public static String column(Instant at) {
        return SHOWN.format(at);
    }

    /** An instant to the minute, with its zone; what is no instant as it is. */
    public static String shown(@Nullable String at) {
        if (at == null) {
            return "";
        }
        try {
            return column(Instant.parse(at)) + " UTC";
        } catch (DateTimeException e) {
            return at;
        }
    }

    /** An instant as somebody types it: RFC 3339, a date, or a date and a time, in UTC; empty when it is none of these. */
    public static Optional<Instant> typed(String text) {
        String written = text.strip().replace(' ', 'T');
        try {
            if (written.length() == 10) {
                return Optional.of(LocalDate.parse(written).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            if (written.endsWith("Z") || written.matches(".*[+-][0-9]{2}:[0-9]{2}")) {
                return Optional.of(OffsetDateTime.parse(written).toInstant());
            }
            return Optional.of(LocalDateTime.parse(written).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
