package io.carom.store.jdbc;

import io.carom.spi.Journal;
import io.carom.testkit.RecoveryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRecoveryTest extends RecoveryContract {
    @TempDir
    private Path folder;

    @Override
    protected Journal open() {
        return JdbcJournal.open(folder.resolve("carom.db").toString());
    }
}
