package io.carom.store.jdbc;

import io.carom.spi.Incident;
import io.carom.spi.Incident.Hand;
import io.carom.spi.Incident.Part;
import io.carom.spi.Incident.Reach;
import io.carom.spi.Incident.Sample;
import io.carom.spi.Incident.State;
import io.carom.spi.IncidentChange;
import io.carom.spi.IncidentNews;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements about incidents, within what the caller began. Made for one session. */
final class IncidentTables {
    static final String REVISION = "incident_revision";
    static final String NUMBER = "incident";

    private static final String SELECT = "select i.number, i.id, i.tenant, i.cause, i.why, i.state, i.opened,"
            + " i.last_seen, i.closed, i.events, i.held, i.released, i.discarded, i.alive, i.muted_until, m.until_at,"
            + " i.assignee, (select count(*) from incident_note n where n.number = i.number)"
            + " from incident i left join incident_mute m on m.cause = i.cause";

    private final Session session;
    private final Dialect dialect;

    IncidentTables(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    /** Writes what a commit says of one incident; what people made of it stays. */
    void write(IncidentChange change) throws SQLException {
        Incident incident = change.incident();
        session.bind(dialect.upsert(
                        "incident",
                        List.of("number"),
                        List.of(
                                "id",
                                "tenant",
                                "cause",
                                "why",
                                "state",
                                "opened",
                                "last_seen",
                                "closed",
                                "events",
                                "held",
                                "released",
                                "discarded",
                                "alive"),
                        List.of()))
                .number(incident.number())
                .text(incident.id())
                .key(incident.tenant(), Stored.SCOPE)
                .key(incident.cause(), Stored.ID)
                .text(incident.why())
                .text(incident.state().word())
                .time(incident.opened())
                .time(incident.lastSeen())
                .time(incident.closed())
                .number(incident.events())
                .number(incident.reach().held())
                .number(incident.reach().released())
                .number(incident.reach().discarded())
                .number(incident.reach().alive())
                .update();
        parts(incident);
        samples(incident);
        session.bind("update sequence set last = ? where name = 'incident' and last < ?")
                .number(incident.number())
                .number(incident.number())
                .update();
        for (IncidentNews.Kind kind : change.news()) {
            Instant closed = incident.closed();
            news(
                    incident.number(),
                    kind,
                    kind == IncidentNews.Kind.CLOSED && closed != null ? closed : incident.lastSeen());
        }
    }

    private void parts(Incident incident) throws SQLException {
        Bind bind = session.bind(dialect.upsert(
                "incident_part",
                List.of("number", "signal_name", "scope"),
                List.of("share", "peak", "volume", "baseline", "advice", "first_at", "last_at", "events", "weight"),
                List.of()));
        for (Part part : incident.parts()) {
            bind.number(incident.number())
                    .key(part.signal(), Stored.NAME)
                    .key(part.scope(), Stored.ID)
                    .real(part.share())
                    .real(part.peak())
                    .number(part.volume())
                    .real(part.baseline())
                    .text(part.advice())
                    .time(part.first())
                    .time(part.last())
                    .number(part.events())
                    .real(part.weight())
                    .row();
        }
        bind.run();
    }

    private void samples(Incident incident) throws SQLException {
        Bind bind = session.bind(
                dialect.upsert("incident_sample", List.of("number", "event"), List.of("at", "text", "pos"), List.of()));
        int pos = 0;
        for (Sample sample : incident.evidence()) {
            bind.number(incident.number())
                    .key(sample.event(), Stored.ID)
                    .time(sample.at())
                    .text(sample.text())
                    .number(pos++)
                    .row();
        }
        bind.run();
    }

    void news(long number, IncidentNews.Kind kind, Instant at) throws SQLException {
        session.bind("insert into incident_news (pos, number, kind, at) values (?, ?, ?, ?)")
                .number(next("incident_news"))
                .number(number)
                .text(kind.word())
                .time(at)
                .update();
    }

    /** Counts a sequence up by one and answers what it is now. */
    long next(String name) throws SQLException {
        session.run("update sequence set last = last + 1 where name = '" + name + "'");
        return last(name);
    }

    long last(String name) throws SQLException {
        return session.number("select last from sequence where name = '" + name + "'", 0);
    }

    /** Incidents by a condition on {@code i} whose values {@code given} binds; whole. */
    List<Incident> where(String condition, Given given) throws SQLException {
        Bind bind = session.bind(SELECT + condition);
        given.bind(bind);
        List<Row> rows = JdbcDesk.all(bind, IncidentTables::row);
        List<Incident> whole = new ArrayList<>(rows.size());
        for (Row row : rows) {
            whole.add(whole(row));
        }
        return whole;
    }

    /** Gives a statement its values. */
    @FunctionalInterface
    interface Given {
        void bind(Bind bind) throws SQLException;
    }

    /** A row of the table of incidents. */
    private record Row(
            long number,
            String id,
            String tenant,
            String cause,
            String why,
            State state,
            Instant opened,
            Instant lastSeen,
            @Nullable Instant closed,
            long events,
            Reach reach,
            Hand hand) {}

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                State.of(row.getString(6)).orElse(State.CLOSED),
                Instants.of(row.getLong(7)),
                Instants.of(row.getLong(8)),
                Loader.time(row, 9),
                row.getLong(10),
                new Reach(row.getLong(11), row.getLong(12), row.getLong(13), row.getLong(14)),
                new Hand(Loader.time(row, 15), Loader.time(row, 16), row.getString(17), row.getLong(18)));
    }

    private Incident whole(Row row) throws SQLException {
        List<Part> parts = JdbcDesk.all(
                session.bind("select signal_name, scope, share, peak, volume, baseline, advice, first_at, last_at,"
                                + " events, weight from incident_part where number = ?"
                                + " order by weight desc, first_at, signal_name, scope")
                        .number(row.number()),
                part -> new Part(
                        part.getString(1),
                        part.getString(2),
                        real(part, 3),
                        real(part, 4),
                        whole(part, 5),
                        real(part, 6),
                        part.getString(7),
                        Instants.of(part.getLong(8)),
                        Instants.of(part.getLong(9)),
                        part.getLong(10),
                        part.getDouble(11)));
        List<Sample> samples = JdbcDesk.all(
                session.bind("select event, at, text from incident_sample where number = ? order by pos")
                        .number(row.number()),
                sample -> new Sample(sample.getString(1), Instants.of(sample.getLong(2)), sample.getString(3)));
        return new Incident(
                row.number(),
                row.id(),
                row.tenant(),
                row.cause(),
                row.why(),
                row.state(),
                row.opened(),
                row.lastSeen(),
                row.closed(),
                row.events(),
                parts,
                samples,
                row.reach(),
                row.hand());
    }

    private static @Nullable Double real(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : (Double) value;
    }

    private static @Nullable Long whole(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Long) value;
    }

    /**
     * Holds of these addresses end because somebody changed them by hand: their incidents wait for that much less.
     *
     * @param condition on {@code a}, the table of addresses
     */
    void overtaken(String condition, Given given) throws SQLException {
        Bind bind =
                session.bind("select a.hold_incident, count(*) from address a where a.hold_incident is not null and "
                        + condition + " group by a.hold_incident");
        given.bind(bind);
        record Ended(long number, long count) {}
        List<Ended> all = JdbcDesk.all(bind, row -> new Ended(row.getLong(1), row.getLong(2)));
        for (Ended ended : all) {
            session.bind("update incident set alive = alive + ? where number = ?")
                    .number(ended.count())
                    .number(ended.number())
                    .update();
        }
        if (!all.isEmpty()) {
            next(REVISION);
        }
    }
}
