package io.carom.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

final class MariadbFaultIT extends FaultContract {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.MARIADB);

    @Override
    String empty() throws Exception {
        return SERVERS.emptied(DatabaseServer.Kind.MARIADB);
    }
}
