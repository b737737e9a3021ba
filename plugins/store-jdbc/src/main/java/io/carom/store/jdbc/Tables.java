package io.carom.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The journal's tables, read and copied whole, whatever is in them. Stateless. */
final class Tables {
    private static final int AT_ONCE = 500;

    private Tables() {}

    /** The tables of a store in SQLite by name, each with its columns in alphabetical order. */
    static Map<String, List<String>> of(Connection sqlite) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Statement statement = sqlite.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("select name from sqlite_master where type = 'table' "
                    + "and name not like 'sqlite!_%' escape '!' and name <> 'flyway_schema_history' "
                    + "and name <> '" + Backup.MANIFEST + "'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                List<String> columns = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("pragma table_info(" + name + ")")) {
                    while (rows.next()) {
                        columns.add(rows.getString("name"));
                    }
                }
                columns.sort(null);
                tables.put(name, columns);
            }
        }
        return tables;
    }

    /** Takes rows of a table. */
    @FunctionalInterface
    interface RowSink {
        void row(@Nullable Object[] values) throws SQLException;
    }

    /** Hands over all rows of a table, or those that {@code where} asks for. */
    static void read(Connection from, String table, List<String> columns, String where, RowSink sink)
            throws SQLException {
        try (Statement statement = from.createStatement()) {
            statement.setFetchSize(AT_ONCE);
            try (ResultSet rows = statement.executeQuery("select " + String.join(", ", columns) + " from " + table
                    + (where.isEmpty() ? "" : " where " + where))) {
                while (rows.next()) {
                    @Nullable Object[] values = new Object[columns.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = rows.getObject(i + 1);
                    }
                    sink.row(values);
                }
            }
        }
    }

    /** The digest of each table. */
    static Map<String, String> digests(Connection connection, Map<String, List<String>> tables) throws SQLException {
        Map<String, String> digests = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            digests.put(table.getKey(), digest(connection, table.getKey(), table.getValue(), ""));
        }
        return digests;
    }

    static String digest(Connection connection, String table, List<String> columns, String where) throws SQLException {
        TableDigest digest = new TableDigest();
        read(connection, table, columns, where, digest::add);
        return digest.toString();
    }

    /** Replaces what is in the tables of {@code to} by what is in those of {@code from}; the caller commits. */
    static void copy(Connection from, Connection to, Map<String, List<String>> tables) throws SQLException {
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            List<String> columns = table.getValue();
            try (Statement statement = to.createStatement()) {
                statement.executeUpdate("delete from " + table.getKey());
            }
            String marks = String.join(", ", columns.stream().map(column -> "?").toList());
            try (PreparedStatement insert = to.prepareStatement(
                    "insert into " + table.getKey() + " (" + String.join(", ", columns) + ") values (" + marks + ")")) {
                int[] waiting = {0};
                read(from, table.getKey(), columns, "", values -> {
                    for (int i = 0; i < values.length; i++) {
                        insert.setObject(i + 1, values[i]);
                    }
                    insert.addBatch();
                    if (++waiting[0] == AT_ONCE) {
                        insert.executeBatch();
                        waiting[0] = 0;
                    }
                });
                if (waiting[0] > 0) {
                    insert.executeBatch();
                }
            }
        }
    }
}
