package io.carom.store.jdbc;

import io.carom.spi.Journal;
import io.carom.testkit.IncidentContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresqlIncidentsIT extends IncidentContract {
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
