package io.carom.benchmarks.store;

import io.carom.spi.Batch;
import io.carom.store.jdbc.JdbcJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Durable events a second on SQLite, and how that compares with bare inserts of the same rows into the same tables, as many in a
 * transaction, in the same run: {@code StoreWriting [FOLDER [EVENTS [BATCH]]]}.
 */
public final class StoreWriting {
    private static final List<String> TABLES = List.of(
            "event",
            "record",
            "subscriber_change",
            "subscriber_change_rule",
            "address",
            "message_state",
            "retry",
            "outbox");

    private StoreWriting() {}

    /** Runs both and prints a table. */
    public static void main(String[] args) throws IOException, SQLException {
        Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("carom-store");
        int events = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int size = args.length > 2 ? Integer.parseInt(args[2]) : 500;
        Files.createDirectories(folder);
        journal(folder.resolve("warm.db"), Math.min(events, 20_000), size);
        for (int round = 0; round < 2; round++) {
            Path store = folder.resolve("journal" + round + ".db");
            double ours = journal(store, events, size);
            double bare = bare(store, folder.resolve("bare" + round + ".db"), events / size);
            System.out.printf(
                    Locale.ROOT,
                    "journal %,.0f events/s, bare inserts of the same rows %,.0f events/s, share %.0f %%, %,d MB a million%n",
                    events / ours,
                    events / bare,
                    100 * bare / ours,
                    Files.size(store) / events);
        }
    }

    /** Seconds that the journal takes. */
    private static double journal(Path store, int events, int size) {
        Traffic traffic = new Traffic(7, 50);
        double seconds = 0;
        try (JdbcJournal journal = JdbcJournal.open(store.toString())) {
            for (int i = 0; i < events / size; i++) {
                Batch batch = traffic.next(size);
                long from = System.nanoTime();
                journal.commit(batch);
                seconds += (System.nanoTime() - from) / 1e9;
            }
        }
        return seconds;
    }

    /** Seconds that bare inserts of the rows of {@code store} take. */
    private static double bare(Path store, Path other, int transactions) throws SQLException {
        JdbcJournal.open(other.toString()).close();
        Map<String, List<Object[]>> rows = new LinkedHashMap<>();
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + store)) {
            for (String table : TABLES) {
                rows.put(table, read(from, table));
            }
        }
        double seconds = 0;
        try (Connection to = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement pragma = to.createStatement()) {
            pragma.execute("pragma journal_mode = wal");
            pragma.execute("pragma synchronous = full");
            pragma.execute("pragma cache_size = -65536");
            pragma.execute("pragma wal_autocheckpoint = 16384");
            Map<String, PreparedStatement> inserts = new LinkedHashMap<>();
            for (Map.Entry<String, List<Object[]>> table : rows.entrySet()) {
                int columns = table.getValue().isEmpty() ? 1 : table.getValue().get(0).length;
                inserts.put(
                        table.getKey(),
                        to.prepareStatement(
                                "insert into " + table.getKey() + " values (" + "?, ".repeat(columns - 1) + "?)"));
            }
            for (int i = 0; i < transactions; i++) {
                long start = System.nanoTime();
                to.setAutoCommit(false);
                for (Map.Entry<String, List<Object[]>> table : rows.entrySet()) {
                    List<Object[]> all = table.getValue();
                    int share = (all.size() + transactions - 1) / transactions;
                    insert(
                            Objects.requireNonNull(inserts.get(table.getKey())),
                            all.subList(Math.min(all.size(), i * share), Math.min(all.size(), (i + 1) * share)));
                }
                to.commit();
                to.setAutoCommit(true);
                seconds += (System.nanoTime() - start) / 1e9;
            }
        }
        return seconds;
    }

    private static void insert(PreparedStatement insert, List<Object[]> rows) throws SQLException {
        for (Object[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                insert.setObject(column + 1, row[column]);
            }
            insert.addBatch();
        }
        insert.executeBatch();
    }

    private static List<Object[]> read(Connection connection, String table) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        String order = switch (table) {
            case "address", "message_state", "retry" -> " order by random()";
            default -> " order by 1";
        };
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select * from " + table + order)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                Object[] row = new Object[columns];
                for (int column = 0; column < columns; column++) {
                    row[column] = found.getObject(column + 1);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
