package io.carom.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Gives a statement its values, one after the other. For one thread. */
final class Bind {
    private final PreparedStatement statement;
    private int at = 0;
    private int rows = 0;

    Bind(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Text of any length, or null. */
    Bind text(@Nullable String value) throws SQLException {
        statement.setString(++at, value == null ? null : Stored.text(value));
        return this;
    }

    /** An array of texts, where a database has one. */
    Bind texts(Collection<String> values) throws SQLException {
        Object[] texts = values.stream().map(Stored::text).toArray();
        statement.setArray(++at, statement.getConnection().createArrayOf("text", texts));
        return this;
    }

    /** A key of at most {@code max} characters, or null. */
    Bind key(@Nullable String value, int max) throws SQLException {
        statement.setString(++at, value == null ? null : Stored.key(value, max));
        return this;
    }

    Bind bytes(byte @Nullable [] value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.VARBINARY);
        } else {
            statement.setBytes(++at, value);
        }
        return this;
    }

    Bind number(long value) throws SQLException {
        statement.setLong(++at, value);
        return this;
    }

    Bind number(@Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.BIGINT);
        } else {
            statement.setLong(++at, value);
        }
        return this;
    }

    Bind number(@Nullable Integer value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.INTEGER);
        } else {
            statement.setInt(++at, value);
        }
        return this;
    }

    Bind number(int value) throws SQLException {
        statement.setInt(++at, value);
        return this;
    }

    Bind real(@Nullable Double value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.DOUBLE);
        } else {
            statement.setDouble(++at, value);
        }
        return this;
    }

    Bind flag(boolean value) throws SQLException {
        statement.setInt(++at, value ? 1 : 0);
        return this;
    }

    Bind time(@Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.BIGINT);
        } else {
            statement.setLong(++at, Instants.nanos(value));
        }
        return this;
    }

    /** The values are complete: the next ones are another row's. */
    void row() throws SQLException {
        statement.addBatch();
        at = 0;
        rows++;
    }

    /** Runs the statement with the values given so far, and answers how many rows it changed. */
    int update() throws SQLException {
        at = 0;
        return statement.executeUpdate();
    }

    /** Asks with the values given so far. */
    ResultSet query() throws SQLException {
        at = 0;
        return statement.executeQuery();
    }

    /** Runs the statement for every row. */
    void run() throws SQLException {
        if (rows > 0) {
            statement.executeBatch();
            rows = 0;
        }
    }
}
