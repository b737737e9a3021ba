package io.carom.store.jdbc;

import io.carom.spi.Webhooks;
import io.carom.testkit.WebhooksContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MariadbWebhooksIT extends WebhooksContract {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.MARIADB);

    private static String url;
    private static JdbcJournal journal;

    @BeforeAll
    static void openJournal() throws Exception {
        url = SERVERS.get(DatabaseServer.Kind.MARIADB).newDatabase();
        journal = JdbcJournal.open(url);
    }

    @AfterAll
    static void closeJournal() {
        journal.close();
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
