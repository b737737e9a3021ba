package io.carom.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants as the store keeps them: nanoseconds since 1970; what lies before 1677 or after 2262 becomes the first or last one. */
final class Instants {
    private static final long SECONDS = Long.MAX_VALUE / 1_000_000_000L;

    private static final long DAY = 86_400_000_000_000L;
    private static final long LAST_DAY = Long.MAX_VALUE / DAY;

    private Instants() {}

    static long nanos(Instant at) {
        if (at.getEpochSecond() >= SECONDS) {
            return Long.MAX_VALUE;
        }
        if (at.getEpochSecond() < -SECONDS) {
            return Long.MIN_VALUE;
        }
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    static Instant of(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /** The first nanosecond of a day. */
    static long start(long day) {
        return day > LAST_DAY ? Long.MAX_VALUE : day <= -LAST_DAY ? Long.MIN_VALUE : day * DAY;
    }

    /** The last nanosecond of a day. */
    static long end(long day) {
        return day >= LAST_DAY ? Long.MAX_VALUE : start(day + 1) - 1;
    }

    /** Days since 1970-01-01, UTC. */
    static long day(long nanos) {
        return Math.floorDiv(nanos, DAY);
    }

    /** The instant in a column, or null. */
    static @Nullable Instant orNull(ResultSet row, int column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? null : of(nanos);
    }
}
