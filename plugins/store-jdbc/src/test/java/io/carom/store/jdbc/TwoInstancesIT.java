package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TwoInstancesIT {
    /** Fifteen seconds are promised; a machine that does ten things at once is given more. */
    private static final long LONGEST_SECONDS = 60;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void two_instances_share_the_work_and_a_dead_ones_share_is_taken_over(DatabaseServer.Kind kind) throws Exception {
        Optional<DatabaseServer> started = DatabaseServer.start(kind);
        assumeTrue(started.isPresent(), kind.missing);
        try (DatabaseServer server = started.get()) {
            check(server.newDatabase(), folder, Integer.getInteger("carom.kill.events", 12_000));
        }
    }

    /** One takes every second event, the other the rest; the other one is killed while it carries out actions. */
    static void check(String url, Path folder, int events) throws Exception {
        Course course = new Course(Long.getLong("carom.seed", 4), events);
        Killing killing = new Killing(url, folder, course);
        JdbcJournal.open(url).close();
        Process one = killing.start("one", 2, 0, 0);
        Process other = killing.start("other", 2, 1, 500);
        while (other.isAlive() && killing.acknowledged("other") < events / 5) {
            other.waitFor(1, TimeUnit.MILLISECONDS);
        }
        // Killed while it carries something out: its host is slow, so what is held for long is held by it
        Set<String> held = held(url);
        while (other.isAlive() && held.isEmpty()) {
            held = held(url);
            TimeUnit.MILLISECONDS.sleep(100);
            held.retainAll(held(url));
        }
        other.destroyForcibly().waitFor();
        long died = System.nanoTime();
        Process third = killing.start("other", 2, 1, 0);
        Set<String> left = held(url);
        int taken = left.size();
        while (!left.isEmpty() && System.nanoTime() - died < TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
            TimeUnit.MILLISECONDS.sleep(20);
            left.retainAll(waiting(url));
        }
        long millis = (System.nanoTime() - died) / 1_000_000;
        assertThat(left).as("actions that nobody took over").isEmpty();
        killing.finish("one", one);
        killing.finish("other", third);

        try (JdbcJournal journal = JdbcJournal.open(url)) {
            Recount recount = new Recount(Recount.asRecorded(journal, course.inputs()));
            assertThat(journal.reader().totals().events()
                            + journal.reader().totals().duplicates())
                    .isEqualTo(course.distinct());
            recount.equalsJournal(journal);
            Recount.Told told = recount.actionsEqual(folder.resolve("host.log"));
            assertThat(journal.desk().orElseThrow().backlog().waiting()).isZero();
            System.out.printf(
                    "%d events by two instances, one killed: %d actions that were held then were done after %d ms;"
                            + " in all %d actions done, %d asked for again, %d retries%n",
                    course.inputs().size(), taken, millis, told.actions(), told.again(), told.retries());
        }
    }

    private static Set<String> held(String url) throws SQLException {
        Set<String> keys = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select action_key from outbox where claimed_until > 0")) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }

    private static Set<String> waiting(String url) throws SQLException {
        Set<String> keys = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select action_key from outbox")) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }
}
