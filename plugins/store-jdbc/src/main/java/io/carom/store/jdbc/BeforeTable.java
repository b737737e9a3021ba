package io.carom.store.jdbc;

import io.carom.api.Promotion;
import io.carom.api.SubscriberStatus;
import io.carom.spi.Before;
import io.carom.spi.History;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;

/** Rows of {@code subscriber_before}: what an undo puts back. Stateless. */
final class BeforeTable {
    static final String INSERT = "insert into subscriber_before (seq, status, since, soft_run, last_soft, gone_run,"
            + " gone_since, last_success, last_engaged, last_activity, bounced_by, probation, hold_event, undoes, origin,"
            + " run) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** What {@link #read} expects, in a query in which the table is called {@code b}. */
    static final String COLUMNS =
            "b.status, b.since, b.soft_run, b.last_soft, b.gone_run, b.gone_since, b.last_success,"
                    + " b.last_engaged, b.last_activity, b.bounced_by, b.probation, b.undoes, b.origin, b.run";

    private BeforeTable() {}

    static void row(Bind insert, long seq, Before before) throws SQLException {
        History history = before.history();
        Before.Undone undone = before.undone();
        insert.number(seq)
                .text(history.status().word())
                .time(history.since())
                .number(history.softRun())
                .time(history.lastSoft())
                .number(history.goneRun())
                .time(history.goneSince())
                .time(history.lastSuccess())
                .time(history.lastEngaged())
                .time(history.lastActivity())
                .text(history.bouncedBy() == null ? null : history.bouncedBy().word())
                .number(history.probation())
                .key(history.hold() == null ? null : history.hold().event(), Stored.ID)
                .number(undone == null ? null : (Long) undone.seq())
                .number(undone == null ? null : (Long) undone.origin())
                .number(undone == null ? null : (Long) undone.run())
                .row();
    }

    /** Reads {@link #COLUMNS} from column {@code first} on; a hold is not part of it. */
    static Before read(ResultSet row, int first) throws SQLException {
        String bouncedBy = row.getString(first + 9);
        Instant since = Loader.time(row, first + 1);
        History history = new History(
                SubscriberStatus.of(row.getString(first)).orElse(SubscriberStatus.SUBSCRIBED),
                since,
                row.getInt(first + 2),
                Loader.time(row, first + 3),
                row.getInt(first + 4),
                Loader.time(row, first + 5),
                Loader.time(row, first + 6),
                Loader.time(row, first + 7),
                Loader.time(row, first + 8),
                bouncedBy == null ? null : Promotion.valueOf(bouncedBy.toUpperCase(Locale.ROOT)),
                null,
                row.getInt(first + 10));
        long undoes = row.getLong(first + 11);
        if (row.wasNull()) {
            return new Before(history, null);
        }
        return new Before(history, new Before.Undone(undoes, row.getLong(first + 12), row.getLong(first + 13)));
    }
}
