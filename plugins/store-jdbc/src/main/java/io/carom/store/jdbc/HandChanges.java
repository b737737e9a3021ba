package io.carom.store.jdbc;

import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.MessageKey;
import io.carom.spi.Timer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What people change by hand, within the transaction that the caller began, with its row in the audit. */
final class HandChanges {
    private static final String CHANGED =
            "update address set status = ?, since = ?, bounced_by = null, hold_event = null,"
                    + " hold_from = null, hold_until = null, hold_decision = null, hold_incident = null where ";

    private final Session session;
    private final Dialect dialect;

    HandChanges(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    long status(List<AddressKey> addresses, SubscriberStatus to, Act act) throws SQLException {
        Tally tally = new Tally(dialect);
        Bind change = session.bind(CHANGED + "scope = ? and address = ?");
        Bind unhold = session.bind("delete from timer where scope = ? and address = ? and kind = ?");
        long changed = 0;
        IncidentTables incidents = new IncidentTables(session, dialect);
        Map<AddressKey, String> statuses = new Loader(session, dialect).statuses(addresses);
        for (Map.Entry<AddressKey, String> entry : statuses.entrySet()) {
            if (entry.getValue().equals(to.word())) {
                continue;
            }
            String scope = entry.getKey().scope();
            String address = entry.getKey().address();
            change.text(to.word())
                    .time(act.at())
                    .key(scope, Stored.SCOPE)
                    .key(address, Stored.ADDRESS)
                    .row();
            unhold.key(scope, Stored.SCOPE)
                    .key(address, Stored.ADDRESS)
                    .text(Timer.HOLD)
                    .row();
            incidents.overtaken(
                    "a.scope = ? and a.address = ?",
                    bind -> bind.key(scope, Stored.SCOPE).key(address, Stored.ADDRESS));
            tally.add(Tally.SUBSCRIBER, entry.getValue(), -1);
            tally.add(Tally.SUBSCRIBER, to.word(), 1);
            changed++;
        }
        change.run();
        unhold.run();
        tally.write(session);
        audit(act, "subscribers", addresses.size() + " addresses to " + to.word(), changed);
        return changed;
    }

    long status(SubscriberStatus from, SubscriberStatus to, Act act) throws SQLException {
        if (from == to) {
            return 0;
        }
        session.bind("delete from timer where kind = ? and exists (select 1 from address a where a.status = ?"
                        + " and a.scope = timer.scope and a.address = timer.address)")
                .text(Timer.HOLD)
                .text(from.word())
                .update();
        new IncidentTables(session, dialect).overtaken("a.status = ?", bind -> bind.text(from.word()));
        long changed = session.bind(CHANGED + "status = ?")
                .text(to.word())
                .time(act.at())
                .text(from.word())
                .update();
        Tally tally = new Tally(dialect);
        tally.add(Tally.SUBSCRIBER, from.word(), -changed);
        tally.add(Tally.SUBSCRIBER, to.word(), changed);
        tally.write(session);
        audit(act, "subscribers", "all " + from.word() + " to " + to.word(), changed);
        return changed;
    }

    long cancelRetries(List<MessageKey> messages, Act act) throws SQLException {
        long changed = 0;
        for (MessageKey message : messages) {
            changed += bind("delete from retry where scope = ? and address = ? and message = ?", message)
                    .update();
        }
        audit(act, "retries_cancel", messages.size() + " messages", changed);
        return changed;
    }

    long runRetries(List<MessageKey> messages, Act act) throws SQLException {
        long changed = 0;
        for (MessageKey message : messages) {
            Bind bind = session.bind("update retry set due = ? where scope = ? and address = ? and message = ?")
                    .time(act.at());
            changed += keyed(bind, message).update();
        }
        audit(act, "retries_run", messages.size() + " messages", changed);
        return changed;
    }

    long resend(List<String> keys, Act act) throws SQLException {
        long changed = 0;
        for (String key : keys) {
            changed += session.bind(
                            "update outbox set dead = 0, tries = 0, first_failed = null, next_try = 0 where action_key = ? and dead = 1")
                    .key(key, Stored.ID)
                    .update();
        }
        audit(act, "outbox_resend", keys.size() + " actions", changed);
        return changed;
    }

    /** The audit's row, and whoever remembers addresses forgets them. */
    void audit(Act act, String what, String about, long changed) throws SQLException {
        Place.takeByHand(session);
        session.run("update sequence set last = last + 1 where name = 'audit'");
        long seq = session.number("select last from sequence where name = 'audit'", 0);
        session.bind("insert into audit (seq, at, who, why, what, about, changed) values (?, ?, ?, ?, ?, ?, ?)")
                .number(seq)
                .time(act.at())
                .key(act.who(), Stored.NAME)
                .text(act.why())
                .text(what)
                .text(about)
                .number(changed)
                .update();
    }

    private Bind bind(String sql, MessageKey message) throws SQLException {
        return keyed(session.bind(sql), message);
    }

    private static Bind keyed(Bind bind, MessageKey message) throws SQLException {
        return bind.key(message.address().scope(), Stored.SCOPE)
                .key(message.address().address(), Stored.ADDRESS)
                .key(message.message(), Stored.ID);
    }
}
