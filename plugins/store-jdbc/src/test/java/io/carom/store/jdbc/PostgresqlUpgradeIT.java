package io.carom.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresqlUpgradeIT extends UpgradeContract {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.POSTGRESQL);

    @Override
    String empty() throws Exception {
        return SERVERS.get(DatabaseServer.Kind.POSTGRESQL).newDatabase();
    }
}
