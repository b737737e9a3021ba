package io.carom.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteEmbeddedHostTest extends EmbeddedHostContract {
    @TempDir
    private Path folder;

    @Override
    String newStore() {
        return folder.resolve("carom.db").toString();
    }
}
