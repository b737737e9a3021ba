package io.carom.store.jdbc;

import io.carom.spi.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The journal's one writer position, a row that whoever writes takes first: so everybody waits at the same door and no two of them can
 * wait for each other behind it.
 */
final class Place {
    private static final String READ = "select last, by_hand, contexts from sequence where name = 'event'";

    private Place() {}

    /** Takes it until the transaction ends; on SQLite the transaction itself has it already. */
    static Turn.Position take(Session session, Dialect dialect) throws SQLException {
        try (ResultSet row = session.bind(dialect == Dialect.SQLITE ? READ : READ + " for update")
                .query()) {
            return row.next() ? new Turn.Position(row.getLong(1), row.getLong(2), row.getLong(3)) : Turn.Position.START;
        }
    }

    /** Takes it for a change that no row of the log tells of: whoever remembers addresses forgets them. */
    static void takeByHand(Session session) throws SQLException {
        session.run("update sequence set by_hand = by_hand + 1 where name = 'event'");
    }

    /** Moves on by a batch; the transaction has the place. */
    static void moveOn(Session session, Turn.Position to) throws SQLException {
        session.bind("update sequence set last = ?, contexts = ? where name = 'event'")
                .number(to.last())
                .number(to.contexts())
                .update();
    }
}
