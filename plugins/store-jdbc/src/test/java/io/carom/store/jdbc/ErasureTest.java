package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.spi.Act;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every table that names persons is known to {@code erase}, also one that is added later. */
final class ErasureTest {
    private static final String BOB = "bob@example.com";

    @TempDir
    private Path folder;

    @Test
    void an_erased_address_is_in_no_column_of_any_table() throws SQLException {
        String store = folder.resolve("carom.db").toString();
        try (JdbcJournal journal = JdbcJournal.open(store);
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            Map<String, List<String>> tables = tables(connection);
            int filled = 0;
            for (Map.Entry<String, List<String>> table : tables.entrySet()) {
                if (table.getValue().contains("address") || table.getValue().contains("subject")) {
                    fill(connection, statement, table.getKey());
                    filled++;
                }
            }
            assertThat(filled).isGreaterThan(10);
            assertThat(naming(connection, tables)).hasSize(filled);

            journal.desk().orElseThrow().erase(BOB, new Act(Instant.EPOCH, "operator", "asked for"));

            assertThat(naming(connection, tables)).isEmpty();
        }
    }

    private static void fill(Connection connection, Statement statement, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getColumns(null, null, table, null)) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                boolean number =
                        rows.getString("TYPE_NAME").toLowerCase(Locale.ROOT).startsWith("int");
                columns.add('"' + name + '"');
                values.add(
                        switch (name) {
                            case "address", "subject", "recipient" -> "'" + BOB + "'";
                            case "scope" -> "''";
                            default -> number ? "1" : "'x'";
                        });
            }
        }
        statement.execute("insert into " + table + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", values) + ")");
    }

    private static List<String> naming(Connection connection, Map<String, List<String>> tables) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String table : tables.keySet()) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from " + table)) {
                while (rows.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        row.append(rows.getString(column)).append(' ');
                    }
                    if (row.indexOf("bob@") >= 0) {
                        found.add(table + ": " + row);
                    }
                }
            }
        }
        return found;
    }

    private static Map<String, List<String>> tables(Connection connection) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (ResultSet rows = connection.getMetaData().getColumns(null, null, "%", null)) {
            while (rows.next()) {
                if (!rows.getString("TABLE_NAME").startsWith("sqlite_")) {
                    tables.computeIfAbsent(rows.getString("TABLE_NAME"), none -> new ArrayList<>())
                            .add(rows.getString("COLUMN_NAME"));
                }
            }
        }
        return tables;
    }
}
