package io.carom.store.jdbc;

import io.carom.spi.Journal;
import io.carom.testkit.IncidentContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteIncidentsTest extends IncidentContract {
    @TempDir
    private Path folder;

    @Override
    protected Journal open() {
        return JdbcJournal.open(folder.resolve("new/folder/carom.db").toString());
    }

    @Override
    protected Journal reopen(Journal closed) {
        return open();
    }
}
