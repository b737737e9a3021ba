package io.carom.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteUpgradeTest extends UpgradeContract {
    @TempDir
    private Path folder;

    @Override
    String empty() {
        return folder.resolve("old.db").toString();
    }
}
