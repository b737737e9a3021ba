package io.carom.store.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Deletes what people did that the audit has forgotten, within the transaction that the caller began: runs of undo that are over, decided
 * readmissions, suppressions that have ended. Stateless.
 */
final class OldActs {
    private record Row(long run, long seq) {}

    private OldActs() {}

    /** At most {@code most} rows of each kind; answers how many went. */
    static long forget(Session session, Instant before, int most) throws SQLException {
        List<Row> rows = JdbcDesk.all(
                session.bind("select w.run, w.seq from undo_run r join undo_row w on w.run = r.id"
                                + " where r.at < ? and r.state <> 'applying' order by w.run, w.seq limit ?")
                        .time(before)
                        .number(most),
                row -> new Row(row.getLong(1), row.getLong(2)));
        Bind delete = session.bind("delete from undo_row where run = ? and seq = ?");
        for (Row row : rows) {
            delete.number(row.run()).number(row.seq()).row();
        }
        delete.run();
        long gone = rows.size();
        if (rows.size() < most) {
            gone += byId(session, "undo_run", "at < ? and state <> 'applying'", before, most);
        }
        gone += byId(session, "readmission", "at < ? and state <> 'requested'", before, most);
        return gone + byId(session, "suppression", "until_at < ?", before, most);
    }

    private static long byId(Session session, String table, String old, Instant before, int most) throws SQLException {
        List<Long> ids = JdbcDesk.all(
                session.bind("select id from " + table + " where " + old + " order by id limit ?")
                        .time(before)
                        .number(most),
                row -> row.getLong(1));
        Bind delete = session.bind("delete from " + table + " where id = ?");
        for (long id : ids) {
            delete.number(id).row();
        }
        delete.run();
        return ids.size();
    }
}
