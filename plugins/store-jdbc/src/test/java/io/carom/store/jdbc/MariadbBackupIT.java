package io.carom.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class MariadbBackupIT extends BackupContract {
    private static Optional<DatabaseServer> server = Optional.empty();

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
    String empty() throws Exception {
        return server.orElseThrow().newDatabase();
    }
}
