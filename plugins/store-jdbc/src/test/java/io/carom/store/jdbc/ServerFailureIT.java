package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.JournalException;
import io.carom.spi.Batch;
import io.carom.spi.LogFilter;
import io.carom.spi.Turn;
import io.carom.testkit.Change;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ServerFailureIT {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers();

    @RegisterExtension
    static final SharedServers TO_BE_KILLED = SharedServers.toBeKilled();

    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");
    private static final JournalOptions IMPATIENT = JournalOptions.DEFAULT.busyTimeout(Duration.ofSeconds(1));

    @ParameterizedTest
    @EnumSource
    void a_server_that_dies_fails_the_commit_for_now_and_the_same_batch_goes_through_later(DatabaseServer.Kind kind)
            throws Exception {
        DatabaseServer server = TO_BE_KILLED.get(kind);
        try (JdbcJournal journal = JdbcJournal.open(server.newDatabase(), IMPATIENT)) {
            journal.commit(batch("e1"));
            assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(1);
            server.kill();

            Batch second = batch("e2");
            for (int i = 0; i < 2; i++) {
                JournalException failure = catchThrowableOfType(JournalException.class, () -> journal.commit(second));
                assertThat(failure).isNotNull().hasMessageContaining("the server does not answer");
                assertThat(failure.transientFault()).isTrue();
            }
            assertThatThrownBy(() -> journal.reader().totals()).isInstanceOf(JournalException.class);

            server.start();
            journal.commit(second);
            journal.commit(batch("e3"));
            assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(3);
            assertThat(journal.reader().totals().events()).isEqualTo(3);
        }
    }

    /** Thirty seconds with {@code -Dcarom.outage=30}. */
    @ParameterizedTest
    @EnumSource
    void a_server_that_is_away_for_a_while_loses_nothing_that_was_acknowledged(DatabaseServer.Kind kind)
            throws Exception {
        Duration outage = Duration.ofSeconds(Integer.getInteger("carom.outage", 1));
        DatabaseServer server = TO_BE_KILLED.get(kind);
        try (JdbcJournal journal = JdbcJournal.open(server.newDatabase(), IMPATIENT)) {
            AtomicInteger acknowledged = new AtomicInteger();
            AtomicInteger failures = new AtomicInteger();
            AtomicBoolean enough = new AtomicBoolean();
            Thread writing = new Thread(() -> {
                while (!enough.get()) {
                    Batch batch = batch("e" + acknowledged.get());
                    boolean committed = false;
                    while (!committed) {
                        try {
                            journal.commit(batch);
                            committed = true;
                        } catch (JournalException e) {
                            failures.incrementAndGet();
                            LockSupport.parkNanos(20_000_000);
                        }
                    }
                    acknowledged.incrementAndGet();
                }
            });
            writing.start();
            await(() -> acknowledged.get() > 20);
            server.kill();
            Thread.sleep(outage.toMillis());
            int before = acknowledged.get();
            server.start();
            await(() -> acknowledged.get() > before + 20);
            enough.set(true);
            writing.join();

            assertThat(failures.get()).isPositive();
            List<String> ids = new ArrayList<>();
            journal.reader().log(LogFilter.ALL, row -> ids.add(row.id()));
            assertThat(ids).doesNotHaveDuplicates().hasSize(acknowledged.get());
            assertThat(journal.reader().totals().events()).isEqualTo(acknowledged.get());
        }
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            Thread.sleep(10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_is_cut_is_made_anew(DatabaseServer.Kind kind) throws Exception {
        String url = SERVERS.get(kind).newDatabase();
        try (JdbcJournal journal = JdbcJournal.open(url, IMPATIENT)) {
            journal.commit(batch("e1"));
            long own = journal.writer()
                    .read(
                            "ask",
                            session -> session.number(
                                    kind == DatabaseServer.Kind.POSTGRESQL
                                            ? "select pg_backend_pid()"
                                            : "select connection_id()",
                                    0));
            try (Connection other = DriverManager.getConnection(url);
                    Statement statement = other.createStatement()) {
                statement.execute(
                        kind == DatabaseServer.Kind.POSTGRESQL
                                ? "select pg_terminate_backend(" + own + ")"
                                : "kill " + own);
            }
            Batch second = batch("e2");
            JournalException failure = catchThrowableOfType(JournalException.class, () -> journal.commit(second));
            assertThat(failure).isNotNull();
            assertThat(failure.transientFault()).isTrue();
            journal.commit(second);
            assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_another_transaction_holds_fails_the_commit_for_now(DatabaseServer.Kind kind) throws Exception {
        String url = SERVERS.get(kind).newDatabase();
        try (JdbcJournal journal = JdbcJournal.open(url, IMPATIENT);
                Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update sequence set last = last + 1 where name = 'event'");
            Batch batch = batch("e1");
            JournalException failure = catchThrowableOfType(JournalException.class, () -> journal.commit(batch));
            assertThat(failure).isNotNull().hasMessageContaining("another transaction was in the way");
            assertThat(failure.transientFault()).isTrue();
            other.rollback();
            journal.commit(batch);
            assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_database_that_is_not_there_is_named(DatabaseServer.Kind kind) throws Exception {
        assertThatThrownBy(() -> JdbcJournal.open(SERVERS.get(kind).url("nowhere")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("there is no such database; create it or correct the URL");
    }

    @ParameterizedTest
    @EnumSource
    void two_instances_write_to_one_database_without_losing_a_figure(DatabaseServer.Kind kind) throws Exception {
        String url = SERVERS.get(kind).newDatabase();
        try (JdbcJournal one = JdbcJournal.open(url);
                JdbcJournal other = JdbcJournal.open(url)) {
            Thread writing = new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    one.commit(batch("one" + i));
                }
            });
            writing.start();
            for (int i = 0; i < 100; i++) {
                other.commit(batch("other" + i));
            }
            writing.join();
            assertThat(one.reader().count(LogFilter.ALL)).isEqualTo(200);
            assertThat(other.reader().totals().events()).isEqualTo(200);
            assertThatThrownBy(() -> one.commit(batch("other1"))).hasMessageContaining("`other1` is recorded already");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_process_that_hangs_in_its_turn_loses_it_and_blocks_nobody_for_long(DatabaseServer.Kind kind)
            throws Exception {
        String url = SERVERS.get(kind).newDatabase();
        JournalOptions hasty = JournalOptions.DEFAULT.turnTimeout(Duration.ofSeconds(1));
        try (JdbcJournal hanging = JdbcJournal.open(url, hasty);
                JdbcJournal other = JdbcJournal.open(url)) {
            JournalException failure;
            try (Turn turn = hanging.turn()) {
                other.commit(batch("e1"));
                failure = catchThrowableOfType(JournalException.class, () -> turn.commit(batch("e2")));
            }
            assertThat(failure).isNotNull();
            assertThat(failure.transientFault()).as(failure.getMessage()).isTrue();
            hanging.commit(batch("e3"));
            assertThat(other.reader().count(LogFilter.ALL)).isEqualTo(2);
        }
    }

    private static Batch batch(String id) {
        Event event = Event.of(EventKind.BOUNCE, T, "user-" + id + "@example.com")
                .id(id)
                .campaign("c1")
                .build();
        return new Change().event(event).batch();
    }
}
