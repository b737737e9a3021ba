package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.JournalException;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.History;
import io.carom.spi.LogFilter;
import io.carom.spi.Lookup;
import io.carom.testkit.Change;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteFailureTest {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");
    private static final JournalOptions IMPATIENT = JournalOptions.DEFAULT.busyTimeout(Duration.ofMillis(100));

    @TempDir
    private Path folder;

    @Test
    void two_journals_write_to_one_file_in_turns_and_each_sees_what_the_other_wrote() {
        String store = folder.resolve("carom.db").toString();
        try (JdbcJournal first = JdbcJournal.open(store);
                JdbcJournal second = JdbcJournal.open("jdbc:sqlite:" + store)) {
            first.commit(batch("e0"));
            assertThatThrownBy(() -> second.commit(batch("e0"))).hasMessageContaining("`e0` is recorded already");
            second.commit(batch("e00"));
            assertThat(first.reader().count(LogFilter.ALL)).isEqualTo(2);
        }
        try (JdbcJournal first = JdbcJournal.open(folder.resolve("other.db").toString())) {
            store = folder.resolve("other.db").toString();
            first.commit(batch("e1"));
            try (JdbcJournal looking = JdbcJournal.open(store, JournalOptions.READ_ONLY)) {
                assertThat(looking.reader().count(LogFilter.ALL)).isEqualTo(1);
                first.commit(batch("e2"));
                assertThat(looking.reader().count(LogFilter.ALL)).isEqualTo(2);
            }
        }
        JdbcJournal.open(store).close();
    }

    @Test
    void a_lock_of_another_program_fails_the_commit_for_now_and_nothing_of_it_is_there() throws Exception {
        Path store = folder.resolve("carom.db");
        try (JdbcJournal journal = JdbcJournal.open(store.toString(), IMPATIENT)) {
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + store);
                    Statement statement = other.createStatement()) {
                statement.execute("begin immediate");
                JournalException failure =
                        catchThrowableOfType(JournalException.class, () -> journal.commit(batch("e1")));
                assertThat(failure.transientFault()).isTrue();
                assertThat(failure)
                        .hasMessageContaining(store + ": cannot take the turn: another process writes to it");
                assertThat(journal.reader().count(LogFilter.ALL)).isZero();
                statement.execute("rollback");
            }
            journal.commit(batch("e1"));
            assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(1);
        }
    }

    @Test
    void a_full_disk_fails_the_commit_for_good_and_the_journal_goes_on_when_there_is_space() {
        try (JdbcJournal journal = JdbcJournal.open(folder.resolve("carom.db").toString())) {
            journal.commit(batch("e0"));
            pragma(journal, "pragma max_page_count = 1");
            JournalException failure = catchThrowableOfType(JournalException.class, () -> {
                for (int i = 1; i < 100_000; i++) {
                    journal.commit(batch("e" + i));
                }
            });
            assertThat(failure.transientFault()).isFalse();
            assertThat(failure).hasMessageContaining("the disk is full; free some space");
            long committed = journal.reader().count(LogFilter.ALL);
            assertThat(journal.reader().totals().events()).isEqualTo(committed);
            assertThat(known(journal, "e" + committed)).isFalse();
            assertThat(known(journal, "e" + (committed - 1))).isTrue();

            pragma(journal, "pragma max_page_count = 1000000");
            journal.commit(batch("e" + committed));
            assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(committed + 1);
        }
    }

    @Test
    void a_journal_opened_for_looking_writes_nothing() {
        String store = folder.resolve("carom.db").toString();
        JdbcJournal.open(store).close();
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.READ_ONLY)) {
            assertThatThrownBy(() -> journal.commit(batch("e1")))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("it is read-only");
        }
    }

    @Test
    void a_file_that_may_not_be_written_is_named() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write to every file");
        Path store = folder.resolve("carom.db");
        JdbcJournal.open(store.toString()).close();
        assertThat(store.toFile().setWritable(false)).isTrue();
        assertThatThrownBy(() -> JdbcJournal.open(store.toString()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(store + ": it is read-only; make the file and its folder writable");
    }

    @Test
    void a_file_that_is_no_database_is_named_and_left_as_it_is() throws Exception {
        Path store = folder.resolve("notes.txt");
        String text = "These are my notes.\n".repeat(1_000);
        Files.writeString(store, text);
        for (JournalOptions options : new JournalOptions[] {IMPATIENT, IMPATIENT.onlyReading()}) {
            assertThatThrownBy(() -> JdbcJournal.open(store.toString(), options))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(store + ": cannot open the store: the file is no SQLite database");
        }
        assertThat(Files.readString(store)).isEqualTo(text);
    }

    @Test
    void a_damaged_file_is_named_as_such() throws Exception {
        Path store = folder.resolve("carom.db");
        try (JdbcJournal journal = JdbcJournal.open(store.toString())) {
            for (int i = 0; i < 300; i++) {
                journal.commit(batch("e" + i));
            }
        }
        byte[] noise = new byte[4096];
        new Random(7).nextBytes(noise);
        try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
            for (long at = 4096; at + noise.length <= file.length(); at += noise.length) {
                file.seek(at);
                file.write(noise);
            }
        }
        assertThatThrownBy(() -> {
                    try (JdbcJournal journal = JdbcJournal.open(store.toString())) {
                        journal.commit(batch("new"));
                    }
                })
                .isInstanceOfSatisfying(JournalException.class, failure -> {
                    assertThat(failure).hasMessageContaining(store.toString()).hasMessageContaining("damaged");
                    assertThat(failure.transientFault()).isFalse();
                });
    }

    @Test
    void a_store_of_a_newer_program_is_refused() throws Exception {
        Path store = folder.resolve("carom.db");
        JdbcJournal.open(store.toString()).close();
        execute(
                store,
                "insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success) values (99, '99', 'x', 'SQL', 'x', 1, '', 1, 1)");
        assertThatThrownBy(() -> JdbcJournal.open(store.toString()))
                .isInstanceOf(JournalException.class)
                .hasMessage(store + ": written by a newer Carom (tables of version 99, this one knows " + Schema.NEWEST
                        + "); use the newer program or another store");
    }

    @Test
    void a_database_of_another_program_is_refused_and_left_as_it_is() throws Exception {
        Path store = folder.resolve("other.db");
        execute(store, "create table customer (name text)");
        assertThatThrownBy(() -> JdbcJournal.open(store.toString()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(store + ": holds other tables");
        assertThatThrownBy(() -> JdbcJournal.open(store.toString(), JournalOptions.READ_ONLY))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(store + ": holds no journal");
        execute(store, "insert into customer values ('still here')");
    }

    @Test
    void a_store_that_cannot_be_is_named_with_what_can() throws Exception {
        assertThatThrownBy(() -> JdbcJournal.open(folder.toString())).hasMessageContaining("a folder, not a store");
        assertThatThrownBy(() -> JdbcJournal.open(folder.resolve("none.db").toString(), JournalOptions.READ_ONLY))
                .hasMessageContaining("there is no store");
        assertThat(folder.resolve("none.db")).doesNotExist();
        assertThatThrownBy(() -> JdbcJournal.open("jdbc:h2:mem:x"))
                .hasMessageContaining("use a file, jdbc:sqlite:, jdbc:postgresql: or jdbc:mariadb:");
        assertThatThrownBy(() -> JdbcJournal.open("jdbc:sqlite::memory:")).hasMessageContaining("a plain file");
        assertThatThrownBy(() -> JdbcJournal.open("")).hasMessageContaining("a plain file");
        assertThatThrownBy(() -> JdbcJournal.open("a\0b")).hasMessageContaining("no name of a file");
        Files.writeString(folder.resolve("file"), "not a folder");
        assertThatThrownBy(
                        () -> JdbcJournal.open(folder.resolve("file/carom.db").toString()))
                .hasMessageContaining("its folder cannot be created");
    }

    @Test
    void a_server_that_does_not_answer_is_named_without_its_password() {
        JournalException failure = catchThrowableOfType(
                JournalException.class,
                () -> JdbcJournal.open("jdbc:postgresql://127.0.0.1:1/carom?user=carom&password=geheim"));
        assertThat(failure.transientFault()).isTrue();
        assertThat(failure)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/carom?user=carom&password=***")
                .hasMessageContaining("the server does not answer");
        assertThat(failure.getMessage()).doesNotContain("geheim");
        assertThatThrownBy(() -> JdbcJournal.open("jdbc:mariadb://root:geheim@127.0.0.1:1/carom"))
                .hasMessageContaining("`jdbc:mariadb://root:***@127.0.0.1:1/carom`")
                .hasMessageContaining("?user=NAME&password=")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void a_closed_journal_says_so() {
        JdbcJournal journal = JdbcJournal.open(folder.resolve("carom.db").toString());
        journal.close();
        assertThatThrownBy(() -> journal.commit(batch("e1")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("the journal is closed");
    }

    private static boolean known(JdbcJournal journal, String id) {
        return journal.load(new Lookup(Set.of(id), Set.of(), Set.of(), Set.of(), Set.of()))
                .events()
                .contains(id);
    }

    private static void pragma(JdbcJournal journal, String pragma) {
        journal.writer().read("set a limit", session -> {
            try (Statement statement = session.connection().createStatement()) {
                return statement.execute(pragma);
            }
        });
    }

    private static void execute(Path store, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Batch batch(String id) {
        Event event = Event.of(EventKind.BOUNCE, T, "user-" + id + "@example.com")
                .id(id)
                .diagnostic("550 5.1.1 No such user ".repeat(20))
                .build();
        return new Change()
                .event(event)
                .history(AddressKey.of("", event.recipient()), History.NONE.softRun(1, T))
                .batch();
    }
}
