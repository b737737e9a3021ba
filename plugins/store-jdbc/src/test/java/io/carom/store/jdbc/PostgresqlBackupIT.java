package io.carom.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresqlBackupIT extends BackupContract {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.POSTGRESQL);

    @Override
    String empty() throws Exception {
        return SERVERS.get(DatabaseServer.Kind.POSTGRESQL).newDatabase();
    }

    @Override
    String store() throws Exception {
        return SERVERS.emptied(DatabaseServer.Kind.POSTGRESQL);
    }
}
