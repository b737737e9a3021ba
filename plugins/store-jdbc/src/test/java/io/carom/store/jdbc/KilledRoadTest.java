package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.spi.LogFilter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledRoadTest {
    @TempDir
    private Path folder;

    @Test
    void nothing_is_lost_and_nothing_twice_when_a_process_is_killed() throws Exception {
        check(folder.resolve("carom.db").toString(), folder, 1, 3_000);
    }

    @Test
    @Tag("long")
    void nothing_is_lost_and_nothing_twice_when_a_process_is_killed_two_hundred_times() throws Exception {
        check(
                folder.resolve("carom.db").toString(),
                folder,
                Integer.getInteger("carom.kills", 200),
                Integer.getInteger("carom.kill.events", 200_000));
    }

    @Test
    @Tag("long")
    void two_processes_share_one_file_and_a_dead_ones_share_is_taken_over() throws Exception {
        TwoInstancesIT.check(
                "jdbc:sqlite:" + folder.resolve("carom.db"), folder, Integer.getInteger("carom.kill.events", 6_000));
    }

    @Test
    void two_engines_on_one_file_decide_as_one() {
        TwoRoads.decideAsOne(folder.resolve("carom.db").toString(), new Course(5, 1_500).inputs(), 5);
    }

    @Test
    void two_engines_on_one_file_hold_what_one_would_hold() {
        long seed = Long.getLong("carom.seed", System.nanoTime());
        System.out.println("seed " + seed);
        String store = folder.resolve("carom.db").toString();
        TwoRoads.decideAsOne(store, TwoRoads.refusals(1_500), seed);

        long[] held = {0};
        try (JdbcJournal journal = JdbcJournal.open(store, JournalOptions.READ_ONLY)) {
            journal.reader()
                    .log(
                            LogFilter.ALL,
                            row -> String.valueOf(row.decisionJson()).contains("hold_for_review")
                                    ? ++held[0] > 0
                                    : true);
        }
        assertThat(held[0]).as("held changes").isBetween(100L, 1_400L);
    }

    @Test
    void an_engine_knows_what_another_process_changes_by_hand() {
        TwoRoads.knowWhatChangesByHand(folder.resolve("carom.db").toString());
    }

    /** Decides a course of so many events with so many kills, then compares everything with a run that nothing disturbed. */
    static void check(String store, Path folder, int kills, int events) throws Exception {
        Course course = new Course(Long.getLong("carom.seed", System.nanoTime() % 1_000_000), events);
        System.out.println("seed " + course.seed());
        Killing killing = new Killing(store, folder, course);
        int met = killing.run("road", kills);
        assertThat(killing.acknowledged("road")).isEqualTo(course.inputs().size());
        try (JdbcJournal journal = JdbcJournal.open(store)) {
            Recount recount = new Recount(course.inputs());
            recount.equalsJournal(journal);
            Recount.Told told = recount.actionsEqual(folder.resolve("host.log"));
            assertThat(journal.desk().orElseThrow().backlog().waiting()).isZero();
            assertThat(journal.desk().orElseThrow().backlog().dead()).isZero();
            assertThat(journal.desk().orElseThrow().backlog().retries()).isZero();
            System.out.printf(
                    "%d events, %d kills (%d of them at work): %d actions done, %d asked for again, %d retries sent, %d alerts%n",
                    course.inputs().size(), kills, met, told.actions(), told.again(), told.retries(), told.alerts());
        }
    }
}
