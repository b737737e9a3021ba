package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.Input;
import io.carom.api.JournalException;
import io.carom.engine.Road;
import io.carom.spi.LogFilter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a store that is written meanwhile, and their way back. */
abstract class BackupContract {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");
    private static final int INPUTS = Integer.getInteger("carom.backup.inputs", 1_500);
    private static final int BATCH = 20;

    @TempDir
    Path folder;

    /** A store that is not there yet, or a database without tables. */
    abstract String empty() throws Exception;

    /** A journal that holds nothing; the one of before is none any more. */
    abstract String store() throws Exception;

    private static void write(String store, List<Input> inputs, CountDownLatch begun, int before) {
        try (JdbcJournal journal = JdbcJournal.open(store);
                Road road = new Road(StockPolicy.COMPILED, journal, "", true, 1_000)) {
            for (int i = 0; i < inputs.size(); i += BATCH) {
                road.take(inputs.subList(i, Math.min(inputs.size(), i + BATCH)));
                if (i >= before) {
                    begun.countDown();
                }
            }
        } finally {
            begun.countDown();
        }
    }

    private static long rows(String store) {
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.READ_ONLY)) {
            return journal.reader()
                    .count(new LogFilter(
                            null, null, null, null, null, null, null, null, null, null, null, true, false, 0, 0));
        }
    }

    @Test
    void one_that_is_taken_under_load_is_the_journal_at_its_instant() throws Exception {
        String store = store();
        List<Input> inputs = new Course(11, INPUTS).inputs();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(store, inputs, begun, INPUTS / 3));
        begun.await();

        Path file = folder.resolve("carom.backup");
        Backup.Facts facts = Backup.take(store, JournalOptions.DEFAULT, file, T);
        writing.join();

        assertThat(facts.events()).isBetween(1L, rows(store) - 1);
        assertThat(Backup.verify(file, store, JournalOptions.DEFAULT)).isEqualTo(facts);
        for (String other : List.of(empty(), folder.resolve("restored.db").toString())) {
            assertThat(Backup.restore(file, other, JournalOptions.DEFAULT)).isEqualTo(facts);
            try (JdbcJournal restored = JdbcJournal.open(other)) {
                Recount recount = new Recount(Recount.asRecorded(restored, inputs));
                recount.equalsJournal(restored);
            }
            assertThat(rows(other)).isEqualTo(facts.events());
        }
    }

    @Test
    void what_is_restored_goes_on_from_there() throws Exception {
        String store = store();
        List<Input> inputs = new Course(12, 400).inputs();
        write(store, inputs.subList(0, 200), new CountDownLatch(1), 0);
        Path file = folder.resolve("carom.backup");
        Backup.take(store, JournalOptions.DEFAULT, file, T);
        String other = empty();
        Backup.restore(file, other, JournalOptions.DEFAULT);

        write(other, inputs.subList(200, 400), new CountDownLatch(1), 0);
        write(store, inputs.subList(200, 400), new CountDownLatch(1), 0);

        assertThat(rows(other)).isEqualTo(rows(store));
        assertThat(Backup.take(other, JournalOptions.DEFAULT, folder.resolve("1.backup"), T)
                        .rows())
                .isEqualTo(Backup.take(store, JournalOptions.DEFAULT, folder.resolve("2.backup"), T)
                        .rows());
        assertThat(Backup.verify(folder.resolve("1.backup"), store, JournalOptions.DEFAULT)
                        .last())
                .isEqualTo(rows(other));
    }

    @Test
    void a_store_that_holds_something_is_not_written_over() throws Exception {
        String store = store();
        write(store, new Course(13, 100).inputs(), new CountDownLatch(1), 0);
        Path file = folder.resolve("carom.backup");
        Backup.take(store, JournalOptions.DEFAULT, file, T);

        assertThatThrownBy(() -> Backup.restore(file, store, JournalOptions.DEFAULT))
                .isInstanceOf(JournalException.class)
                .hasMessageMatching("(?s).*(there is a store already|holds a journal already).*");
        assertThatThrownBy(() -> Backup.take(store, JournalOptions.DEFAULT, file, T))
                .hasMessageContaining("is there already");
    }

    @Test
    void a_log_that_is_another_one_is_found_out() throws Exception {
        String store = store();
        write(store, new Course(13, 100).inputs(), new CountDownLatch(1), 0);
        String other = empty();
        write(other, new Course(14, 100).inputs(), new CountDownLatch(1), 0);
        Path file = folder.resolve("carom.backup");
        Backup.take(store, JournalOptions.DEFAULT, file, T);

        assertThatThrownBy(() -> Backup.verify(file, other, JournalOptions.DEFAULT))
                .hasMessageContaining("is another one");
    }

    @Test
    void damage_is_found_wherever_it_is() throws Exception {
        String store = store();
        write(store, new Course(15, 200).inputs(), new CountDownLatch(1), 0);
        Path file = folder.resolve("carom.backup");
        Backup.take(store, JournalOptions.DEFAULT, file, T);
        Path damaged = folder.resolve("damaged.backup");
        long size = Files.size(file);
        int found = 0;
        int tried = 0;
        for (long at = 4_096; at < size; at += size / 12 / 4_096 * 4_096) {
            Files.copy(file, damaged, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            flip(damaged, at);
            tried++;
            found += isRefused(damaged) ? 1 : 0;
        }
        assertThat(found).isEqualTo(tried);
        Files.write(damaged, java.util.Arrays.copyOf(Files.readAllBytes(file), (int) size / 2));
        assertThat(isRefused(damaged)).isTrue();
        Files.writeString(damaged, "no backup at all");
        assertThat(isRefused(damaged)).isTrue();
        assertThat(isRefused(folder.resolve("not-there.backup"))).isTrue();
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] page = new byte[4_096];
            bytes.seek(at);
            bytes.readFully(page);
            for (int i = 0; i < page.length; i++) {
                page[i] ^= 0x55;
            }
            bytes.seek(at);
            bytes.write(page);
        }
    }

    /** Refused, or nothing is different in it. */
    private boolean isRefused(Path damaged) {
        try {
            Backup.verify(damaged);
            return false;
        } catch (JournalException e) {
            return true;
        }
    }

    @Test
    void a_row_that_was_changed_or_lost_is_found_out() throws Exception {
        String store = store();
        write(store, new Course(16, 200).inputs(), new CountDownLatch(1), 0);
        for (String change : List.of(
                "update address set soft_run = soft_run + 1 where address = (select min(address) from address)",
                "delete from message_state where message = (select min(message) from message_state)",
                "drop table server")) {
            Path file = folder.resolve(change.substring(0, 6) + ".backup");
            Backup.take(store, JournalOptions.DEFAULT, file, T);
            try (java.sql.Connection connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
                    java.sql.Statement statement = connection.createStatement()) {
                statement.executeUpdate(change);
            }
            assertThat(isRefused(file)).as(change).isTrue();
        }
    }

    @Test
    void only_its_owner_may_read_it_and_nothing_is_left_behind() throws Exception {
        String store = store();
        write(store, new Course(17, 50).inputs(), new CountDownLatch(1), 0);
        Path backups = Files.createDirectory(folder.resolve("backups"));
        Path file = backups.resolve("carom.backup");
        Backup.take(store, JournalOptions.DEFAULT, file, T);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(backups.toFile().list()).containsExactly("carom.backup");
    }
}
