package io.carom.store.jdbc;

import io.carom.api.RegisteredDomain;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.LogRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deletes what is old and makes persons unknown, within the transaction that the caller began. */
final class Oblivion {
    private static final String FIGURES = "select seq, id, at, coalesce(recipient, address), kind, bounce_type, reason,"
            + " status, reply_code, diagnostic, campaign, list, feedback_type, proof, duplicate from event";
    private static final String ERASED = "{\"erased\":true}";
    private static final String[] OF_PERSONS = {"address", "message_state", "timer", "retry"};
    private static final String[] UNDER_PSEUDONYM = {"subscriber_change", "undo_row"};

    private final Session session;
    private final Dialect dialect;

    Oblivion(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    long forget(@Nullable Instant events, @Nullable Instant messages, @Nullable Instant audit, int most)
            throws SQLException {
        // The same row as a commit takes first: figures are subtracted from what no other instance changes meanwhile.
        session.run("update sequence set last = last where name = 'event'");
        long gone = 0;
        if (events != null) {
            gone += forgetEvents(events, most);
        }
        if (messages != null) {
            long forgotten = forgetMessages(messages, most);
            if (forgotten > 0) {
                Place.takeByHand(session);
            }
            gone += forgotten;
        }
        if (audit != null) {
            gone += session.bind("delete from audit where at < ?").time(audit).update();
        }
        return gone;
    }

    private long forgetEvents(Instant before, int most) throws SQLException {
        new DomainFold(session, dialect).all();
        List<LogRow> old = JdbcDesk.all(
                session.bind(FIGURES + " where at < ? order by at limit ?")
                        .time(before)
                        .number(most),
                row -> LogQuery.figures(row, 0, null, null));
        Tally tally = new Tally(dialect);
        for (LogRow row : old) {
            tally.discount(row, AddressKey.of("", row.recipient()));
        }
        for (String table :
                new String[] {"record", "subscriber_change", "subscriber_change_rule", "subscriber_before", "event"}) {
            Bind delete = session.bind("delete from " + table + " where seq = ?");
            for (LogRow row : old) {
                delete.number(row.seq()).row();
            }
            delete.run();
        }
        tally.write(session);
        long day = Instants.day(Instants.nanos(before));
        session.bind("delete from domain_day where day < ?").number(day).update();
        session.bind("delete from domain_code where day < ?").number(day).update();
        return old.size();
    }

    private long forgetMessages(Instant before, int most) throws SQLException {
        record Key(String scope, String address, String message) {}
        List<Key> old = JdbcDesk.all(
                session.bind("select scope, address, message from message_state where touched < ? limit ?")
                        .time(before)
                        .number(most),
                row -> new Key(row.getString(1), row.getString(2), row.getString(3)));
        Bind delete = session.bind("delete from message_state where scope = ? and address = ? and message = ?");
        for (Key key : old) {
            delete.text(key.scope).text(key.address).text(key.message).row();
        }
        delete.run();
        return old.size();
    }

    long erase(String written, Act act) throws SQLException {
        AddressKey key = AddressKey.of("", written);
        String address = Stored.key(key.address(), Stored.ADDRESS);
        String pseudonym = "erased-" + UUID.randomUUID() + "@" + key.domain();
        new DomainFold(session, dialect).all();
        long changed = 0;
        for (String scope : scopes()) {
            changed += forgetState(scope, address, pseudonym);
        }
        for (long seq : seqs(address)) {
            changed += session.bind("update event set address = ?, recipient = null, message = null, diagnostic = null"
                            + " where seq = ?")
                    .key(pseudonym, Stored.ADDRESS)
                    .number(seq)
                    .update();
            forgetRecord(seq);
        }
        changed += session.bind("delete from outbox where address = ?")
                .text(address)
                .update();
        changed += forgetSamples(key, address);
        new HandChanges(session, dialect).audit(act, "erase", "one address of " + key.domain(), changed);
        return changed;
    }

    /** Every scope there is, by one step in the index each. */
    private List<String> scopes() throws SQLException {
        List<String> scopes = new ArrayList<>();
        String last = null;
        do {
            Bind bind = last == null
                    ? session.bind("select min(scope) from address")
                    : session.bind("select min(scope) from address where scope > ?")
                            .text(last);
            try (ResultSet rows = bind.query()) {
                last = rows.next() ? rows.getString(1) : null;
            }
            if (last != null) {
                scopes.add(last);
            }
        } while (last != null);
        return scopes;
    }

    private long forgetState(String scope, String address, String pseudonym) throws SQLException {
        Tally tally = new Tally(dialect);
        for (String status : JdbcDesk.all(
                session.bind("select status from address where scope = ? and address = ?")
                        .text(scope)
                        .text(address),
                row -> row.getString(1))) {
            tally.add(Tally.SUBSCRIBER, status, -1);
            tally.addAddresses(new AddressKey(scope, address), -1);
        }
        tally.write(session);
        long changed = 0;
        new IncidentTables(session, dialect)
                .overtaken(
                        "a.scope = ? and a.address = ?",
                        bind -> bind.text(scope).text(address));
        for (String table : OF_PERSONS) {
            changed += session.bind("delete from " + table + " where scope = ? and address = ?")
                    .text(scope)
                    .text(address)
                    .update();
        }
        for (String table : UNDER_PSEUDONYM) {
            session.bind("update " + table + " set address = ? where scope = ? and address = ?")
                    .key(pseudonym, Stored.ADDRESS)
                    .text(scope)
                    .text(address)
                    .update();
        }
        return changed;
    }

    private List<Long> seqs(String address) throws SQLException {
        List<Long> seqs = new ArrayList<>();
        try (ResultSet rows = session.bind("select seq from event where address = ?")
                .text(address)
                .query()) {
            while (rows.next()) {
                seqs.add(rows.getLong(1));
            }
        }
        return seqs;
    }

    private void forgetRecord(long seq) throws SQLException {
        boolean event = false;
        boolean decision = false;
        try (ResultSet rows = session.bind("select event, decision, body from record where seq = ?")
                .number(seq)
                .query()) {
            if (rows.next()) {
                byte[] body = rows.getBytes(3);
                event = body == null ? rows.getString(1) != null : RecordText.hasEvent(body);
                decision = body == null ? rows.getString(2) != null : RecordText.hasDecision(body);
            }
        }
        session.bind("update record set event = ?, decision = ?, body = null where seq = ?")
                .text(event ? ERASED : null)
                .text(decision ? ERASED : null)
                .number(seq)
                .update();
    }

    private long forgetSamples(AddressKey key, String address) throws SQLException {
        String pattern = address.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return session.bind("update domain_code set sample = null where domain = ? and " + dialect.contains("sample"))
                .key(RegisteredDomain.of(key.domain()), Stored.ID)
                .text("%" + pattern + "%")
                .update();
    }
}
