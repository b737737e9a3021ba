package io.carom.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Action;
import io.carom.api.RetryPlan;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.work.Worker;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DueRetriesTest {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");

    private final MemoryJournal journal = new MemoryJournal();
    private final DueRetries worker = new DueRetries(journal.retries().orElseThrow(), Duration.ofDays(7));

    @Test
    void the_host_is_asked_at_the_instant_of_the_policy_and_not_before() {
        schedule(retry("<m1>", T.plus(Duration.ofHours(1))));

        assertThat(worker.step(T.plus(Duration.ofHours(1)).minusNanos(1)).done())
                .isZero();
        Worker.Step step = worker.step(T.plus(Duration.ofHours(1)));
        assertThat(step.done()).isEqualTo(1);
        assertThat(step.rest()).isPositive();
        assertThat(journal.outbox(T, 10)).singleElement().satisfies(asked -> {
            assertThat(asked.action()).isEqualTo(new Action.Retry(1, 3, "smtp-1"));
            assertThat(asked.message()).isEqualTo("<m1>");
        });
        assertThat(worker.step(T.plus(Duration.ofDays(9))).done()).isZero();
    }

    @Test
    void thousands_that_are_due_at_once_come_in_steps_without_rest() {
        List<ScheduledRetry> many = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            many.add(retry("<m" + i + ">", T));
        }
        schedule(many.toArray(ScheduledRetry[]::new));

        Worker.Step first = worker.step(T);
        assertThat(first.waiting()).isEqualTo(1_200 - first.done());
        assertThat(first.rest()).isZero();
        worker.step(T);
        Worker.Step last = worker.step(T);
        assertThat(last.waiting()).isZero();
        assertThat(journal.outbox(T, 2_000))
                .extracting(Outgoing::key)
                .hasSize(1_200)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_week_late_is_too_late() {
        schedule(retry("<m1>", T), retry("<m2>", T.plusSeconds(1)));

        assertThat(worker.step(T.plus(Duration.ofDays(7)).plusSeconds(1)).done())
                .isEqualTo(1);
        assertThat(journal.outbox(T, 10)).extracting(Outgoing::message).containsExactly("<m2>");
    }

    private void schedule(ScheduledRetry... retries) {
        journal.commit(new Batch(
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(retries),
                List.of(),
                List.of(),
                Map.of(),
                Map.of()));
    }

    private static ScheduledRetry retry(String message, Instant due) {
        return new ScheduledRetry(
                AddressKey.of("", "bob@example.com"), message, new RetryPlan("default", 1, 3, due), "smtp-1", null);
    }
}
