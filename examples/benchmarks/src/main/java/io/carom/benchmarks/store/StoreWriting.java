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
import java.util.Properties;
import java.util.Set;

/**
 * Durable events a second, and how that compares with bare inserts of the same rows into the same tables, as many in a
 * transaction, batch by batch in turn, so that other work of the machine slows both:
 * {@code StoreWriting [FOLDER [EVENTS [BATCH [DOMAINS [URL OTHER]]]]]}. On SQLite, or on a server whose two empty databases are given.
 *
 * <p>The same rows are all that the journal's file holds in the end. Bare inserts write each of them once, sorted by key save
 * for addresses and messages, which come by chance; they look nothing up, count nothing, and know beforehand what is to be written.
 */
public final class StoreWriting {
    /** Not a row of the log or of what is remembered. */
    private static final Set<String> LEFT_OUT = Set.of("flyway_schema_history", "sequence", "policy");

    /** Rows that come in any order of their keys; those of the other tables come sorted. */
    private static final Set<String> BY_CHANCE = Set.of("address", "message_state", "retry");

    private static final String SQLITE = "jdbc:sqlite:";

    private StoreWriting() {}

    /** Runs both and prints a line for each round. */
    public static void main(String[] args) throws IOException, SQLException {
        Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("carom-store");
        int events = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int size = args.length > 2 ? Integer.parseInt(args[2]) : 500;
        int domains = args.length > 3 ? Integer.parseInt(args[3]) : 20_000;
        Files.createDirectories(folder);
        Path first = folder.resolve("first.db");
        journal(first, events, size, domains);
        if (args.length > 5) {
            print(events, inTurn(first, args[4], args[5], events / size, size, domains));
            return;
        }
        for (int round = 0; round < 3; round++) {
            Path store = folder.resolve("journal" + round + ".db");
            Path other = folder.resolve("bare" + round + ".db");
            print(events, inTurn(first, SQLITE + store, SQLITE + other, events / size, size, domains));
        }
        System.out.printf(Locale.ROOT, "%,d MB a million%n", Files.size(first) / events);
    }

    private static void print(int events, double[] seconds) {
        System.out.printf(
                Locale.ROOT,
                "journal %,.0f events/s, bare inserts of the same rows %,.0f events/s, share %.0f %%%n",
                events / seconds[0],
                events / seconds[1],
                100 * seconds[1] / seconds[0]);
    }

    private static void journal(Path store, int events, int size, int domains) {
        Traffic traffic = new Traffic(7, 50, domains);
        try (JdbcJournal journal = JdbcJournal.open(store.toString())) {
            for (int i = 0; i < events / size; i++) {
                journal.commit(traffic.next(size));
            }
        }
    }

    /** Seconds that the journal takes, and seconds that bare inserts of the rows of {@code first} take. */
    private static double[] inTurn(Path first, String store, String other, int transactions, int size, int domains)
            throws SQLException {
        JdbcJournal.open(other).close();
        Map<String, List<Object[]>> rows = new LinkedHashMap<>();
        try (Connection from = DriverManager.getConnection(SQLITE + first)) {
            for (String table : tables(from)) {
                rows.put(table, read(from, table));
            }
            rows.values().removeIf(List::isEmpty);
        }
        double[] seconds = new double[2];
        Traffic traffic = new Traffic(7, 50, domains);
        try (JdbcJournal journal = JdbcJournal.open(store);
                Connection to = DriverManager.getConnection(other, settings(other))) {
            if (other.startsWith(SQLITE)) {
                durable(to);
            }
            Map<String, PreparedStatement> inserts = inserts(to, rows);
            for (int i = 0; i < transactions; i++) {
                Batch batch = traffic.next(size);
                long from = System.nanoTime();
                journal.commit(batch);
                long between = System.nanoTime();
                to.setAutoCommit(false);
                for (Map.Entry<String, List<Object[]>> table : rows.entrySet()) {
                    List<Object[]> all = table.getValue();
                    insert(
                            Objects.requireNonNull(inserts.get(table.getKey())),
                            all.subList(part(all, i, transactions), part(all, i + 1, transactions)));
                }
                to.commit();
                to.setAutoCommit(true);
                seconds[0] += (between - from) / 1e9;
                seconds[1] += (System.nanoTime() - between) / 1e9;
            }
        }
        return seconds;
    }

    /** As the journal's own connection is set. */
    private static void durable(Connection connection) throws SQLException {
        try (Statement pragma = connection.createStatement()) {
            pragma.execute("pragma journal_mode = wal");
            pragma.execute("pragma synchronous = full");
            pragma.execute("pragma cache_size = -65536");
            pragma.execute("pragma wal_autocheckpoint = 16384");
        }
    }

    private static Properties settings(String url) {
        Properties settings = new Properties();
        if (url.startsWith("jdbc:postgresql:")) {
            settings.setProperty("reWriteBatchedInserts", "true");
        }
        return settings;
    }

    private static int part(List<Object[]> all, int which, int parts) {
        return (int) ((long) all.size() * which / parts);
    }

    private static Map<String, PreparedStatement> inserts(Connection to, Map<String, List<Object[]>> rows)
            throws SQLException {
        Map<String, PreparedStatement> inserts = new LinkedHashMap<>();
        for (Map.Entry<String, List<Object[]>> table : rows.entrySet()) {
            int columns = table.getValue().get(0).length;
            inserts.put(
                    table.getKey(),
                    to.prepareStatement(
                            "insert into " + table.getKey() + " values (" + "?, ".repeat(columns - 1) + "?)"));
        }
        return inserts;
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

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select name from sqlite_master where type = 'table'")) {
            while (found.next()) {
                if (!LEFT_OUT.contains(found.getString(1))) {
                    tables.add(found.getString(1));
                }
            }
        }
        return tables;
    }

    private static List<Object[]> read(Connection connection, String table) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        String order = BY_CHANCE.contains(table) ? " order by random()" : " order by 1";
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
