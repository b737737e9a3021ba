package io.carom.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Keeps the embedded host's lists up to date with what the event log says of sign-ups, sign-offs and messages sent: each row of the log
 * counts once. Events of unproven origin change nothing. Within the transaction that the caller began.
 */
final class HostFeed {
    private static final String ROWS =
            "select kind, at, scope, address, list, campaign from event where seq > ? and seq <= ?"
                    + " and kind in ('sent', 'subscribed', 'unsubscribed') and (proof is null or proof <> 'none')"
                    // Whoever was erased meanwhile is nobody
                    + " and address not like 'erased-________-____-____-____-____________@%' order by seq";

    private final Session session;
    private final Dialect dialect;

    HostFeed(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    /** Takes the place of the feed, so that one process at a time works on the lists. */
    void lock() throws SQLException {
        session.run("update sequence set last = last where name = 'host_feed'");
    }

    /** Reads on, at most {@code most} rows of the log; answers whether it has come to the end. */
    boolean read(long most) throws SQLException {
        long from = session.number("select last from sequence where name = 'host_feed'", 0);
        long end = session.number("select last from sequence where name = 'event'", 0);
        long to = Math.min(end, from + most);
        if (from >= to) {
            return true;
        }
        try (ResultSet rows = session.bind(ROWS).number(from).number(to).query()) {
            HostRows host = new HostRows(session, dialect);
            while (rows.next()) {
                take(rows, host);
            }
            host.run();
        }
        session.bind("update sequence set last = ? where name = 'host_feed'")
                .number(to)
                .update();
        return to == end;
    }

    private static void take(ResultSet row, HostRows host) throws SQLException {
        long at = row.getLong(2);
        String scope = row.getString(3);
        String address = row.getString(4);
        String list = row.getString(5);
        switch (row.getString(1)) {
            case "sent" -> host.known(scope, address, list, at);
            case "subscribed" -> host.subscribed(scope, address, list, at);
            default -> host.left(scope, address, list, row.getString(6), at);
        }
    }
}
