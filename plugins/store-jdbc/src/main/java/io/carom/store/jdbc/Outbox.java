package io.carom.store.jdbc;

import io.carom.spi.AddressKey;
import io.carom.spi.Outgoing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions on their way to the host: a row goes when the host has done it, and stays as a dead letter when the host never will. */
final class Outbox {
    static final String COLUMNS = "action_key, scope, address, action, at, event, message, list, subscriber, campaign,"
            + " status, bounce_type, reason";
    /** An action waits while an earlier one about the same address waits for another try. */
    private static final String READY = "select " + COLUMNS + " from outbox o where dead = 0 and next_try <= ?"
            + " and not exists (select 1 from outbox e where e.scope = o.scope and e.address = o.address"
            + " and e.pos < o.pos and e.dead = 0 and e.next_try > 0 and e.next_try > ?) order by pos limit ?";
    /** Whether there is anything to do at all: by two small indexes, also while a host that is down makes a million wait. */
    private static final String ANY_FRESH = "select 1 from outbox where dead = 0 and next_try = 0 limit 1";

    private static final String ANY_LATER =
            "select 1 from outbox where dead = 0 and next_try > 0 and next_try <= ? limit 1";

    private Outbox() {}

    static List<Outgoing> ready(Session session, Instant now, int limit) throws SQLException {
        if (session.number(ANY_FRESH, 0) == 0) {
            try (ResultSet later = session.bind(ANY_LATER).time(now).query()) {
                if (!later.next()) {
                    return List.of();
                }
            }
        }
        List<Outgoing> ready = new ArrayList<>();
        try (ResultSet rows =
                session.bind(READY).time(now).time(now).number(limit).query()) {
            while (rows.next()) {
                ready.add(read(rows));
            }
        }
        return ready;
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

    static int failed(Session session, String key, String why, @Nullable Instant next) throws SQLException {
        return session.bind("update outbox set tries = tries + 1, last_error = ?, next_try = ?, dead = ?"
                        + " where action_key = ?")
                .text(why)
                .number(next == null ? 0 : Math.max(1, Instants.nanos(next)))
                .flag(next == null)
                .key(key, Stored.ID)
                .update();
    }
}
