package io.carom.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

final class MariadbUpgradeIT extends UpgradeContract {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.MARIADB);

    @Override
    String empty() throws Exception {
        return SERVERS.get(DatabaseServer.Kind.MARIADB).newDatabase();
    }
}
