package io.carom.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresqlEmbeddedHostIT extends EmbeddedHostContract {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.POSTGRESQL);

    @Override
    String newStore() throws Exception {
        return SERVERS.emptied(DatabaseServer.Kind.POSTGRESQL);
    }
}
