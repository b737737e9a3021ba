package io.carom.store.jdbc;

import io.carom.api.RegisteredDomain;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Makes persons unknown, within the transaction that the caller began. */
final class Oblivion {
    private static final String ERASED = "{\"erased\":true}";
    private static final String[] OF_PERSONS = {
        "address", "message_state", "timer", "retry", "host_subscriber", "host_member", "host_send_again", "webhook"
    };
    private static final String[] UNDER_PSEUDONYM = {"subscriber_change", "undo_row", "readmission"};

    private final Session session;
    private final Dialect dialect;

    Oblivion(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    long erase(String written, Act act) throws SQLException {
        AddressKey key = AddressKey.of("", written);
        String address = Stored.key(key.address(), Stored.ADDRESS);
        String pseudonym = "erased-" + UUID.randomUUID() + "@" + key.domain();
        new DomainFold(session, dialect).all();
        long changed = 0;
        Set<String> scopes = scopes("address");
        scopes.addAll(scopes("host_subscriber"));
        for (String scope : scopes) {
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
        // Whoever is unknown is not suppressed: the address itself would tell
        changed += session.bind("delete from suppression where subject = ?")
                .text(address)
                .update();
        changed += forgetSamples(key, address);
        new HandChanges(session, dialect).audit(act, "erase", "one address of " + key.domain(), changed);
        return changed;
    }

    /** Every scope that a table has, by one step in the index each. */
    private Set<String> scopes(String table) throws SQLException {
        Set<String> scopes = new TreeSet<>();
        String last = null;
        do {
            Bind bind = last == null
                    ? session.bind("select min(scope) from " + table)
                    : session.bind("select min(scope) from " + table + " where scope > ?")
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
