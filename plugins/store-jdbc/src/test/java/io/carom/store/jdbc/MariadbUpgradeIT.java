package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.JournalException;
import io.carom.spi.LogFilter;
import io.carom.testkit.Change;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MariadbUpgradeIT extends UpgradeContract {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.MARIADB);

    /** Each place in the long profile. */
    private static final int PLACES = Boolean.getBoolean("carom.long") ? Integer.MAX_VALUE : 2;

    @Override
    String empty() throws Exception {
        return SERVERS.get(DatabaseServer.Kind.MARIADB).newDatabase();
    }

    @Test
    void migrations_that_were_cut_behind_a_statement_go_on_from_there() throws Exception {
        Cutting whole = new Cutting(Integer.MAX_VALUE);
        String expected = tables(open(empty(), whole));
        int step = Math.max(1, whole.statements / PLACES);
        for (int place = step / 2 + 1; place <= whole.statements; place += step) {
            String store = empty();
            Cutting cutting = new Cutting(place);
            assertThatThrownBy(() -> open(store, cutting)).isInstanceOf(JournalException.class);
            assertThat(cutting.statements).isEqualTo(place);

            assertThat(tables(open(store, new Cutting(Integer.MAX_VALUE))))
                    .as("cut behind statement %d", place)
                    .isEqualTo(expected);
        }
    }

    @Test
    void migrations_that_failed_go_on_when_what_was_in_the_way_is_gone() throws Exception {
        String store = empty();
        Cutting cutting = new Cutting(20);
        cutting.fails = true;
        assertThatThrownBy(() -> open(store, cutting))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("once that is mended, the next start goes on from there");

        open(store, new Cutting(Integer.MAX_VALUE));
    }

    /** Opens a store, writes into it and answers where it is. */
    private static String open(String store, Cutting cutting) {
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.DEFAULT, cutting)) {
            journal.commit(new Change()
                    .event(Event.of(EventKind.BOUNCE, Instant.EPOCH, "bob@example.com")
                            .id("e1")
                            .build())
                    .batch());
            assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(1);
        }
        return store;
    }

    /** Every column, every index, and the numbers that a new store begins with. */
    private static String tables(String store) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(store);
                Statement statement = connection.createStatement()) {
            for (String query : List.of(
                    "select concat_ws(' ', table_name, column_name, column_type, is_nullable, column_default)"
                            + " from information_schema.columns where table_schema = database() order by 1",
                    "select concat_ws(' ', table_name, index_name, seq_in_index, column_name, non_unique)"
                            + " from information_schema.statistics where table_schema = database() order by 1",
                    "select concat_ws(' ', name, last) from sequence order by 1",
                    "select concat_ws(' ', version, success) from flyway_schema_history order by 1")) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
        }
        return String.join("\n", found);
    }

    /** Connections of which the one that runs the given statement of all migrations is lost behind it, or the statement fails. */
    private static final class Cutting implements Connections.Opener {
        private final int place;
        private int statements = 0;
        private boolean fails = false;

        Cutting(int place) {
            this.place = place;
        }

        @Override
        public Connection open(String url, Properties properties) throws SQLException {
            Connection real = DriverManager.getConnection(url, properties);
            return (Connection) Proxy.newProxyInstance(
                    Cutting.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        Object made = call(real, method, arguments);
                        return method.getName().equals("createStatement") ? statement(real, (Statement) made) : made;
                    });
        }

        private Object statement(Connection connection, Statement real) {
            return Proxy.newProxyInstance(
                    Cutting.class.getClassLoader(), new Class<?>[] {Statement.class}, (proxy, method, arguments) -> {
                        boolean strikes = method.getName().equals("execute")
                                && String.valueOf(arguments[0])
                                        .matches("(?s)(\\s*--[^\n]*\n)*\\s*(create|alter|drop|insert) .*")
                                && !String.valueOf(arguments[0]).contains("flyway")
                                && ++statements == place;
                        if (strikes && fails) {
                            throw new SQLException("The table is full", "HY000", 1114);
                        }
                        Object answer = call(real, method, arguments);
                        if (strikes) {
                            connection.close();
                            throw new SQLException("cut", "08006");
                        }
                        return answer;
                    });
        }

        private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
