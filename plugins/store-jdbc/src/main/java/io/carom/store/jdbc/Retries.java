package io.carom.store.jdbc;

import io.carom.api.RetryPlan;
import io.carom.spi.AddressKey;
import io.carom.spi.ScheduledRetry;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of scheduled retries. */
final class Retries {
    static final String SELECT =
            "select scope, address, message, policy, attempt, of_all, due, server, campaign from retry";

    private Retries() {}

    static ScheduledRetry read(ResultSet row) throws SQLException {
        return new ScheduledRetry(
                new AddressKey(row.getString(1), row.getString(2)),
                row.getString(3),
                new RetryPlan(row.getString(4), row.getInt(5), row.getInt(6), Instants.of(row.getLong(7))),
                row.getString(8),
                row.getString(9));
    }
}
