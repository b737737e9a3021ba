package io.carom.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** Opens connections to one store: one for the writer, a pool for readers that is made when the first one reads. */
final class Connections implements AutoCloseable {
    /** A batch changes thousands of pages, many of them again with the next batch: 64 MiB of them are moved at once. */
    private static final int CHECKPOINT_PAGES = 16_384;

    private final Target target;
    private final JournalOptions options;
    private final Opener opener;
    private @Nullable HikariDataSource pool;

    /** Opens a connection that writes; tests put faults in between. */
    @FunctionalInterface
    interface Opener {
        Connection open(String url, Properties properties) throws SQLException;
    }

    Connections(Target target, JournalOptions options) {
        this(target, options, DriverManager::getConnection);
    }

    Connections(Target target, JournalOptions options, Opener opener) {
        this.target = target;
        this.options = options;
        this.opener = opener;
    }

    Target target() {
        return target;
    }

    /** New connections for migrations. */
    PropertiesDataSource forMigrations() {
        return new PropertiesDataSource(target.url(), properties(true), opener);
    }

    /** A connection that writes: SQLite begins each transaction as a writer and survives a power cut after each commit. */
    Connection writer() throws SQLException {
        Connection connection = opener.open(target.url(), properties(!options.readOnly()));
        if (target.dialect() != Dialect.SQLITE) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            limitTurns(connection);
        }
        if (target.dialect() == Dialect.SQLITE && !options.readOnly()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma wal_autocheckpoint = " + CHECKPOINT_PAGES);
            }
        }
        return connection;
    }

    /** Not with the other properties: migrations hold a lock in a transaction of their own, and may take long. */
    private void limitTurns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    target.dialect() == Dialect.POSTGRESQL
                            ? "set idle_in_transaction_session_timeout = "
                                    + options.turnTimeout().toMillis()
                            : "set session idle_transaction_timeout = "
                                    + options.turnTimeout().toSeconds());
        }
    }

    /** A connection that only reads, to be closed after use. */
    Connection reader() throws SQLException {
        return pool().getConnection();
    }

    /** The pool of connections that only read. */
    synchronized HikariDataSource pool() {
        HikariDataSource known = pool;
        if (known == null) {
            known = new HikariDataSource(poolConfig());
            pool = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }

    Properties properties(boolean writing) {
        return switch (target.dialect()) {
            case SQLITE -> sqlite(writing);
            case POSTGRESQL -> {
                Properties properties = login();
                properties.putIfAbsent("reWriteBatchedInserts", "true");
                properties.putIfAbsent("connectTimeout", "10");
                properties.putIfAbsent("tcpKeepAlive", "true");
                properties.putIfAbsent("ApplicationName", "carom");
                properties.putIfAbsent(
                        "options", "-c lock_timeout=" + options.busyTimeout().toMillis());
                yield properties;
            }
            case MARIADB -> {
                Properties properties = login();
                // What the driver does not send in bulk, such as an insert that may meet a row, goes as one statement
                // of many rows
                properties.putIfAbsent("rewriteBatchedStatements", "true");
                properties.putIfAbsent("connectTimeout", "10000");
                properties.putIfAbsent("tcpKeepAlive", "true");
                properties.putIfAbsent(
                        "sessionVariables",
                        "sql_mode='STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',innodb_lock_wait_timeout="
                                + Math.max(1, options.busyTimeout().toSeconds()));
                yield properties;
            }
        };
    }

    private Properties sqlite(boolean writing) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) options.busyTimeout().toMillis());
        if (writing) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
            config.setCacheSize(-1024 * options.cacheMiB());
            config.setJournalSizeLimit(CHECKPOINT_PAGES * 4096);
        } else {
            config.setReadOnly(true);
            config.setCacheSize(-1024 * 8);
        }
        return config.toProperties();
    }

    private Properties login() {
        Properties properties = new Properties();
        if (options.user() != null) {
            properties.setProperty("user", options.user());
        }
        if (options.password() != null) {
            properties.setProperty("password", options.password());
        }
        return properties;
    }

    private HikariConfig poolConfig() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("carom-store");
        config.setJdbcUrl(target.url());
        config.setDataSourceProperties(properties(false));
        config.setReadOnly(true);
        if (target.dialect() != Dialect.SQLITE) {
            // Figures are read with several queries that must see one state; SQLite knows nothing else.
            config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        }
        config.setMaximumPoolSize(options.readers());
        config.setMinimumIdle(0);
        config.setIdleTimeout(60_000);
        config.setConnectionTimeout(Math.max(1_000, options.busyTimeout().toMillis() * 2));
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
