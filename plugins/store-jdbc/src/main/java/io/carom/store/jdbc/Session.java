package io.carom.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** One connection with the statements that were prepared on it. For one thread at a time. */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** The statement, prepared once. */
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    /** To give values to a statement. */
    Bind bind(String sql) throws SQLException {
        return new Bind(prepare(sql));
    }

    /** The one number that a query without values answers, or {@code otherwise}. */
    long number(String sql, long otherwise) throws SQLException {
        try (ResultSet rows = prepare(sql).executeQuery()) {
            return rows.next() ? rows.getLong(1) : otherwise;
        }
    }

    /** Runs a statement without values. */
    void run(String sql) throws SQLException {
        prepare(sql).executeUpdate();
    }

    /** Forgets rows that a failed batch left behind in its statement. */
    void clearBatches() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.clearBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
