package io.carom.store.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of itself. Immutable.
 *
 * @param damage what SQLite's own check finds first, or null where all is well or the database is a server, which checks itself
 * @param databaseTime the database server's clock, or null for a file
 */
public record StoreHealth(@Nullable String damage, @Nullable Instant databaseTime) {
    /**
     * Asks the database; reads a whole file once.
     *
     * @throws io.carom.api.JournalException when it does not answer
     */
    public static StoreHealth of(String store, JournalOptions options) {
        Target target = Target.parse(store);
        Connections connections = new Connections(target, options.onlyReading());
        String query = switch (target.dialect()) {
            case SQLITE -> "pragma integrity_check(1)";
            case POSTGRESQL -> "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
            case MARIADB -> "select cast(unix_timestamp(sysdate(3)) * 1000 as signed)";
        };
        try (Connection connection = DriverManager.getConnection(target.url(), connections.properties(false));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            if (target.dialect() == Dialect.SQLITE) {
                String found = rows.getString(1);
                return new StoreHealth("ok".equals(found) ? null : found, null);
            }
            return new StoreHealth(null, Instant.ofEpochMilli(rows.getLong(1)));
        } catch (SQLException e) {
            throw Faults.of(target, "check the store", e);
        }
    }
}
