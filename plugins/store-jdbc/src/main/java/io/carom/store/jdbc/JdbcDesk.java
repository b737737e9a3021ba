package io.carom.store.jdbc;

import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.AuditRow;
import io.carom.spi.Backlog;
import io.carom.spi.CampaignOverview;
import io.carom.spi.DeadLetter;
import io.carom.spi.Desk;
import io.carom.spi.DomainFigures;
import io.carom.spi.MessageKey;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.StatusChange;
import io.carom.spi.Subscriber;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What operators read and do. Safe for any number of threads: reads go through the pool, changes through the one writer. */
final class JdbcDesk implements Desk {
    private static final String CAMPAIGN =
            "select t.campaign, t.first_at, t.last_at, coalesce(c.sent, t.sent), t.delivered,"
                    + " t.soft, t.hard, t.complaints, t.opened, t.clicked, t.unsubscribed, coalesce(c.first_send, 0)"
                    + " from campaign_tally t left join campaign c on c.id = t.campaign";

    private final Connections connections;
    private final Writer writer;
    /** Where the search for old messages goes on: what lies before was looked at. */
    private final AtomicReference<Expiry.@Nullable Key> lastForgotten = new AtomicReference<>();

    /** Makes one thing of one row. */
    @FunctionalInterface
    interface Maker<T> {
        T make(ResultSet row) throws SQLException;
    }

    JdbcDesk(Connections connections, Writer writer) {
        this.connections = connections;
        this.writer = writer;
    }

    @Override
    public List<CampaignOverview> campaigns(int limit, long offset) {
        return read(
                "read campaigns",
                session -> all(
                        session.bind(CAMPAIGN + " order by t.last_at desc, t.campaign limit ? offset ?")
                                .number(limit)
                                .number(offset),
                        JdbcDesk::campaign));
    }

    @Override
    public Optional<CampaignOverview> campaign(String name) {
        List<CampaignOverview> found = read(
                "read a campaign",
                session -> all(
                        session.bind(CAMPAIGN + " where t.campaign = ?").key(name, Stored.NAME), JdbcDesk::campaign));
        return found.stream().findFirst();
    }

    private static CampaignOverview campaign(ResultSet row) throws SQLException {
        return new CampaignOverview(
                row.getString(1),
                Instants.of(row.getLong(2)),
                Instants.of(row.getLong(3)),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getInt(12) != 0);
    }

    @Override
    public List<DomainFigures> domains(Instant from, Instant to, long minimum, int limit) {
        long first = Instants.day(Instants.nanos(from));
        long last = Instants.day(Instants.nanos(to));
        return read("read domains", session -> {
            session.connection().setAutoCommit(false);
            List<DomainFigures> found =
                    new Mining(session, connections.target().dialect()).domains(first, last, minimum, limit);
            session.connection().rollback();
            session.connection().setAutoCommit(true);
            return found;
        });
    }

    @Override
    public List<Subscriber> subscribers(@Nullable SubscriberStatus status, @Nullable AddressKey after, int limit) {
        return read("read subscribers", session -> {
            String sql = "select scope, address from address where 1 = 1"
                    + (status == null ? "" : " and status = '" + status.word() + "'")
                    // Said twice for the sake of the partial index.
                    + (status == null || status == SubscriberStatus.SUBSCRIBED ? "" : " and status <> 'subscribed'")
                    + (after == null ? "" : " and (scope > ? or (scope = ? and address > ?))")
                    + " order by scope, address limit ?";
            Bind bind = session.bind(sql);
            if (after != null) {
                bind.key(after.scope(), Stored.SCOPE)
                        .key(after.scope(), Stored.SCOPE)
                        .key(after.address(), Stored.ADDRESS);
            }
            List<AddressKey> keys = all(bind.number(limit), row -> new AddressKey(row.getString(1), row.getString(2)));
            return new Loader(session, connections.target().dialect()).subscribers(keys);
        });
    }

    @Override
    public long changeStatus(List<AddressKey> addresses, SubscriberStatus to, Act act) {
        return writer.byHand("change subscribers", session -> changes(session).status(addresses, to, act));
    }

    @Override
    public long changeStatus(SubscriberStatus from, SubscriberStatus to, Act act) {
        return writer.byHand("change subscribers", session -> changes(session).status(from, to, act));
    }

    @Override
    public List<ScheduledRetry> retries(int limit, long offset) {
        return read(
                "read retries",
                session -> all(
                        session.bind(JdbcRetries.SELECT + " order by due, scope, address, message limit ? offset ?")
                                .number(limit)
                                .number(offset),
                        JdbcRetries::read));
    }

    @Override
    public long cancelRetries(List<MessageKey> messages, Act act) {
        return writer.byHand("cancel retries", session -> changes(session).cancelRetries(messages, act));
    }

    @Override
    public long runRetries(List<MessageKey> messages, Act act) {
        return writer.byHand("make retries due", session -> changes(session).runRetries(messages, act));
    }

    @Override
    public List<DeadLetter> deadLetters(int limit, long offset) {
        return read(
                "read dead letters",
                session -> all(
                        session.bind(
                                        "select " + Outbox.COLUMNS
                                                + ", tries, last_error from outbox where dead = 1 order by pos limit ? offset ?")
                                .number(limit)
                                .number(offset),
                        row -> new DeadLetter(
                                Outbox.read(row), row.getInt(14), row.getString(15) == null ? "" : row.getString(15))));
    }

    @Override
    public long resend(List<String> keys, Act act) {
        return writer.byHand("send again", session -> changes(session).resend(keys, act));
    }

    @Override
    public Backlog backlog() {
        return read("count what waits", session -> {
            long oldest =
                    session.number("select coalesce(min(at), " + Long.MIN_VALUE + ") from outbox where dead = 0", 0);
            return new Backlog(
                    session.number("select count(*) from outbox where dead = 0", 0),
                    oldest == Long.MIN_VALUE ? null : Instants.of(oldest),
                    session.number("select count(*) from outbox where dead = 1", 0),
                    session.number("select count(*) from retry", 0),
                    session.number("select count(*) from timer", 0));
        });
    }

    @Override
    public void changes(StatusChange.Filter filter, Predicate<StatusChange> sink) {
        ChangeQuery query = new ChangeQuery(connections.target().dialect(), filter);
        query.each(page -> read("read changes", page), sink);
    }

    @Override
    public long forget(@Nullable Instant events, @Nullable Instant messages, @Nullable Instant audit, int most) {
        Dialect dialect = connections.target().dialect();
        List<Expiry.Key> old = messages == null ? List.of() : oldMessages(messages, most);
        return writer.transaction("delete what is old", session -> {
            // The same row as a commit takes first: figures are subtracted from what no other instance changes
            // meanwhile.
            Place.take(session, dialect);
            Expiry expiry = new Expiry(session, dialect);
            return (events == null ? 0 : expiry.events(events, most))
                    + (messages == null ? 0 : expiry.messages(old, messages))
                    + (audit == null ? 0 : expiry.audit(audit, most));
        });
    }

    /** The next ones in the order of their keys; when there is none behind the last one, from the beginning. */
    private List<Expiry.Key> oldMessages(Instant before, int most) {
        Dialect dialect = connections.target().dialect();
        Expiry.Key after = lastForgotten.get();
        List<Expiry.Key> old =
                read("look for old messages", session -> Expiry.oldMessages(session, dialect, before, after, most));
        if (old.isEmpty() && after != null) {
            old = read("look for old messages", session -> Expiry.oldMessages(session, dialect, before, null, most));
        }
        lastForgotten.set(old.isEmpty() ? null : old.get(old.size() - 1));
        return old;
    }

    @Override
    public long erase(String address, Act act) {
        return writer.byHand(
                "erase an address",
                session -> new Oblivion(session, connections.target().dialect()).erase(address, act));
    }

    @Override
    public List<AuditRow> audit(int limit, long offset) {
        return read(
                "read the audit",
                session -> all(
                        session.bind(
                                        "select at, who, why, what, about, changed from audit order by seq desc limit ? offset ?")
                                .number(limit)
                                .number(offset),
                        row -> new AuditRow(
                                new Act(Instants.of(row.getLong(1)), row.getString(2), row.getString(3)),
                                row.getString(4),
                                row.getString(5),
                                row.getLong(6))));
    }

    private HandChanges changes(Session session) {
        return new HandChanges(session, connections.target().dialect());
    }

    private <T> T read(String doing, Writer.Work<T> work) {
        try (Connection connection = connections.reader()) {
            return work.on(new Session(connection));
        } catch (SQLException e) {
            throw Faults.of(connections.target(), doing, e);
        }
    }

    static <T> List<T> all(Bind bind, Maker<T> maker) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bind.query()) {
            while (rows.next()) {
                found.add(maker.make(rows));
            }
        }
        return found;
    }
}
