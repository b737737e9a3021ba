package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.engine.work.Retention;
import io.carom.engine.work.Worker;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Desk;
import io.carom.spi.LogFilter;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.testkit.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private JdbcJournal journal;
    private Desk desk;

    @BeforeEach
    void fill() {
        journal = JdbcJournal.open(folder.resolve("carom.db").toString());
        desk = journal.desk().orElseThrow();
        for (int day = 0; day < 30; day++) {
            Change change = new Change();
            for (int i = 0; i < 100; i++) {
                String id = "e" + day + "-" + i;
                Event event = Event.of(EventKind.SENT, NOW.minus(DAY.multipliedBy(day)), id + "@example.com")
                        .id(id)
                        .build();
                change.event(event).message(message(id), MessageState.NONE);
            }
            journal.commit(change.batch());
            desk.resend(List.of(), new Act(NOW.minus(DAY.multipliedBy(day)), "operator", ""));
        }
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void nothing_goes_unless_a_period_is_given() {
        assertThat(steps(Retention.Periods.FOREVER)).isEqualTo(1);
        assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(3_000);
        assertThat(desk.audit(100, 0)).hasSize(30);
    }

    @Test
    void each_kind_goes_by_its_own_period_a_bounded_step_at_a_time() {
        assertThat(steps(new Retention.Periods(DAY.multipliedBy(10), DAY.multipliedBy(20), DAY.multipliedBy(5))))
                .isBetween(3, 20);
        assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(1_100);
        assertThat(journal.reader().totals().events()).isEqualTo(1_100);
        assertThat(desk.audit(100, 0)).hasSize(6);
        assertThat(known("e20-0")).isTrue();
        assertThat(known("e21-0")).isFalse();
    }

    @Test
    void a_clock_that_was_wrong_and_is_set_back_deletes_nothing_more() {
        Retention retention = new Retention(desk, new Retention.Periods(DAY.multipliedBy(10), null, null));
        retention.step(NOW.minus(DAY.multipliedBy(15)));
        assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(2_600);
        assertThat(retention.step(NOW.minus(DAY.multipliedBy(300))).done()).isZero();
        assertThat(retention.step(Instant.EPOCH).done()).isZero();
        assertThat(new Retention(desk, new Retention.Periods(Duration.ofDays(1_000_000), null, null))
                        .step(NOW)
                        .done())
                .isZero();
        assertThat(journal.reader().count(LogFilter.ALL)).isEqualTo(2_600);
    }

    @Test
    void a_period_of_nothing_is_refused() {
        assertThatThrownBy(() -> new Retention.Periods(Duration.ZERO, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retention `events` is PT0S; leave it out to keep everything");
    }

    private int steps(Retention.Periods periods) {
        Retention retention = new Retention(desk, periods);
        int steps = 0;
        Worker.Step step;
        do {
            step = retention.step(NOW);
            steps++;
            assertThat(step.done()).isLessThanOrEqualTo(3_000);
        } while (step.done() > 0);
        assertThat(step.rest()).isEqualTo(Duration.ofHours(1));
        return steps;
    }

    private boolean known(String id) {
        return !journal.load(new Lookup(Set.of(), Set.of(), Set.of(message(id)), Set.of(), Set.of()))
                .messages()
                .isEmpty();
    }

    private static MessageKey message(String id) {
        return new MessageKey(AddressKey.of("", id + "@example.com"), "<" + id + ">");
    }
}
