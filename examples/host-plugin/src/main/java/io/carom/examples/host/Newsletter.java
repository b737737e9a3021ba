package io.carom.examples.host;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The platform: readers and their lists, in a SQLite file of its own. It was there before Carom and knows nothing of it but the table
 * of keys. Safe for any number of threads.
 */
public final class Newsletter implements AutoCloseable {
    private final Connection connection;

    /** A change of the platform's tables. */
    @FunctionalInterface
    interface Change {
        void make() throws SQLException;
    }

    /** Opens the platform's file, and makes it where it is not there. */
    public Newsletter(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("create table if not exists reader (address text, list text, state text not null,"
                    + " primary key (address, list))");
            statement.execute("create table if not exists send_again (address text, message text,"
                    + " primary key (address, message))");
            // What Carom has told us already: the one table that a host has to add
            statement.execute("create table if not exists told (key text primary key)");
        }
    }

    /** Somebody signs up. */
    public void subscribe(String address, String list) throws SQLException {
        update("insert into reader values (?, ?, 'reads') on conflict do update set state = 'reads'", address, list);
    }

    /** Whether the next issue of a list goes to this address. */
    public synchronized boolean writesTo(String address, String list) throws SQLException {
        return !column("select 1 from reader where address = ? and list = ? and state = 'reads'", address, list)
                .isEmpty();
    }

    /** The lists that an address reads or has read until it bounced. */
    public synchronized List<String> lists(String address) throws SQLException {
        return column("select list from reader where address = ? and state <> 'left' order by list", address);
    }

    /** Messages that are to be sent again. */
    public synchronized List<String> toSendAgain(String address) throws SQLException {
        return column("select message from send_again where address = ?", address);
    }

    /** Moves an address on all its lists, and answers whether it is on any. */
    boolean move(String address, String state) throws SQLException {
        return update("update reader set state = ? where address = ?", state, address) > 0;
    }

    /** Puts a message into the queue of those that are sent again. */
    void sendAgain(String address, String message) throws SQLException {
        update("insert into send_again values (?, ?) on conflict do nothing", address, message);
    }

    /** Makes a change unless it was made under this key before: key and change in one transaction. */
    synchronized void once(String key, Change change) throws SQLException {
        connection.setAutoCommit(false);
        try {
            if (update("insert into told values (?) on conflict do nothing", key) > 0) {
                change.make();
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private synchronized int update(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    private List<String> column(String sql, String... values) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private static void bind(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
