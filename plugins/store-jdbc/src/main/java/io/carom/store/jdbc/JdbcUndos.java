package io.carom.store.jdbc;

import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Backstory;
import io.carom.spi.StatusChange;
import io.carom.spi.UndoRow;
import io.carom.spi.UndoRun;
import io.carom.spi.Undos;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs of undo. Safe for any number of threads: what is only looked at goes through the pool, everything else through the one writer. */
final class JdbcUndos implements Undos {
    private static final int PAGE = 500;

    private final Connections connections;
    private final Writer writer;

    JdbcUndos(Connections connections, Writer writer) {
        this.connections = connections;
        this.writer = writer;
    }

    @Override
    public long open(UndoRun run) {
        return writer.byHand("begin an undo", session -> {
            long id = UndoTables.open(session, run);
            audit(session, run.act(), "run " + id + ": " + run.selection(), 0);
            return id;
        });
    }

    @Override
    public void add(long run, List<UndoRow> rows) {
        writer.byHand("choose decisions", session -> {
            UndoTables.add(session, run, rows);
            return rows;
        });
    }

    @Override
    public boolean become(long run, Collection<UndoRun.State> from, UndoRun.State to, Act act) {
        String words =
                String.join("', '", from.stream().map(UndoRun.State::word).toList());
        return writer.byHand("change an undo", session -> {
            int changed = session.bind("update undo_run set state = ? where id = ? and state in ('" + words + "')")
                    .text(to.word())
                    .number(run)
                    .update();
            if (changed > 0) {
                audit(session, act, "run " + run + " is " + to.word(), 0);
            }
            return changed > 0;
        });
    }

    private void audit(Session session, Act act, String about, long rows) throws SQLException {
        new HandChanges(session, connections.target().dialect()).audit(act, "undo", about, rows);
    }

    @Override
    public Optional<UndoRun> run(long id) {
        return writer.read(
                "read an undo",
                session ->
                        JdbcDesk.all(
                                        session.bind(UndoTables.RUN + " where id = ?")
                                                .number(id),
                                        UndoTables::run)
                                .stream()
                                .findFirst());
    }

    @Override
    public List<UndoRun> runs(int limit, long offset) {
        return read(
                "read undos",
                session -> JdbcDesk.all(
                        session.bind(UndoTables.RUN + " order by id desc limit ? offset ?")
                                .number(limit)
                                .number(offset),
                        UndoTables::run));
    }

    @Override
    public Optional<UndoRun> due(Instant now) {
        return read(
                "look for an undo",
                session -> JdbcDesk.all(
                                session.bind(UndoTables.RUN
                                                + " where state = 'applying' and next_at <= ? order by id limit 1")
                                        .time(now),
                                UndoTables::run)
                        .stream()
                        .findFirst());
    }

    @Override
    public List<UndoRow> waiting(long run, int limit) {
        return writer.read(
                "read what waits",
                session -> JdbcDesk.all(
                        session.bind(UndoTables.ROW + " where run = ? and state = 'waiting' order by seq desc limit ?")
                                .number(run)
                                .number(limit),
                        UndoTables::row));
    }

    @Override
    public void rows(long run, UndoRow.@Nullable State state, Predicate<UndoRow> sink) {
        String sql = UndoTables.ROW + " where run = ?" + (state == null ? "" : " and state = '" + state.word() + "'")
                + " and seq < ? order by seq desc limit " + PAGE;
        long before = Long.MAX_VALUE;
        List<UndoRow> page;
        do {
            long last = before;
            page = read(
                    "read an undo",
                    session -> JdbcDesk.all(session.bind(sql).number(run).number(last), UndoTables::row));
            for (UndoRow row : page) {
                if (!sink.test(row)) {
                    return;
                }
                before = row.seq();
            }
        } while (page.size() == PAGE);
    }

    @Override
    public void made(long run, Predicate<StatusChange> sink) {
        long after = -1;
        List<StatusChange> page;
        do {
            long last = after;
            page = read("read an undo", session -> ChangeQuery.madeBy(session, run, last, PAGE));
            for (StatusChange change : page) {
                if (!sink.test(change)) {
                    return;
                }
                after = change.seq();
            }
        } while (page.size() == PAGE);
    }

    @Override
    public Map<Long, Backstory> backstories(Collection<Long> seqs) {
        return read(
                "read what is behind decisions",
                session -> new BackstoryQuery(session, connections.target().dialect()).read(seqs));
    }

    @Override
    public Map<AddressKey, List<Link>> lineage(Collection<AddressKey> addresses) {
        return writer.read(
                "read what changed addresses",
                session -> new Loader(session, connections.target().dialect()).lineage(addresses));
    }

    private <T> T read(String doing, Writer.Work<T> work) {
        try (Connection connection = connections.reader()) {
            return work.on(new Session(connection));
        } catch (SQLException e) {
            throw Faults.of(connections.target(), doing, e);
        }
    }
}
