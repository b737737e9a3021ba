package io.carom.store.jdbc;

import io.carom.spi.AddressKey;
import io.carom.spi.LogRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deletes what is old, a bounded number of rows at a time, within the transaction that the caller began. */
final class Expiry {
    private static final String FIGURES = "select seq, id, at, coalesce(recipient, address), kind, bounce_type, reason,"
            + " status, reply_code, diagnostic, campaign, list, feedback_type, proof, duplicate from event";
    private static final String[] OF_EVENTS = {
        "record", "subscriber_change", "subscriber_change_rule", "subscriber_before", "event"
    };

    private final Session session;
    private final Dialect dialect;

    /** A message as it is stored. */
    record Key(String scope, String address, String message) {}

    Expiry(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    /**
     * Messages that were last heard of before, at most {@code most}, in the order of their keys behind {@code after}. There is no index
     * for it, so a look may go over every message: it is done beside the writer.
     */
    static List<Key> oldMessages(Session session, Dialect dialect, Instant before, @Nullable Key after, int most)
            throws SQLException {
        Bind bind = session.bind("select scope, address, message from message_state where touched < ?"
                        + (after == null ? "" : " and " + behind(dialect))
                        + " order by scope, address, message limit ?")
                .time(before);
        if (after != null && dialect == Dialect.MARIADB) {
            bind.text(after.scope)
                    .text(after.scope)
                    .text(after.address)
                    .text(after.address)
                    .text(after.message);
        } else if (after != null) {
            bind.text(after.scope).text(after.address).text(after.message);
        }
        return JdbcDesk.all(bind.number(most), row -> new Key(row.getString(1), row.getString(2), row.getString(3)));
    }

    private static String behind(Dialect dialect) {
        return dialect == Dialect.MARIADB
                ? "scope >= ? and (scope > ? or (address >= ? and (address > ? or message > ?)))"
                : "(scope, address, message) > (?, ?, ?)";
    }

    /** Deletes those of {@code messages} that are still old. */
    long messages(List<Key> messages, Instant before) throws SQLException {
        long gone = 0;
        for (Key key : messages) {
            gone += session.bind(
                            "delete from message_state where scope = ? and address = ? and message = ? and touched < ?")
                    .text(key.scope)
                    .text(key.address)
                    .text(key.message)
                    .time(before)
                    .update();
        }
        if (gone > 0) {
            Place.takeByHand(session);
        }
        return gone;
    }

    /** Deletes rows of the log, and one day's figures of domains that is older altogether. */
    long events(Instant before, int most) throws SQLException {
        new DomainFold(session, dialect).all();
        List<LogRow> old = JdbcDesk.all(
                session.bind(FIGURES + " where at < ? order by at limit ?")
                        .time(before)
                        .number(most),
                row -> LogQuery.figures(row, 0, null, null));
        Tally tally = new Tally(dialect);
        for (LogRow row : old) {
            tally.discount(row, AddressKey.of("", row.recipient()));
        }
        for (String table : OF_EVENTS) {
            Bind delete = session.bind("delete from " + table + " where seq = ?");
            for (LogRow row : old) {
                delete.number(row.seq()).row();
            }
            delete.run();
        }
        tally.write(session);
        return old.size() + oldestDay(Instants.day(Instants.nanos(before)));
    }

    private long oldestDay(long before) throws SQLException {
        long oldest = session.number("select coalesce(min(day), " + Long.MAX_VALUE + ") from domain_day", 0);
        if (oldest >= before) {
            return 0;
        }
        session.bind(
                        "delete from domain_code where day = ? and domain in (select domain from domain_day where day = ?)")
                .number(oldest)
                .number(oldest)
                .update();
        return session.bind("delete from domain_day where day = ?")
                .number(oldest)
                .update();
    }

    /** Deletes rows of the audit, and what people did before. */
    long audit(Instant before, int most) throws SQLException {
        List<Long> old = JdbcDesk.all(
                session.bind("select seq from audit where at < ? order by at limit ?")
                        .time(before)
                        .number(most),
                row -> row.getLong(1));
        Bind delete = session.bind("delete from audit where seq = ?");
        for (long seq : old) {
            delete.number(seq).row();
        }
        delete.run();
        return old.size() + OldActs.forget(session, before, most);
    }
}
