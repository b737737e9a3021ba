package io.carom.store.jdbc;

import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import io.carom.spi.MessageKey;
import io.carom.spi.Outgoing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mail platform for those who have none that Carom could tell: lists, who is on them, what may not be sent to and what is to be
 * sent again, in the journal's own database. Made by {@link JdbcJournal#embeddedHost}; safe for any number of threads. It learns who is
 * on which list from events and from {@link #put}. It sends nothing itself: a mailer asks {@link #sendsTo} and {@link #limits} before it
 * sends, and fetches what it is to send again. Every method fails with {@link io.carom.api.JournalException}.
 */
public final class EmbeddedHost implements Host {
    private static final int FEED_AT_ONCE = 5_000;

    private final Connections connections;
    private final Writer writer;
    private final Clock clock;
    private final EmbeddedHostSettings settings;
    private final Dialect dialect;

    EmbeddedHost(Connections connections, Writer writer, Clock clock, EmbeddedHostSettings settings) {
        this.connections = connections;
        this.writer = writer;
        this.clock = clock;
        this.settings = settings;
        this.dialect = connections.target().dialect();
    }

    @Override
    public String name() {
        return "embedded host";
    }

    @Override
    public Reply carryOut(Outgoing action) {
        return carryOut(List.of(action)).get(0);
    }

    /** Carries out all of them in one transaction, with their keys. */
    @Override
    public List<Reply> carryOut(List<Outgoing> actions) {
        if (actions.isEmpty()) {
            return List.of();
        }
        readOn();
        return writer.transaction("carry out " + actions.size() + " actions", session -> {
            HostFeed feed = new HostFeed(session, dialect);
            feed.lock();
            feed.read(FEED_AT_ONCE);
            HostActs acts = new HostActs(session, dialect, settings, clock.instant());
            List<Reply> replies = new ArrayList<>(actions.size());
            for (Outgoing action : actions) {
                replies.add(acts.carryOut(action));
            }
            return replies;
        });
    }

    /** Brings the lists up to date with the event log. What is carried out does this by itself. */
    public void readOn() {
        boolean end;
        do {
            end = writer.transaction("read the log for the host", session -> {
                HostFeed feed = new HostFeed(session, dialect);
                feed.lock();
                return feed.read(FEED_AT_ONCE);
            });
        } while (!end);
    }

    @Override
    public Optional<Acquaintance> lookUp(AddressKey address) {
        List<String> lists = read(
                "read lists",
                session -> JdbcDesk.all(
                        key(
                                session.bind("select list from host_member where scope = ? and address = ?"
                                        + " and status in ('subscribed', 'bounced') order by list"),
                                address),
                        row -> row.getString(1)));
        return lists.isEmpty() ? Optional.empty() : Optional.of(new Acquaintance(false, lists));
    }

    /**
     * Whether mail may be sent to an address: it is subscribed, and on {@code list} where one is named. An address that this host has
     * never heard of is on no list.
     */
    public boolean sendsTo(AddressKey address, @Nullable String list) {
        return read("read a subscriber", session -> {
            boolean subscribed = any(key(
                    session.bind(
                            "select 1 from host_subscriber where scope = ? and address = ? and status = 'subscribed'"),
                    address));
            return subscribed
                    && (list == null
                            || any(key(
                                            session.bind("select 1 from host_member where scope = ? and address = ?"
                                                    + " and list = ? and status = 'subscribed'"),
                                            address)
                                    .key(list, Stored.NAME)));
        });
    }

    /** What is slowed down or stopped at {@code now}. */
    public List<SendingLimit> limits(Instant now) {
        return read(
                "read limits",
                session -> JdbcDesk.all(
                        session.bind("select kind, scope, rate, since, until from host_limit where until > ?"
                                        + " order by kind, scope")
                                .time(now),
                        row -> new SendingLimit(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                Instants.of(row.getLong(4)),
                                Instants.of(row.getLong(5)))));
    }

    /** Ends a limit before its time. Answers whether it was there. */
    public boolean lift(String kind, String scope, Act act) {
        return writer.transaction("lift a limit", session -> {
            int gone = session.bind("delete from host_limit where kind = ? and scope = ?")
                    .text(kind)
                    .key(scope, Stored.NAME)
                    .update();
            new HandChanges(session, dialect).audit(act, "host_lift", kind + " of " + scope, gone);
            return gone > 0;
        });
    }

    /**
     * Hands out messages that are due to be sent again, by due time; nobody else gets them until {@code lease} has passed. Those of a
     * campaign or list that is paused are left out.
     *
     * @param mailer who fetches
     */
    public List<SendAgain> fetch(String mailer, Instant now, Duration lease, int limit) {
        return writer.transaction("fetch messages", session -> {
            new HostFeed(session, dialect).lock();
            List<SendAgain> handed = due(session, now, limit);
            Bind fetched = session.bind("update host_send_again set fetched_by = ?, fetched_until = ?"
                    + " where scope = ? and address = ? and message = ?");
            for (SendAgain one : handed) {
                message(fetched.key(mailer, Stored.NAME).time(now.plus(lease)), one.message())
                        .row();
            }
            fetched.run();
            return handed;
        });
    }

    private static List<SendAgain> due(Session session, Instant now, int limit) throws SQLException {
        List<String> paused = JdbcDesk.all(
                session.bind("select scope from host_limit where kind = 'pause' and until > ? order by scope limit 500")
                        .time(now),
                row -> row.getString(1));
        List<String> campaigns = named(paused, "campaign:");
        List<String> lists = named(paused, "list:");
        Bind due = session.bind("select scope, address, message, list, subscriber, campaign, due from host_send_again"
                        + " where due <= ? and fetched_until <= ?"
                        + noneOf("campaign", campaigns)
                        + noneOf("list", lists)
                        + " order by due, scope, address limit ?")
                .time(now)
                .time(now);
        for (String name : campaigns) {
            due.key(name, Stored.NAME);
        }
        for (String name : lists) {
            due.key(name, Stored.NAME);
        }
        return JdbcDesk.all(due.number(limit), EmbeddedHost::sendAgain);
    }

    private static List<String> named(List<String> scopes, String kind) {
        return scopes.stream()
                .filter(scope -> scope.startsWith(kind))
                .map(scope -> scope.substring(kind.length()))
                .toList();
    }

    private static String noneOf(String column, List<String> names) {
        return names.isEmpty()
                ? ""
                : " and (" + column + " is null or " + column + " not in (?" + ", ?".repeat(names.size() - 1) + "))";
    }

    /** A mailer has sent these again. */
    public void sent(List<MessageKey> messages) {
        writer.transaction("note messages sent", session -> {
            Bind gone = session.bind("delete from host_send_again where scope = ? and address = ? and message = ?");
            for (MessageKey one : messages) {
                message(gone, one).row();
            }
            gone.run();
            return messages.size();
        });
    }

    /** How many messages wait to be sent again. */
    public long waiting() {
        return read("count messages", session -> session.number("select count(*) from host_send_again", 0));
    }

    /**
     * Puts addresses on lists, or changes what they are there. Whoever is bounced or suppressed stays so: that belongs to the address,
     * not to the list.
     */
    public void put(List<Membership> members, Act act) {
        readOn();
        writer.transaction("change lists", session -> {
            new HostFeed(session, dialect).lock();
            Bind subscriber = session.bind(
                    dialect.insertMissing("host_subscriber", List.of("scope", "address"), List.of("status", "since")));
            Bind member = session.bind(dialect.upsert(
                    "host_member",
                    List.of("scope", "address", "list"),
                    List.of("subscriber", "status", "since", "campaign", "changed_by"),
                    List.of()));
            for (Membership one : members) {
                key(subscriber, one.address())
                        .text("subscribed")
                        .time(one.since())
                        .row();
                key(member, one.address())
                        .key(one.list(), Stored.NAME)
                        .key(one.subscriber(), Stored.NAME)
                        .text(one.status().word())
                        .time(one.since())
                        .key(one.campaign(), Stored.NAME)
                        .text(null)
                        .row();
            }
            subscriber.run();
            member.run();
            new HandChanges(session, dialect).audit(act, "host_lists", members.size() + " memberships", members.size());
            return members.size();
        });
    }

    /**
     * Who is on a list, by address.
     *
     * @param status only who is this there, or null
     * @param after the last one of the page before, or null
     */
    public List<Membership> members(
            String list, @Nullable SubscriberStatus status, @Nullable AddressKey after, int limit) {
        return read("read a list", session -> {
            Bind bind = session.bind("select scope, address, list, subscriber, status, since, campaign from host_member"
                            + " where list = ?"
                            + (status == null ? "" : " and status = '" + status.word() + "'")
                            + (after == null ? "" : " and (scope > ? or (scope = ? and address > ?))")
                            + " order by scope, address limit ?")
                    .key(list, Stored.NAME);
            if (after != null) {
                key(bind.key(after.scope(), Stored.SCOPE), after);
            }
            return JdbcDesk.all(bind.number(limit), EmbeddedHost::membership);
        });
    }

    /** Takes one figure. */
    @FunctionalInterface
    public interface Count {
        /** So many addresses are {@code status} on {@code list}. */
        void of(String list, String status, long addresses);
    }

    /** How many addresses are what on which list, by list and status. */
    public void counts(Count sink) {
        record Row(String list, String status, long addresses) {}
        List<Row> rows = read(
                "count lists",
                session -> JdbcDesk.all(
                        session.bind("select list, status, count(*) from host_member group by list, status"
                                + " order by list, status"),
                        row -> new Row(row.getString(1), row.getString(2), row.getLong(3))));
        rows.forEach(row -> sink.of(row.list, row.status, row.addresses));
    }

    /** What an address is on each of its lists. */
    public List<Membership> memberships(AddressKey address) {
        return read(
                "read lists",
                session -> JdbcDesk.all(
                        key(
                                session.bind("select scope, address, list, subscriber, status, since, campaign"
                                        + " from host_member where scope = ? and address = ? order by list"),
                                address),
                        EmbeddedHost::membership));
    }

    /** Forgets keys and limits whose time is over, at most {@code most} of each; answers how many. Call it until it answers 0. */
    public long tidy(int most) {
        Instant now = clock.instant();
        return writer.transaction("tidy up the host", session -> {
            long gone = session.bind("delete from host_limit where until < ?")
                    .time(now.minus(settings.keysKept()))
                    .update();
            List<String> old = JdbcDesk.all(
                    session.bind("select action_key from host_applied where at < ? limit ?")
                            .time(now.minus(settings.keysKept()))
                            .number(most),
                    row -> row.getString(1));
            Bind delete = session.bind("delete from host_applied where action_key = ?");
            for (String key : old) {
                delete.text(key).row();
            }
            delete.run();
            return gone + old.size();
        });
    }

    private static boolean any(Bind bind) throws SQLException {
        try (ResultSet rows = bind.query()) {
            return rows.next();
        }
    }

    private static SendAgain sendAgain(ResultSet row) throws SQLException {
        return new SendAgain(
                new MessageKey(new AddressKey(row.getString(1), row.getString(2)), row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Instants.of(row.getLong(7)));
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(
                new AddressKey(row.getString(1), row.getString(2)),
                row.getString(3),
                row.getString(4),
                SubscriberStatus.of(row.getString(5)).orElse(SubscriberStatus.UNSUBSCRIBED),
                Instants.of(row.getLong(6)),
                row.getString(7));
    }

    private static Bind key(Bind bind, AddressKey address) throws SQLException {
        return bind.key(address.scope(), Stored.SCOPE).key(address.address(), Stored.ADDRESS);
    }

    private static Bind message(Bind bind, MessageKey message) throws SQLException {
        return key(bind, message.address()).key(message.message(), Stored.ID);
    }

    private <T> T read(String doing, Writer.Work<T> work) {
        try (Connection connection = connections.reader()) {
            return work.on(new Session(connection));
        } catch (SQLException e) {
            throw Faults.of(connections.target(), doing, e);
        }
    }
}
