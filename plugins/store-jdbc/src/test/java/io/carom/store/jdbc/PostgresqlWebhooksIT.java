package io.carom.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.spi.Webhooks;
import io.carom.testkit.WebhooksContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

final class PostgresqlWebhooksIT extends WebhooksContract {
    private static Optional<DatabaseServer> server = Optional.empty();
    private static String url;
    private static JdbcJournal journal;

    @BeforeAll
    static void startServer() throws Exception {
        server = DatabaseServer.start(DatabaseServer.Kind.POSTGRESQL);
        assumeTrue(server.isPresent(), DatabaseServer.Kind.POSTGRESQL.missing);
        url = server.get().newDatabase();
        journal = JdbcJournal.open(url);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server.isPresent()) {
            journal.close();
            server.get().close();
        }
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("webhook", "webhook_endpoint", "webhook_try")) {
                statement.executeUpdate("delete from " + table);
            }
        }
    }

    @Override
    protected Webhooks webhooks() {
        return journal.webhooks().orElseThrow();
    }
}
