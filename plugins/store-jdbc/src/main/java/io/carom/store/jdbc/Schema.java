package io.carom.store.jdbc;

import io.carom.api.JournalException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tables to the newest version. Asks for the version first: loading Flyway takes longer than a short command may. */
final class Schema {
    /** The newest version that this program knows. */
    static final int NEWEST = 7;

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private Schema() {}

    static void prepare(Connections connections, Connection connection, boolean readOnly) throws SQLException {
        Target target = connections.target();
        int version = version(connection, target);
        if (version > NEWEST) {
            throw new JournalException(
                    target.shown() + ": written by a newer Carom (tables of version " + version + ", this one knows "
                            + NEWEST + "); use the newer program or another store",
                    false,
                    null);
        }
        if (version < NEWEST && readOnly) {
            throw new JournalException(
                    target.shown()
                            + (version == 0
                                    ? ": holds no journal; check --store, or run `carom process` first"
                                    : ": tables of version " + version + ", this program needs " + NEWEST
                                            + "; open it once for writing (`carom process`)"),
                    false,
                    null);
        }
        if (version < NEWEST) {
            migrate(connections, version);
        }
    }

    private static int version(Connection connection, Target target) throws SQLException {
        String column = target.dialect() == Dialect.SQLITE ? "\"version\"" : "version";
        String yes = target.dialect() == Dialect.POSTGRESQL ? "true" : "1";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + column
                        + " from flyway_schema_history where success = " + yes
                        + " and version is not null order by installed_rank desc limit 1")) {
            return rows.next() ? (int) Double.parseDouble(rows.getString(1)) : 0;
        } catch (SQLException e) {
            if (Faults.noTable(e)) {
                return 0;
            }
            throw e;
        }
    }

    private static void migrate(Connections connections, int from) {
        Target target = connections.target();
        try {
            forgetFailures(connections);
            Flyway.configure(Schema.class.getClassLoader())
                    .loggers("slf4j")
                    .dataSource(connections.forMigrations())
                    .locations(target.dialect().migrations())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            if (String.valueOf(e.getMessage()).contains("non-empty schema")) {
                throw new JournalException(
                        target.shown() + ": holds other tables and no journal; use an empty database or another file",
                        false,
                        e);
            }
            throw new JournalException(
                    target.shown() + ": cannot bring the tables to version " + NEWEST + ": " + firstLine(e)
                            + (target.dialect() == Dialect.MARIADB
                                    ? "; once that is mended, the next start goes on from there"
                                    : "; the store is as it was"),
                    e.getMessage() != null
                            && e.getMessage().toLowerCase(Locale.ROOT).contains("lock"),
                    e);
        }
        LOG.info("{}: tables brought from version {} to {}", target.shown(), from, NEWEST);
    }

    /** MariaDB keeps what a migration did before it failed, and Flyway that it failed; {@link HalfDone} goes on from there. */
    private static void forgetFailures(Connections connections) {
        if (connections.target().dialect() != Dialect.MARIADB) {
            return;
        }
        try (Connection connection = connections.forMigrations().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from flyway_schema_history where success = 0");
        } catch (SQLException e) {
            if (!Faults.noTable(e)) {
                throw Faults.of(connections.target(), "bring the tables to version " + NEWEST, e);
            }
        }
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
    }
}
