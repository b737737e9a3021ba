package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Input;
import io.carom.engine.Road;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that has gathered no statistics yet takes every table for a small one. */
final class PostgresqlNewStoreIT {
    private static final int EVENTS = 10_000;
    private static final int BATCH = 500;

    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.POSTGRESQL);

    @Test
    void addresses_are_looked_up_by_their_key_from_the_first_hour_on() throws Exception {
        String url = SERVERS.emptied(DatabaseServer.Kind.POSTGRESQL);
        long before = read(url);
        List<Input> inputs = new Course(1, EVENTS).inputs();
        try (JdbcJournal journal = JdbcJournal.open(url);
                Road road = new Road(StockPolicy.COMPILED, journal, "", true, 1_000)) {
            for (int i = 0; i < EVENTS; i += BATCH) {
                road.take(inputs.subList(i, i + BATCH));
            }
        }

        // 7,557 rows; comparing every address with the keys of each batch reads 28,730, and more with each further
        // batch
        assertThat(read(url) - before).isLessThan(15_000L);
    }

    /** How many rows and entries of the addresses were read, as the server counts: sessions report when they end. */
    private static long read(String url) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select (select seq_tup_read from pg_stat_user_tables where relname = 'address')"
                                + " + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'address')")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
