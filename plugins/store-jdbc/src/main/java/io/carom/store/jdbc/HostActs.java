package io.carom.store.jdbc;

import io.carom.api.Action;
import io.carom.spi.Host.Reply;
import io.carom.spi.Outgoing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the embedded host does when it is told. Within the transaction that the caller began, together with the action's key. */
final class HostActs {
    private final Session session;
    private final Dialect dialect;
    private final EmbeddedHostSettings settings;
    private final Instant now;

    HostActs(Session session, Dialect dialect, EmbeddedHostSettings settings, Instant now) {
        this.session = session;
        this.dialect = dialect;
        this.settings = settings;
        this.now = now;
    }

    /** Does it, unless it was done before. */
    Reply carryOut(Outgoing action) throws SQLException {
        if (!done(action.key())) {
            session.bind("insert into host_applied (action_key, at) values (?, ?)")
                    .key(action.key(), Stored.ID)
                    .time(now)
                    .update();
            apply(action);
        }
        return Reply.DONE;
    }

    private boolean done(String key) throws SQLException {
        try (ResultSet rows = session.bind("select 1 from host_applied where action_key = ?")
                .key(key, Stored.ID)
                .query()) {
            return rows.next();
        }
    }

    private void apply(Outgoing outgoing) throws SQLException {
        Action action = outgoing.action();
        if (action instanceof Action.MarkBounced) {
            become(outgoing, "bounced", "'subscribed'");
        } else if (action instanceof Action.Unsubscribe) {
            become(outgoing, "unsubscribed", "'subscribed', 'bounced'");
        } else if (action instanceof Action.Suppress) {
            become(outgoing, "suppressed", "'subscribed', 'bounced', 'unsubscribed', 'complained'");
        } else if (action instanceof Action.Reactivate) {
            reactivate(outgoing);
        } else if (action instanceof Action.Retry) {
            sendAgain(outgoing, outgoing.at());
        } else if (action instanceof Action.GiveUp) {
            forgetMessage(outgoing);
        } else if (action instanceof Action.FlagSendingIp flag && flag.ip() != null) {
            flag(flag.ip(), outgoing.at());
        } else if (action instanceof Action.PauseCampaign pause) {
            limit(SendingLimit.PAUSE, pause.scope(), null, outgoing.at(), settings.pausedFor());
        } else if (action instanceof Action.Throttle throttle) {
            limit(SendingLimit.THROTTLE, throttle.scope(), throttle.rate(), outgoing.at(), settings.throttledFor());
        }
        // The rest changes nothing here: the journal has it, a retry comes again when it is due, and webhooks tell of
        // the rest
    }

    private void become(Outgoing outgoing, String status, String from) throws SQLException {
        session.bind(dialect.insertMissing("host_subscriber", List.of("scope", "address"), List.of("status", "since")))
                .key(outgoing.address().scope(), Stored.SCOPE)
                .key(outgoing.address().address(), Stored.ADDRESS)
                .text("subscribed")
                .time(outgoing.at())
                .update();
        address(
                        session.bind("update host_subscriber set status = ?, since = ? where status in (" + from
                                        + ") and scope = ? and address = ?")
                                .text(status)
                                .time(outgoing.at()),
                        outgoing)
                .update();
        address(
                        session.bind("update host_member set status = ?, since = ?, changed_by = ?,"
                                        + " campaign = coalesce(campaign, ?) where status in ('subscribed', 'bounced')"
                                        + " and status <> ? and scope = ? and address = ?")
                                .text(status)
                                .time(outgoing.at())
                                .key(outgoing.key(), Stored.ID)
                                .key(outgoing.campaign(), Stored.NAME)
                                .text(status),
                        outgoing)
                .update();
        address(session.bind("delete from host_send_again where scope = ? and address = ?"), outgoing)
                .update();
    }

    /** What was changed by an action is taken back; what the person did stays. */
    private void reactivate(Outgoing outgoing) throws SQLException {
        address(
                        session.bind("update host_subscriber set status = 'subscribed', since = ?"
                                        + " where status <> 'subscribed' and scope = ? and address = ?")
                                .time(outgoing.at()),
                        outgoing)
                .update();
        address(
                        session.bind("update host_member set status = 'subscribed', since = ?, changed_by = null,"
                                        + " campaign = null where changed_by is not null and scope = ? and address = ?")
                                .time(outgoing.at()),
                        outgoing)
                .update();
    }

    private void sendAgain(Outgoing outgoing, Instant due) throws SQLException {
        Bind row = session.bind(dialect.upsert(
                "host_send_again",
                List.of("scope", "address", "message"),
                List.of("list", "subscriber", "campaign", "due", "fetched_by", "fetched_until"),
                List.of()));
        address(row, outgoing)
                .key(message(outgoing), Stored.ID)
                .key(outgoing.list(), Stored.NAME)
                .key(outgoing.subscriber(), Stored.NAME)
                .key(outgoing.campaign(), Stored.NAME)
                .time(due)
                .text(null)
                .number(0)
                .update();
    }

    private void forgetMessage(Outgoing outgoing) throws SQLException {
        address(session.bind("delete from host_send_again where scope = ? and address = ? and message = ?"), outgoing)
                .key(message(outgoing), Stored.ID)
                .update();
    }

    private static String message(Outgoing outgoing) {
        return outgoing.message() != null
                ? outgoing.message()
                : outgoing.event() != null ? outgoing.event() : outgoing.key();
    }

    private void flag(String ip, Instant at) throws SQLException {
        session.bind(dialect.upsert("host_flag", List.of("ip"), List.of("last_hit"), List.of("hits")))
                .key(ip, Stored.NAME)
                .time(at)
                .number(1)
                .update();
    }

    private void limit(String kind, String scope, @Nullable String rate, Instant at, Duration length)
            throws SQLException {
        session.bind(dialect.upsert(
                        "host_limit", List.of("kind", "scope"), List.of("rate", "since", "until"), List.of()))
                .text(kind)
                .key(scope, Stored.NAME)
                .key(rate, Stored.NAME)
                .time(at)
                .time(at.plus(length))
                .update();
    }

    private static Bind address(Bind bind, Outgoing outgoing) throws SQLException {
        return bind.key(outgoing.address().scope(), Stored.SCOPE)
                .key(outgoing.address().address(), Stored.ADDRESS);
    }
}
