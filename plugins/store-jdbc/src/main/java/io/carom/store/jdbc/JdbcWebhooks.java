package io.carom.store.jdbc;

import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Tries;
import io.carom.spi.Webhooks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Outgoing webhooks in the journal's database. Safe for any number of threads: reads for people go through the pool. */
final class JdbcWebhooks implements Webhooks {
    private static final String COLUMNS = "id, endpoint, scope, address, at, body";
    private static final String DUE = "select " + COLUMNS + " from webhook w where endpoint = ? and state = 0"
            + " and next_try <= ? and not exists (select 1 from webhook e where e.endpoint = w.endpoint and e.state = 0"
            + " and e.scope = w.scope and e.address = w.address and e.pos < w.pos and e.next_try > ?) order by pos limit ?";
    private static final int PAGE = 500;

    private final Connections connections;
    private final Writer writer;
    private final Dialect dialect;

    JdbcWebhooks(Connections connections, Writer writer) {
        this.connections = connections;
        this.writer = writer;
        this.dialect = connections.target().dialect();
    }

    @Override
    public int add(List<Hook> hooks) {
        if (hooks.isEmpty()) {
            return 0;
        }
        return writer.transaction("add webhooks", session -> {
            long pos = next(session, "webhook", hooks.size());
            Bind row = session.bind("insert into webhook (pos, id, endpoint, scope, address, at, body)"
                    + " values (?, ?, ?, ?, ?, ?, ?)");
            List<String> fresh = new ArrayList<>();
            for (Hook hook : hooks) {
                String key = Stored.key(hook.endpoint(), Stored.NAME) + "\n" + Stored.key(hook.id(), Stored.ID);
                if (!fresh.contains(key) && !isThere(session, hook)) {
                    fresh.add(key);
                    row.number(++pos)
                            .key(hook.id(), Stored.ID)
                            .key(hook.endpoint(), Stored.NAME)
                            .key(hook.address().scope(), Stored.SCOPE)
                            .key(hook.address().address(), Stored.ADDRESS)
                            .time(hook.at())
                            .text(hook.body())
                            .row();
                }
            }
            row.run();
            return fresh.size();
        });
    }

    /** Takes {@code count} numbers, and with them the turn to add; returns the one before the first. */
    private static long next(Session session, String name, int count) throws SQLException {
        session.bind("update sequence set last = last + ? where name = ?")
                .number(count)
                .text(name)
                .update();
        return session.number("select last from sequence where name = '" + name + "'", 0) - count;
    }

    private static boolean isThere(Session session, Hook hook) throws SQLException {
        try (ResultSet rows = hook(
                        session.bind("select 1 from webhook where endpoint = ? and id = ?"), hook.endpoint(), hook.id())
                .query()) {
            return rows.next();
        }
    }

    private static Bind hook(Bind bind, String endpoint, String id) throws SQLException {
        return bind.key(endpoint, Stored.NAME).key(id, Stored.ID);
    }

    @Override
    public boolean hold(String endpoint, String instance, Instant now, Duration lease) {
        return writer.transaction("hold an endpoint", session -> {
            session.bind(dialect.insertMissing("webhook_endpoint", List.of("name"), List.of()))
                    .key(endpoint, Stored.NAME)
                    .update();
            return session.bind("update webhook_endpoint set held_by = ?, held_until = ? where name = ?"
                                    + " and disabled is null and (held_until <= ? or held_by is null or held_by = ?)")
                            .key(instance, Stored.NAME)
                            .time(now.plus(lease))
                            .key(endpoint, Stored.NAME)
                            .time(now)
                            .key(instance, Stored.NAME)
                            .update()
                    > 0;
        });
    }

    @Override
    public void release(String endpoint, String instance) {
        writer.transaction(
                "release an endpoint",
                session -> session.bind(
                                "update webhook_endpoint set held_by = null, held_until = 0 where name = ? and held_by = ?")
                        .key(endpoint, Stored.NAME)
                        .key(instance, Stored.NAME)
                        .update());
    }

    @Override
    public List<Hook> due(String endpoint, Instant now, int limit) {
        return writer.read(
                "read webhooks",
                session -> JdbcDesk.all(
                        session.bind(DUE)
                                .key(endpoint, Stored.NAME)
                                .time(now)
                                .time(now)
                                .number(limit),
                        JdbcWebhooks::hook));
    }

    private static Hook hook(ResultSet row) throws SQLException {
        return new Hook(
                row.getString(1),
                row.getString(2),
                new AddressKey(row.getString(3), row.getString(4)),
                Instants.of(row.getLong(5)),
                row.getString(6));
    }

    @Override
    public Tries tries(String endpoint, String id) {
        List<Tries> found = writer.read(
                "read a webhook",
                session -> JdbcDesk.all(
                        hook(
                                session.bind("select tries, first_failed from webhook where endpoint = ? and id = ?"),
                                endpoint,
                                id),
                        row -> new Tries(row.getInt(1), Instants.orNull(row, 2))));
        return found.isEmpty() ? Tries.NONE : found.get(0);
    }

    @Override
    public void settled(String endpoint, List<String> ids, Instant at, List<Attempt> attempts) {
        if (ids.isEmpty() && attempts.isEmpty()) {
            return;
        }
        writer.transaction("note webhooks", session -> {
            Bind done = session.bind(
                    "update webhook set state = 1, settled = ?, told = null where endpoint = ? and id = ? and state = 0");
            for (String id : ids) {
                hook(done.time(at), endpoint, id).row();
            }
            done.run();
            log(session, attempts);
            return ids.size();
        });
    }

    private static void log(Session session, List<Attempt> attempts) throws SQLException {
        if (attempts.isEmpty()) {
            return;
        }
        long seq = next(session, "webhook_try", attempts.size());
        Bind row =
                session.bind("insert into webhook_try (seq, endpoint, id, at, answer, told) values (?, ?, ?, ?, ?, ?)");
        for (Attempt attempt : attempts) {
            hook(row.number(++seq), attempt.endpoint(), attempt.id())
                    .time(attempt.at())
                    .key(attempt.answer(), Stored.ID)
                    .text(attempt.told())
                    .row();
        }
        row.run();
    }

    @Override
    public void failed(String endpoint, String id, String why, Instant at, @Nullable Instant next) {
        writer.transaction(
                "note a webhook that failed",
                session -> hook(
                                session.bind(
                                                "update webhook set tries = tries + 1, first_failed = coalesce(first_failed, ?),"
                                                        + " next_try = ?, state = ?, settled = ?, told = ? where endpoint = ? and id = ?")
                                        .time(at)
                                        .number(next == null ? 0 : Instants.nanos(next))
                                        .number(next == null ? 2 : 0)
                                        .time(next == null ? at : null)
                                        .text(why),
                                endpoint,
                                id)
                        .update());
    }

    @Override
    public void disable(String endpoint, String why, Instant at) {
        writer.transaction("switch an endpoint off", session -> {
            session.bind(dialect.insertMissing("webhook_endpoint", List.of("name"), List.of()))
                    .key(endpoint, Stored.NAME)
                    .update();
            return session.bind("update webhook_endpoint set disabled = ?, why = ? where name = ? and disabled is null")
                    .time(at)
                    .text(why)
                    .key(endpoint, Stored.NAME)
                    .update();
        });
    }

    @Override
    public boolean enable(String endpoint, Act act) {
        return writer.transaction("switch an endpoint on", session -> {
            int changed = session.bind(
                            "update webhook_endpoint set disabled = null, why = null where name = ? and disabled is not null")
                    .key(endpoint, Stored.NAME)
                    .update();
            new HandChanges(session, dialect).audit(act, "webhook_enable", endpoint, changed);
            return changed > 0;
        });
    }

    @Override
    public List<Standing> standing() {
        return read(
                "read endpoints",
                session -> JdbcDesk.all(
                        session.bind(
                                "select n.name, coalesce(w.waiting, 0), w.oldest, coalesce(w.dead, 0), e.disabled, e.why"
                                        + " from (select name from webhook_endpoint union select endpoint from webhook) n"
                                        + " left join webhook_endpoint e on e.name = n.name"
                                        + " left join (select endpoint, sum(case when state = 0 then 1 else 0 end) as waiting,"
                                        + " min(case when state = 0 then at end) as oldest,"
                                        + " sum(case when state = 2 then 1 else 0 end) as dead"
                                        + " from webhook where state <> 1 group by endpoint) w on w.endpoint = n.name order by n.name"),
                        row -> new Standing(
                                row.getString(1),
                                row.getLong(2),
                                Instants.orNull(row, 3),
                                row.getLong(4),
                                Instants.orNull(row, 5),
                                row.getString(6))));
    }

    @Override
    public List<Given> dead(@Nullable String endpoint, int limit, long offset) {
        return read("read webhooks", session -> {
            Bind bind = session.bind("select " + COLUMNS + ", tries, told from webhook where state = 2"
                    + (endpoint == null ? "" : " and endpoint = ?") + " order by pos limit ? offset ?");
            if (endpoint != null) {
                bind.key(endpoint, Stored.NAME);
            }
            return JdbcDesk.all(
                    bind.number(limit).number(offset),
                    row -> new Given(hook(row), row.getInt(7), row.getString(8) == null ? "" : row.getString(8)));
        });
    }

    @Override
    public long resend(@Nullable String endpoint, @Nullable List<String> ids, Act act) {
        return writer.transaction("send webhooks again", session -> {
            String again = "update webhook set state = 0, tries = 0, first_failed = null, next_try = 0, settled = null"
                    + " where state = 2" + (endpoint == null ? "" : " and endpoint = ?");
            long changed = 0;
            if (ids == null) {
                changed = endpoint(session.bind(again), endpoint).update();
            } else {
                for (String id : ids) {
                    changed += endpoint(session.bind(again + " and id = ?"), endpoint)
                            .key(id, Stored.ID)
                            .update();
                }
            }
            new HandChanges(session, dialect)
                    .audit(
                            act,
                            "webhook_resend",
                            (endpoint == null ? "all" : endpoint) + " endpoints' messages",
                            changed);
            return changed;
        });
    }

    private static Bind endpoint(Bind bind, @Nullable String endpoint) throws SQLException {
        return endpoint == null ? bind : bind.key(endpoint, Stored.NAME);
    }

    @Override
    public void log(@Nullable String endpoint, Predicate<Attempt> sink) {
        record Row(long seq, Attempt attempt) {}
        long before = Long.MAX_VALUE;
        while (true) {
            long end = before;
            List<Row> page = read(
                    "read the log of webhooks",
                    session -> JdbcDesk.all(
                            endpoint(
                                            session.bind(
                                                            "select seq, endpoint, id, at, answer, told from webhook_try where seq < ?"
                                                                    + (endpoint == null ? "" : " and endpoint = ?")
                                                                    + " order by seq desc limit ?")
                                                    .number(end),
                                            endpoint)
                                    .number(PAGE),
                            row -> new Row(
                                    row.getLong(1),
                                    new Attempt(
                                            row.getString(2),
                                            row.getString(3),
                                            Instants.of(row.getLong(4)),
                                            row.getString(5),
                                            row.getString(6)))));
            for (Row row : page) {
                if (!sink.test(row.attempt)) {
                    return;
                }
                before = row.seq;
            }
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    @Override
    public Optional<Hook> find(String endpoint, String id) {
        return read(
                        "read a webhook",
                        session -> JdbcDesk.all(
                                hook(
                                        session.bind(
                                                "select " + COLUMNS + " from webhook where endpoint = ? and id = ?"),
                                        endpoint,
                                        id),
                                JdbcWebhooks::hook))
                .stream()
                .findFirst();
    }

    @Override
    public long forget(Instant before, int most) {
        return writer.transaction("forget webhooks", session -> {
            long gone = delete(
                    session,
                    "webhook_try",
                    "seq",
                    "select seq from webhook_try where at < ? order by seq limit ?",
                    before,
                    most);
            gone += delete(
                    session, "webhook", "pos", "select pos from webhook where settled < ? limit ?", before, most);
            return gone
                    + delete(
                            session,
                            "webhook",
                            "pos",
                            "select w.pos from webhook w join webhook_endpoint e on e.name = w.endpoint"
                                    + " where e.disabled is not null and w.state = 0 and w.at < ? limit ?",
                            before,
                            most);
        });
    }

    private static long delete(Session session, String table, String key, String which, Instant before, int most)
            throws SQLException {
        List<Long> old = JdbcDesk.all(session.bind(which).time(before).number(most), row -> row.getLong(1));
        Bind delete = session.bind("delete from " + table + " where " + key + " = ?");
        for (long one : old) {
            delete.number(one).row();
        }
        delete.run();
        return old.size();
    }

    private <T> T read(String doing, Writer.Work<T> work) {
        try (Connection connection = connections.reader()) {
            return work.on(new Session(connection));
        } catch (SQLException e) {
            throw Faults.of(connections.target(), doing, e);
        }
    }
}
