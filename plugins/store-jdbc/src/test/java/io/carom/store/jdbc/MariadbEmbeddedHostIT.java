package io.carom.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class MariadbEmbeddedHostIT extends EmbeddedHostContract {
    private static Optional<DatabaseServer> server = Optional.empty();
    private static String url;

    @BeforeAll
    static void startServer() throws Exception {
        server = DatabaseServer.start(DatabaseServer.Kind.MARIADB);
        assumeTrue(server.isPresent(), DatabaseServer.Kind.MARIADB.missing);
    }

    @AfterAll
    static void stopServer() throws Exception {
        url = null;
        if (server.isPresent()) {
            server.get().close();
        }
    }

    @Override
    String newStore() throws Exception {
        if (url == null) {
            url = server.orElseThrow().newDatabase();
        } else {
            empty(url);
        }
        return url;
    }
}
