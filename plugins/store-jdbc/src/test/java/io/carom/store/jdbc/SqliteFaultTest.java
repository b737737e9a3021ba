package io.carom.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteFaultTest extends FaultContract {
    @TempDir
    private Path folder;

    @Override
    String empty() {
        return folder.resolve("carom.db").toString();
    }
}
