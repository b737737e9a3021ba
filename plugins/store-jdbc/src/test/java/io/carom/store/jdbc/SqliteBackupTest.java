package io.carom.store.jdbc;

final class SqliteBackupTest extends BackupContract {
    private int stores;

    @Override
    String empty() {
        return folder.resolve("store-" + ++stores + ".db").toString();
    }

    @Override
    String store() {
        return empty();
    }
}
