package io.carom.store.jdbc;

import io.carom.spi.Webhooks;
import io.carom.testkit.WebhooksContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteWebhooksTest extends WebhooksContract {
    @TempDir
    private Path folder;

    private JdbcJournal journal;

    @BeforeEach
    void open() {
        journal = JdbcJournal.open(folder.resolve("carom.db").toString());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Override
    protected Webhooks webhooks() {
        return journal.webhooks().orElseThrow();
    }
}
