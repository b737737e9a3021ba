package io.carom.store.jdbc;

import io.carom.api.RetryPlan;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.MessageKey;
import io.carom.spi.Outgoing;
import io.carom.spi.Retries;
import io.carom.spi.ScheduledRetry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scheduled retries, and their way into the outbox. Safe for any number of threads. */
final class JdbcRetries implements Retries {
    static final String SELECT =
            "select scope, address, message, policy, attempt, of_all, due, server, campaign from retry";
    private static final String BY_DUE = " order by due, scope, address, message limit ? offset ?";
    private static final String DUE = " where due <= ? order by due, scope, address, message limit ?";

    private final Connections connections;
    private final Writer writer;

    JdbcRetries(Connections connections, Writer writer) {
        this.connections = connections;
        this.writer = writer;
    }

    /** One row of {@link #SELECT}. */
    static ScheduledRetry read(ResultSet row) throws SQLException {
        return new ScheduledRetry(
                new AddressKey(row.getString(1), row.getString(2)),
                row.getString(3),
                new RetryPlan(row.getString(4), row.getInt(5), row.getInt(6), Instants.of(row.getLong(7))),
                row.getString(8),
                row.getString(9));
    }

    static List<ScheduledRetry> due(Session session, Instant until, int limit) throws SQLException {
        return JdbcDesk.all(session.bind(SELECT + DUE).time(until).number(limit), JdbcRetries::read);
    }

    @Override
    public List<ScheduledRetry> list(Filter filter, int limit, long offset) {
        Condition condition = condition(filter);
        return read(
                "read retries",
                session -> JdbcDesk.all(
                        condition
                                .bind(session, SELECT + condition.where + BY_DUE)
                                .number(most(limit))
                                .number(offset),
                        JdbcRetries::read));
    }

    @Override
    public long count(Filter filter) {
        Condition condition = condition(filter);
        return read(
                "count retries",
                session -> JdbcDesk.all(
                                condition.bind(session, "select count(*) from retry" + condition.where),
                                row -> row.getLong(1))
                        .get(0));
    }

    @Override
    public Fired fire(Instant now, @Nullable Instant oldest, int limit) {
        // Most of the time nothing is due, and asking costs no turn
        boolean any =
                writer.read("read retries", session -> !due(session, now, 1).isEmpty());
        return any
                ? writer.transaction("send messages again", session -> fire(session, now, oldest, limit))
                : new Fired(0, 0, 0);
    }

    private Fired fire(Session session, Instant now, @Nullable Instant oldest, int limit) throws SQLException {
        // The same door as decisions: none of them changes a retry meanwhile, and actions keep the order of the journal
        Place.take(session, connections.target().dialect());
        List<Outgoing> outgoing = new ArrayList<>();
        List<ScheduledRetry> due = due(session, now, limit);
        Bind done = session.bind("delete from retry where scope = ? and address = ? and message = ?");
        for (ScheduledRetry retry : due) {
            boolean wanted = oldest == null || !retry.plan().at().isBefore(oldest);
            if (wanted && !Outbox.waits(session, retry.outgoing().key())) {
                outgoing.add(retry.outgoing());
            }
            done.text(retry.address().scope())
                    .text(retry.address().address())
                    .text(retry.message())
                    .row();
        }
        done.run();
        Outbox.append(session, outgoing);
        long waiting = JdbcDesk.all(
                        session.bind("select count(*) from retry where due <= ?")
                                .time(now),
                        row -> row.getLong(1))
                .get(0);
        return new Fired(outgoing.size(), due.size() - outgoing.size(), waiting);
    }

    @Override
    public long cancel(Filter filter, int limit, Act act) {
        return writer.byHand(
                "cancel retries",
                session -> new HandChanges(session, connections.target().dialect())
                        .cancelRetries(asked(session, filter, limit), act));
    }

    @Override
    public long run(Filter filter, int limit, Act act) {
        return writer.byHand(
                "make retries due",
                session -> new HandChanges(session, connections.target().dialect())
                        .runRetries(asked(session, filter, limit), act));
    }

    private List<MessageKey> asked(Session session, Filter filter, int limit) throws SQLException {
        Condition condition = condition(filter);
        return JdbcDesk.all(
                condition
                        .bind(session, "select scope, address, message from retry" + condition.where + BY_DUE)
                        .number(most(limit))
                        .number(0L),
                row -> new MessageKey(new AddressKey(row.getString(1), row.getString(2)), row.getString(3)));
    }

    private static int most(int limit) {
        return limit > 0 ? limit : Integer.MAX_VALUE;
    }

    /** A filter as SQL. */
    private record Condition(String where, List<Object> values) {
        Bind bind(Session session, String sql) throws SQLException {
            Bind bind = session.bind(sql);
            for (Object value : values) {
                if (value instanceof Instant at) {
                    bind.time(at);
                } else {
                    bind.text(value.toString());
                }
            }
            return bind;
        }
    }

    private Condition condition(Filter filter) {
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        if (filter.recipient() != null) {
            parts.add("address = ?");
            values.add(Stored.key(AddressKey.of("", filter.recipient()).address(), Stored.ADDRESS));
        }
        if (filter.domain() != null) {
            String end = "@" + AddressKey.domain(filter.domain());
            parts.add(
                    connections.target().dialect() == Dialect.SQLITE
                            ? "substr(address, -" + end.length() + ") = ?"
                            : "right(address, " + end.length() + ") = ?");
            values.add(end);
        }
        equal(parts, values, "message", Stored.keyOrNull(filter.message(), Stored.ID));
        equal(parts, values, "campaign", Stored.keyOrNull(filter.campaign(), Stored.NAME));
        equal(parts, values, "server", Stored.keyOrNull(filter.server(), Stored.NAME));
        equal(parts, values, "policy", Stored.keyOrNull(filter.policy(), Stored.NAME));
        if (filter.from() != null) {
            parts.add("due >= ?");
            values.add(filter.from());
        }
        if (filter.to() != null) {
            parts.add("due < ?");
            values.add(filter.to());
        }
        return new Condition(parts.isEmpty() ? "" : " where " + String.join(" and ", parts), values);
    }

    private static void equal(List<String> parts, List<Object> values, String column, @Nullable String value) {
        if (value != null) {
            parts.add(column + " = ?");
            values.add(value);
        }
    }

    private <T> T read(String doing, Writer.Work<T> work) {
        try (Connection connection = connections.reader()) {
            return work.on(new Session(connection));
        } catch (SQLException e) {
            throw Faults.of(connections.target(), doing, e);
        }
    }
}
