package io.carom.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Small numbers for policy digests, so that a row does not carry 64 characters. For the writer's thread. */
final class Policies {
    private final Map<String, Long> known = new HashMap<>();
    private final Map<String, Long> fresh = new HashMap<>();

    /** The number of a digest; a new one is written with the transaction. */
    Long number(Session session, String digest) throws SQLException {
        String key = Stored.key(digest, Stored.NAME);
        Long number = known.get(key);
        if (number == null) {
            number = fresh.get(key);
        }
        if (number == null) {
            number = find(session, key);
            fresh.put(key, number);
        }
        return number;
    }

    /** The transaction is there: what it wrote is known from now on. */
    void committed() {
        known.putAll(fresh);
        fresh.clear();
    }

    /** The transaction is not there. */
    void undone() {
        fresh.clear();
    }

    private static Long find(Session session, String digest) throws SQLException {
        try (ResultSet rows = session.bind("select id from policy where digest = ?")
                .text(digest)
                .query()) {
            if (rows.next()) {
                return rows.getLong(1);
            }
        }
        session.run("update sequence set last = last + 1 where name = 'policy'");
        long number = session.number("select last from sequence where name = 'policy'", 0);
        session.bind("insert into policy (id, digest) values (?, ?)")
                .number(number)
                .text(digest)
                .update();
        return number;
    }
}
