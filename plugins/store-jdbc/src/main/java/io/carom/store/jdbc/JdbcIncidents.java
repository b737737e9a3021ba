package io.carom.store.jdbc;

import io.carom.api.JournalException;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Held;
import io.carom.spi.History;
import io.carom.spi.Incident;
import io.carom.spi.IncidentNews;
import io.carom.spi.Incidents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Incidents. Safe for any number of threads: what is only looked at goes through the pool, everything else through the one writer. */
final class JdbcIncidents implements Incidents {
    private final Connections connections;
    private final Writer writer;

    /** A change of an incident by hand. */
    @FunctionalInterface
    private interface Change {
        /** Answers what was done, in words, or null when nothing was. */
        @Nullable
        String on(Session session, IncidentTables tables) throws SQLException;
    }

    JdbcIncidents(Connections connections, Writer writer) {
        this.connections = connections;
        this.writer = writer;
    }

    @Override
    public List<Incident> list(Filter filter) {
        Where where = new Where(filter);
        String page = filter.limit() > 0 ? " limit ? offset ?" : "";
        return read(
                "read incidents",
                (session, tables) -> tables.where(where.sql + " order by i.number desc" + page, bind -> {
                    where.bind(bind);
                    if (filter.limit() > 0) {
                        bind.number(filter.limit()).number(filter.offset());
                    }
                }));
    }

    @Override
    public long count(Filter filter) {
        Where where = new Where(filter);
        return read("count incidents", (session, tables) -> {
            Bind bind = session.bind("select count(*) from incident i" + where.sql);
            where.bind(bind);
            return JdbcDesk.all(bind, row -> row.getLong(1)).get(0);
        });
    }

    /** A filter as a condition on {@code i}, with its values in order. */
    private static final class Where {
        private final StringBuilder sql = new StringBuilder(" where 1 = 1");
        private final List<IncidentTables.Given> given = new ArrayList<>();

        Where(Filter filter) {
            if (filter.state() != null) {
                String state = filter.state().word();
                and("i.state = ?", bind -> bind.text(state));
            }
            if (filter.tenant() != null) {
                String tenant = filter.tenant();
                and("i.tenant = ?", bind -> bind.key(tenant, Stored.SCOPE));
            }
            if (filter.assignee() != null) {
                String assignee = filter.assignee();
                and("i.assignee = ?", bind -> bind.key(assignee, Stored.NAME));
            }
            if (filter.from() != null) {
                Instant from = filter.from();
                and("i.last_seen >= ?", bind -> bind.time(from));
            }
            if (filter.to() != null) {
                Instant to = filter.to();
                and("i.opened < ?", bind -> bind.time(to));
            }
            if (filter.signal() != null) {
                String signal = filter.signal();
                and(
                        "exists (select 1 from incident_part p where p.number = i.number and p.signal_name = ?)",
                        bind -> bind.key(signal, Stored.NAME));
            }
            if (filter.scope() != null) {
                String scope = filter.scope();
                List<String> spelt = new ArrayList<>(List.of(scope));
                for (String kind : List.of("campaign", "list", "server", "domain", "ip", "address", "rule", "script")) {
                    spelt.add(kind + ":" + scope);
                }
                and(
                        "exists (select 1 from incident_part p where p.number = i.number and p.scope in ("
                                + "?, ".repeat(spelt.size() - 1) + "?))",
                        bind -> {
                            for (String one : spelt) {
                                bind.key(one, Stored.ID);
                            }
                        });
            }
        }

        private void and(String condition, IncidentTables.Given values) {
            sql.append(" and ").append(condition);
            given.add(values);
        }

        void bind(Bind bind) throws SQLException {
            for (IncidentTables.Given values : given) {
                values.bind(bind);
            }
        }
    }

    @Override
    public Optional<Incident> find(long number) {
        return read("read an incident", (session, tables) -> find(tables, number));
    }

    private static Optional<Incident> find(IncidentTables tables, long number) throws SQLException {
        return tables.where(" where i.number = ?", bind -> bind.number(number)).stream()
                .findFirst();
    }

    @Override
    public List<Note> notes(long number) {
        return read(
                "read notes",
                (session, tables) -> JdbcDesk.all(
                        session.bind("select at, who, why, text from incident_note where number = ? order by seq")
                                .number(number),
                        row -> new Note(
                                new Act(Instants.of(row.getLong(1)), row.getString(2), row.getString(3)),
                                row.getString(4))));
    }

    @Override
    public List<Held> held(long number, @Nullable AddressKey after, int limit) {
        return read("read held changes", (session, tables) -> {
            Bind bind =
                    session.bind("select scope, address, hold_event, hold_from, hold_until, hold_decision from address"
                            + " where hold_incident = ?"
                            + (after == null ? "" : " and (scope > ? or (scope = ? and address > ?))")
                            + " order by scope, address limit ?");
            bind.number(number);
            if (after != null) {
                bind.key(after.scope(), Stored.SCOPE)
                        .key(after.scope(), Stored.SCOPE)
                        .key(after.address(), Stored.ADDRESS);
            }
            return JdbcDesk.all(
                    bind.number(limit),
                    row -> new Held(
                            new AddressKey(row.getString(1), row.getString(2)),
                            number,
                            new History.Hold(
                                    row.getString(3),
                                    Instants.of(row.getLong(4)),
                                    Instants.of(row.getLong(5)),
                                    row.getString(6),
                                    number)));
        });
    }

    @Override
    public boolean mute(long number, @Nullable Instant until, boolean cause, Act act) {
        String what = until == null ? "incident_unmute" : "incident_mute";
        return change(number, what, act, (session, tables) -> {
            session.bind("update incident set muted_until = ? where number = ?")
                    .time(until)
                    .number(number)
                    .update();
            if (cause) {
                String name = find(tables, number).map(Incident::cause).orElse("");
                if (until == null) {
                    session.bind("delete from incident_mute where cause = ?")
                            .key(name, Stored.ID)
                            .update();
                } else {
                    session.bind(connections
                                    .target()
                                    .dialect()
                                    .upsert("incident_mute", List.of("cause"), List.of("until_at"), List.of()))
                            .key(name, Stored.ID)
                            .time(until)
                            .update();
                }
            }
            return "until " + until + (cause ? " with its cause" : "");
        });
    }

    @Override
    public boolean note(long number, String text, Act act) {
        return change(number, "incident_note", act, (session, tables) -> {
            session.bind("insert into incident_note (seq, number, at, who, why, text) values (?, ?, ?, ?, ?, ?)")
                    .number(tables.next("incident_note"))
                    .number(number)
                    .time(act.at())
                    .key(act.who(), Stored.NAME)
                    .text(act.why())
                    .text(text)
                    .update();
            return text;
        });
    }

    @Override
    public boolean assign(long number, @Nullable String who, Act act) {
        return change(number, "incident_assign", act, (session, tables) -> {
            session.bind("update incident set assignee = ? where number = ?")
                    .key(who, Stored.NAME)
                    .number(number)
                    .update();
            return "to " + (who == null ? "nobody" : who);
        });
    }

    @Override
    public boolean close(long number, Act act) {
        return change(number, "incident_close", act, (session, tables) -> {
            Optional<Incident> open = find(tables, number).filter(one -> one.state() != Incident.State.CLOSED);
            if (open.isEmpty()) {
                return null;
            }
            long waiting = JdbcDesk.all(
                            session.bind("select count(*) from address where hold_incident = ?")
                                    .number(number),
                            row -> row.getLong(1))
                    .get(0);
            if (waiting > 0) {
                throw new JournalException(
                        "incident " + number + " has " + waiting
                                + " held changes that wait; release or discard them first (carom incidents release|discard "
                                + number + ")",
                        false,
                        null);
            }
            session.bind("update incident set state = 'closed', closed = ? where number = ?")
                    .time(act.at())
                    .number(number)
                    .update();
            tables.news(number, IncidentNews.Kind.CLOSED, act.at());
            return open.get().cause();
        });
    }

    private boolean change(long number, String what, Act act, Change change) {
        return writer.byHand("change an incident", session -> {
            // First of all: whoever holds the row of the journal writes, on any instance
            session.run("update sequence set last = last where name = 'event'");
            IncidentTables tables =
                    new IncidentTables(session, connections.target().dialect());
            if (find(tables, number).isEmpty()) {
                return false;
            }
            String done = change.on(session, tables);
            if (done == null) {
                return false;
            }
            tables.next(IncidentTables.REVISION);
            new HandChanges(session, connections.target().dialect())
                    .audit(act, what, "incident " + number + ": " + done, 1);
            return true;
        });
    }

    @Override
    public List<Incident> open(String tenant) {
        return writing(
                "read incidents",
                (session, tables) -> tables.where(
                        " where i.state <> 'closed' and i.tenant = ? order by i.number",
                        bind -> bind.key(tenant, Stored.SCOPE)));
    }

    @Override
    public long lastNumber() {
        return writing("read incidents", (session, tables) -> tables.last(IncidentTables.NUMBER));
    }

    @Override
    public long revision() {
        return writing("read incidents", (session, tables) -> tables.last(IncidentTables.REVISION));
    }

    @Override
    public List<IncidentNews> news(String sink, int limit) {
        long from = cursor(sink);
        record Told(long pos, long number, IncidentNews.Kind kind, Instant at) {}
        return read("read news of incidents", (session, tables) -> {
            List<Told> told = JdbcDesk.all(
                    session.bind("select pos, number, kind, at from incident_news where pos > ? order by pos limit ?")
                            .number(from)
                            .number(limit),
                    row -> new Told(
                            row.getLong(1),
                            row.getLong(2),
                            IncidentNews.Kind.of(row.getString(3)),
                            Instants.of(row.getLong(4))));
            List<IncidentNews> news = new ArrayList<>(told.size());
            for (Told one : told) {
                find(tables, one.number())
                        .ifPresent(about -> news.add(new IncidentNews(one.pos(), one.kind(), one.at(), about)));
            }
            return news;
        });
    }

    /** A new sink is told from the first news of an incident on that is not over. */
    private long cursor(String sink) {
        List<Long> known = read(
                "read news of incidents",
                (session, tables) -> JdbcDesk.all(
                        session.bind("select pos from incident_sink where name = ?")
                                .key(sink, Stored.NAME),
                        row -> row.getLong(1)));
        if (!known.isEmpty()) {
            return known.get(0);
        }
        return writer.transaction("note a sink", session -> {
            long last = session.number("select last from sequence where name = 'incident_news'", 0);
            long first = session.number(
                    "select coalesce(min(n.pos), " + (last + 1) + ") from incident_news n"
                            + " join incident i on i.number = n.number where i.state <> 'closed'",
                    last + 1);
            advance(session, sink, first - 1);
            return first - 1;
        });
    }

    private void advance(Session session, String sink, long pos) throws SQLException {
        session.bind(connections.target().dialect().upsert("incident_sink", List.of("name"), List.of("pos"), List.of()))
                .key(sink, Stored.NAME)
                .number(pos)
                .update();
    }

    @Override
    public void told(String sink, long pos) {
        writer.transaction("note what was told", session -> {
            advance(session, sink, pos);
            return pos;
        });
    }

    @Override
    public long untold(String sink) {
        long from = cursor(sink);
        return read(
                "count news of incidents",
                (session, tables) -> JdbcDesk.all(
                                session.bind("select count(*) from incident_news where pos > ?")
                                        .number(from),
                                row -> row.getLong(1))
                        .get(0));
    }

    /** Looks at something. */
    @FunctionalInterface
    private interface Look<T> {
        T at(Session session, IncidentTables tables) throws SQLException;
    }

    /** Through the writer: what the engine asks for lies on the same connection as its commits. */
    private <T> T writing(String doing, Look<T> look) {
        return writer.read(doing, session -> look.at(session, tables(session)));
    }

    private <T> T read(String doing, Look<T> look) {
        try (Connection connection = connections.reader()) {
            Session session = new Session(connection);
            return look.at(session, tables(session));
        } catch (SQLException e) {
            throw Faults.of(connections.target(), doing, e);
        }
    }

    private IncidentTables tables(Session session) {
        return new IncidentTables(session, connections.target().dialect());
    }
}
