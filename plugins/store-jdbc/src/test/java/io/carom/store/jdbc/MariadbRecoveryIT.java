package io.carom.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.spi.Journal;
import io.carom.testkit.RecoveryContract;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class MariadbRecoveryIT extends RecoveryContract {
    private static Optional<DatabaseServer> server = Optional.empty();

    private String url;

    @BeforeAll
    static void startServer() throws Exception {
        server = DatabaseServer.start(DatabaseServer.Kind.MARIADB);
        assumeTrue(server.isPresent(), DatabaseServer.Kind.MARIADB.missing);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server.isPresent()) {
            server.get().close();
        }
    }

    @Override
    protected Journal open() {
        try {
            url = server.orElseThrow().newDatabase();
            return JdbcJournal.open(url);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Journal reopen(Journal closed) {
        return JdbcJournal.open(url);
    }
}
