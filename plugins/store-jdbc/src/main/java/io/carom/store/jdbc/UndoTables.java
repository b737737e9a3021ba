package io.carom.store.jdbc;

import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.UndoRow;
import io.carom.spi.UndoRun;
import io.carom.spi.UndoStep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Statements about runs of undo and their rows, within what the caller began. Stateless. */
final class UndoTables {
    static final String RUN = "select id, at, who, why, selection, undoes, policy, batch, per_minute, state, next_at,"
            + " total, done, kept from undo_run";
    static final String ROW =
            "select run, seq, at, scope, address, from_status, to_status, today, state, why from undo_row";

    private UndoTables() {}

    static long open(Session session, UndoRun run) throws SQLException {
        session.run("update sequence set last = last + 1 where name = 'undo'");
        long id = session.number("select last from sequence where name = 'undo'", 0);
        session.bind("insert into undo_run (id, at, who, why, selection, undoes, policy, batch, per_minute, state,"
                        + " next_at, total, done, kept) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)")
                .number(id)
                .time(run.act().at())
                .key(run.act().who(), Stored.NAME)
                .text(run.act().why())
                .text(run.selection())
                .number(run.undoes())
                .key(run.policy(), Stored.NAME)
                .number(run.batch())
                .number(run.perMinute())
                .text(UndoRun.State.PREPARING.word())
                .time(run.act().at())
                .update();
        return id;
    }

    static void add(Session session, long run, List<UndoRow> rows) throws SQLException {
        Bind bind = session.bind(
                "insert into undo_row (run, seq, at, scope, address, from_status, to_status, today, state, why)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        long left = 0;
        for (UndoRow row : rows) {
            bind.number(run)
                    .number(row.seq())
                    .time(row.at())
                    .key(row.address().scope(), Stored.SCOPE)
                    .key(row.address().address(), Stored.ADDRESS)
                    .text(row.from().word())
                    .text(row.to().word())
                    .text(row.today())
                    .text(row.state().word())
                    .text(row.why())
                    .row();
            left += row.state() == UndoRow.State.LEFT ? 1 : 0;
        }
        bind.run();
        session.bind("update undo_run set total = total + ?, kept = kept + ? where id = ?")
                .number(rows.size())
                .number(left)
                .number(run)
                .update();
    }

    /** What a batch came to; a row that another process has settled meanwhile stays as that one left it. */
    static void step(Session session, UndoStep step) throws SQLException {
        long done = 0;
        long left = 0;
        for (UndoRow row : step.settled()) {
            int changed = session.bind(
                            "update undo_row set state = ?, why = ? where run = ? and seq = ? and state = 'waiting'")
                    .text(row.state().word())
                    .text(row.why())
                    .number(step.run())
                    .number(row.seq())
                    .update();
            done += row.state() == UndoRow.State.DONE ? changed : 0;
            left += row.state() == UndoRow.State.LEFT ? changed : 0;
        }
        session.bind("update undo_run set done = done + ?, kept = kept + ?, next_at = ? where id = ?")
                .number(done)
                .number(left)
                .time(step.next())
                .number(step.run())
                .update();
        if (step.finished()) {
            session.bind("update undo_run set state = 'done' where id = ? and state = 'applying'")
                    .number(step.run())
                    .update();
        }
    }

    static UndoRun run(ResultSet row) throws SQLException {
        long undoes = row.getLong(6);
        boolean none = row.wasNull();
        return new UndoRun(
                row.getLong(1),
                new Act(Instants.of(row.getLong(2)), row.getString(3), row.getString(4)),
                row.getString(5),
                none ? null : (Long) undoes,
                row.getString(7),
                row.getInt(8),
                row.getInt(9),
                UndoRun.State.of(row.getString(10)).orElse(UndoRun.State.STOPPED),
                Instants.of(row.getLong(11)),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14));
    }

    static UndoRow row(ResultSet row) throws SQLException {
        return new UndoRow(
                row.getLong(1),
                row.getLong(2),
                Instants.of(row.getLong(3)),
                new AddressKey(row.getString(4), row.getString(5)),
                SubscriberStatus.of(row.getString(6)).orElse(SubscriberStatus.SUBSCRIBED),
                SubscriberStatus.of(row.getString(7)).orElse(SubscriberStatus.SUBSCRIBED),
                row.getString(8),
                UndoRow.State.of(row.getString(9)).orElse(UndoRow.State.LEFT),
                row.getString(10));
    }
}
