package io.carom.store.jdbc;

import io.carom.spi.AddressKey;
import io.carom.spi.Outgoing;
import io.carom.spi.Tries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions on their way to the host: a row goes when the host has done it, and stays as a dead letter when the host never will. */
final class Outbox {
    static final String COLUMNS = "action_key, scope, address, action, at, event, message, list, subscriber, campaign,"
            + " status, bounce_type, reason";
    private static final String FROM = "select " + COLUMNS + " from outbox o where dead = 0 and next_try <= ?";
    /** An action waits while an earlier one about the same address waits for another try. */
    private static final String IN_ORDER =
            " and not exists (select 1 from outbox e where e.scope = o.scope and e.address = o.address"
                    + " and e.pos < o.pos and e.dead = 0 and e.next_try > 0 and e.next_try > ?)";
    /** Of an address, nothing is handed out while anything is held. */
    private static final String FREE =
            " and claimed_until <= ? and not exists (select 1 from outbox c where c.scope = o.scope and c.address = o.address"
                    + " and c.claimed_until > 0 and c.claimed_until > ?)";

    private static final String OLDEST_FIRST = " order by pos limit ?";
    /** Whether there is anything to do at all: by two small indexes, also while a host that is down makes a million wait. */
    private static final String ANY_FRESH = "select 1 from outbox where dead = 0 and next_try = 0 limit 1";

    private static final String ANY_LATER =
            "select 1 from outbox where dead = 0 and next_try > 0 and next_try <= ? limit 1";

    private static final String APPEND =
            "insert into outbox (pos, action_key, scope, address, action, at, event, message,"
                    + " list, subscriber, campaign, status, bounce_type, reason)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private Outbox() {}

    /** Whether there is an action of this key. */
    static boolean waits(Session session, String key) throws SQLException {
        try (ResultSet rows = session.bind("select 1 from outbox where action_key = ?")
                .key(key, Stored.ID)
                .query()) {
            return rows.next();
        }
    }

    /** Adds actions behind all others; whoever calls has the writer's place. */
    static void append(Session session, List<Outgoing> outbox) throws SQLException {
        if (outbox.isEmpty()) {
            return;
        }
        session.bind("update sequence set last = last + ? where name = 'outbox'")
                .number(outbox.size())
                .update();
        long pos = session.number("select last from sequence where name = 'outbox'", 0) - outbox.size();
        Bind bind = session.bind(APPEND);
        for (Outgoing action : outbox) {
            bind.number(++pos)
                    .key(action.key(), Stored.ID)
                    .key(action.address().scope(), Stored.SCOPE)
                    .key(action.address().address(), Stored.ADDRESS)
                    .text(ActionJson.write(action.action()))
                    .time(action.at())
                    .key(action.event(), Stored.ID)
                    .key(action.message(), Stored.ID)
                    .key(action.list(), Stored.NAME)
                    .key(action.subscriber(), Stored.NAME)
                    .key(action.campaign(), Stored.NAME)
                    .text(action.status())
                    .text(action.bounceType())
                    .text(action.reason())
                    .row();
        }
        bind.run();
    }

    /** Whether anything may be ready. */
    static boolean any(Session session, Instant now) throws SQLException {
        if (session.number(ANY_FRESH, 0) != 0) {
            return true;
        }
        try (ResultSet later = session.bind(ANY_LATER).time(now).query()) {
            return later.next();
        }
    }

    static List<Outgoing> ready(Session session, Instant now, int limit) throws SQLException {
        if (!any(session, now)) {
            return List.of();
        }
        return JdbcDesk.all(
                session.bind(FROM + IN_ORDER + OLDEST_FIRST).time(now).time(now).number(limit), Outbox::read);
    }

    /** Takes what is ready and nobody holds. One instance at a time, so that no two take actions of one address. */
    static List<Outgoing> claim(Session session, String instance, Instant now, Duration lease, int limit)
            throws SQLException {
        session.run("update sequence set last = last + 1 where name = 'claim'");
        List<Outgoing> ready = JdbcDesk.all(
                session.bind(FROM + IN_ORDER + FREE + OLDEST_FIRST)
                        .time(now)
                        .time(now)
                        .time(now)
                        .time(now)
                        .number(limit),
                Outbox::read);
        Bind claim = session.bind("update outbox set claimed_by = ?, claimed_until = ? where action_key = ?");
        for (Outgoing action : ready) {
            claim.key(instance, Stored.NAME)
                    .time(now.plus(lease))
                    .key(action.key(), Stored.ID)
                    .row();
        }
        claim.run();
        return ready;
    }

    static int renew(Session session, String instance, Instant now, Duration lease) throws SQLException {
        return session.bind("update outbox set claimed_until = ? where claimed_until > 0 and claimed_by = ?")
                .time(now.plus(lease))
                .key(instance, Stored.NAME)
                .update();
    }

    static int release(Session session, String instance) throws SQLException {
        return session.bind(
                        "update outbox set claimed_by = null, claimed_until = 0 where claimed_until > 0 and claimed_by = ?")
                .key(instance, Stored.NAME)
                .update();
    }

    static Tries tries(Session session, String key) throws SQLException {
        List<Tries> found = JdbcDesk.all(
                session.bind("select tries, first_failed from outbox where action_key = ?")
                        .key(key, Stored.ID),
                row -> new Tries(row.getInt(1), Instants.orNull(row, 2)));
        return found.isEmpty() ? Tries.NONE : found.get(0);
    }

    /** One row of {@link #COLUMNS}. */
    static Outgoing read(ResultSet row) throws SQLException {
        return new Outgoing(
                row.getString(1),
                new AddressKey(row.getString(2), row.getString(3)),
                ActionJson.read(row.getString(4)),
                Instants.of(row.getLong(5)),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13));
    }

    static int delivered(Session session, List<String> keys) throws SQLException {
        Bind bind = session.bind("delete from outbox where action_key = ?");
        for (String key : keys) {
            bind.key(key, Stored.ID).row();
        }
        bind.run();
        return keys.size();
    }

    /** What is tried again later gives back, with it, what is held of its address behind it. */
    static int failed(Session session, String key, String why, @Nullable Instant at, @Nullable Instant next)
            throws SQLException {
        int changed = session.bind("update outbox set tries = tries + 1, first_failed = coalesce(first_failed, ?),"
                        + " last_error = ?, next_try = ?, dead = ?, claimed_by = null, claimed_until = 0"
                        + " where action_key = ?")
                .time(at)
                .text(why)
                .number(next == null ? 0 : Math.max(1, Instants.nanos(next)))
                .flag(next == null)
                .key(key, Stored.ID)
                .update();
        if (next != null) {
            for (AddressKey address : JdbcDesk.all(
                    session.bind("select scope, address from outbox where action_key = ?")
                            .key(key, Stored.ID),
                    row -> new AddressKey(row.getString(1), row.getString(2)))) {
                session.bind("update outbox set claimed_by = null, claimed_until = 0"
                                + " where scope = ? and address = ? and claimed_until > 0")
                        .text(address.scope())
                        .text(address.address())
                        .update();
            }
        }
        return changed;
    }
}
