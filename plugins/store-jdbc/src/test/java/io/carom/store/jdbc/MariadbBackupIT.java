package io.carom.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

final class MariadbBackupIT extends BackupContract {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.MARIADB);

    @Override
    String empty() throws Exception {
        return SERVERS.get(DatabaseServer.Kind.MARIADB).newDatabase();
    }

    @Override
    String store() throws Exception {
        return SERVERS.emptied(DatabaseServer.Kind.MARIADB);
    }
}
