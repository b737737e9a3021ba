package io.carom.store.jdbc;

import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Suppression;
import io.carom.spi.Suppressions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is suppressed for a while. Safe for any number of threads: reads go through the pool, changes through the one writer. */
final class JdbcSuppressions implements Suppressions {
    private static final String SELECT =
            "select id, subject, reach, scope, name, reason, at, until_at, times, who, why from suppression";

    private final Connections connections;
    private final Writer writer;

    JdbcSuppressions(Connections connections, Writer writer) {
        this.connections = connections;
        this.writer = writer;
    }

    @Override
    public Suppression add(Suppression wanted, Suppression.Terms terms, Act act) {
        return writer.transaction("suppress", session -> {
            List<Suppression> known = JdbcDesk.all(
                    session.bind(SELECT + " where subject = ? and reach = ? and scope = ? and name = ?")
                            .key(wanted.subject(), Stored.ADDRESS)
                            .text(wanted.reach().word())
                            .key(wanted.scope(), Stored.SCOPE)
                            .key(wanted.name(), Stored.NAME),
                    JdbcSuppressions::read);
            Suppression now = known.isEmpty()
                    ? insert(session, wanted, terms.until(act.at(), 1), act)
                    : again(session, known.get(0), wanted, terms, act);
            audit(session, act, "suppress", words(now), 1);
            return now;
        });
    }

    private static Suppression insert(Session session, Suppression wanted, @Nullable Instant until, Act act)
            throws SQLException {
        session.run("update sequence set last = last + 1 where name = 'suppression'");
        long id = session.number("select last from sequence where name = 'suppression'", 0);
        session.bind("insert into suppression (id, subject, reach, scope, name, reason, at, until_at, times, who, why)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)")
                .number(id)
                .key(wanted.subject(), Stored.ADDRESS)
                .text(wanted.reach().word())
                .key(wanted.scope(), Stored.SCOPE)
                .key(wanted.name(), Stored.NAME)
                .text(wanted.reason())
                .time(act.at())
                .time(until)
                .key(act.who(), Stored.NAME)
                .text(act.why())
                .update();
        return new Suppression(
                id,
                wanted.subject(),
                wanted.reach(),
                wanted.scope(),
                wanted.name(),
                wanted.reason(),
                act.at(),
                until,
                1,
                act);
    }

    private static Suppression again(
            Session session, Suppression known, Suppression wanted, Suppression.Terms terms, Act act)
            throws SQLException {
        int times = known.times() + 1;
        Instant before = known.until();
        Instant until = terms.until(act.at(), times);
        if (until != null && (before == null || before.isAfter(until))) {
            until = before;
        }
        session.bind(
                        "update suppression set reason = ?, at = ?, until_at = ?, times = ?, who = ?, why = ? where id = ?")
                .text(wanted.reason())
                .time(act.at())
                .time(until)
                .number(times)
                .key(act.who(), Stored.NAME)
                .text(act.why())
                .number(known.id())
                .update();
        return new Suppression(
                known.id(),
                known.subject(),
                known.reach(),
                known.scope(),
                known.name(),
                wanted.reason(),
                act.at(),
                until,
                times,
                act);
    }

    @Override
    public long remove(List<Long> ids, Act act) {
        return writer.transaction("end suppressions", session -> {
            long gone = 0;
            for (long id : ids) {
                gone += session.bind("delete from suppression where id = ?")
                        .number(id)
                        .update();
            }
            audit(session, act, "unsuppress", ids.size() + " suppressions", gone);
            return gone;
        });
    }

    private void audit(Session session, Act act, String what, String about, long rows) throws SQLException {
        new HandChanges(session, connections.target().dialect()).audit(act, what, about, rows);
    }

    /** Without the address, which may have to be erased. */
    private static String words(Suppression one) {
        String whom = one.subject().startsWith("@") ? one.subject() : "one address";
        return whom + ", " + one.reach().word() + (one.name().isEmpty() ? "" : " " + one.name());
    }

    @Override
    public List<Suppression> about(AddressKey address, Instant now, int limit) {
        return read(
                "look for suppressions",
                session -> JdbcDesk.all(
                        session.bind(
                                        SELECT
                                                + " where subject in (?, ?) and (until_at is null or until_at > ?) order by id limit ?")
                                .key(address.address(), Stored.ADDRESS)
                                .key("@" + address.domain(), Stored.ADDRESS)
                                .time(now)
                                .number(limit),
                        JdbcSuppressions::read));
    }

    @Override
    public List<Suppression> list(Filter filter) {
        List<String> conditions = new ArrayList<>(List.of("id > ?"));
        if (filter.subject() != null) {
            conditions.add("subject = ?");
        }
        if (filter.reach() != null) {
            conditions.add("reach = ?");
        }
        if (filter.name() != null) {
            conditions.add("name = ?");
        }
        if (filter.inForceAt() != null) {
            conditions.add("(until_at is null or until_at > ?)");
        }
        String sql = SELECT + " where " + String.join(" and ", conditions) + " order by id limit ?";
        return read("read suppressions", session -> {
            Bind bind = session.bind(sql).number(filter.after());
            if (filter.subject() != null) {
                bind.key(filter.subject(), Stored.ADDRESS);
            }
            if (filter.reach() != null) {
                bind.text(filter.reach().word());
            }
            if (filter.name() != null) {
                bind.key(filter.name(), Stored.NAME);
            }
            if (filter.inForceAt() != null) {
                bind.time(filter.inForceAt());
            }
            return JdbcDesk.all(bind.number(filter.limit()), JdbcSuppressions::read);
        });
    }

    @Override
    public long forget(Instant before, int most) {
        return writer.transaction("delete what has ended", session -> {
            List<Long> ids = JdbcDesk.all(
                    session.bind("select id from suppression where until_at < ? order by id limit ?")
                            .time(before)
                            .number(most),
                    row -> row.getLong(1));
            Bind delete = session.bind("delete from suppression where id = ?");
            for (long id : ids) {
                delete.number(id).row();
            }
            delete.run();
            return (long) ids.size();
        });
    }

    private static Suppression read(ResultSet row) throws SQLException {
        Instant at = Instants.of(row.getLong(7));
        return new Suppression(
                row.getLong(1),
                row.getString(2),
                Suppression.Reach.of(row.getString(3)).orElse(Suppression.Reach.GLOBAL),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                at,
                Loader.time(row, 8),
                row.getInt(9),
                new Act(at, row.getString(10), row.getString(11)));
    }

    private <T> T read(String doing, Writer.Work<T> work) {
        try (Connection connection = connections.reader()) {
            return work.on(new Session(connection));
        } catch (SQLException e) {
            throw Faults.of(connections.target(), doing, e);
        }
    }
}
