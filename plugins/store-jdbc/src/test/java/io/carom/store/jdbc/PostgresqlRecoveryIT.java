package io.carom.store.jdbc;

import io.carom.spi.Journal;
import io.carom.testkit.RecoveryContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresqlRecoveryIT extends RecoveryContract {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.POSTGRESQL);

    private String url;

    @Override
    protected Journal open() {
        try {
            url = SERVERS.emptied(DatabaseServer.Kind.POSTGRESQL);
            return JdbcJournal.open(url);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Journal reopen(Journal closed) {
        return JdbcJournal.open(url);
    }
}
