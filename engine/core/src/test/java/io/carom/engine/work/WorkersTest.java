package io.carom.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Workers by a clock that the test sets, without threads; and the few things that need threads. */
class WorkersTest {
    private final SetClock clock = new SetClock();
    private final List<String> told = new ArrayList<>();
    private final Workers workers = new Workers(clock, Duration.ofMinutes(30), new Alarm() {
        @Override
        public void silent(Heartbeat worker) {
            told.add("silent " + worker.name());
        }

        @Override
        public void back(Heartbeat worker) {
            told.add("back " + worker.name());
        }
    });

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-05T10:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A worker that does what was written down for it, then nothing. */
    private static final class Scripted implements Worker {
        private final String name;
        private final Deque<Supplier<Step>> steps = new ArrayDeque<>();
        private int taken;

        Scripted(String name) {
            this.name = name;
        }

        Scripted then(Supplier<Step> step) {
            steps.add(step);
            return this;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Step step(Instant now) {
            taken++;
            Supplier<Step> step = steps.poll();
            return step == null ? Step.idle(Duration.ofMinutes(1)) : step.get();
        }
    }

    private static Worker.Step did(long done, long waiting, Duration rest) {
        return new Worker.Step(done, waiting, rest);
    }

    private static Worker.Step fails() {
        throw new IllegalStateException("out of reach");
    }

    private Heartbeat heartbeat() {
        return workers.heartbeats().get(0);
    }

    @Test
    void a_worker_is_taken_when_its_rest_is_over_and_not_before() {
        Scripted worker = new Scripted("sweep").then(() -> did(3, 0, Duration.ofMinutes(10)));
        workers.add(worker);

        assertThat(workers.runDue()).isEqualTo(3);
        clock.pass(Duration.ofMinutes(9));
        workers.runDue();
        assertThat(worker.taken).isEqualTo(1);
        clock.pass(Duration.ofMinutes(1));
        workers.runDue();
        assertThat(worker.taken).isEqualTo(2);
    }

    @Test
    void one_that_is_woken_does_not_rest_to_the_end() {
        Scripted worker = new Scripted("sweep").then(() -> did(0, 0, Duration.ofHours(1)));
        workers.add(worker);
        workers.runDue();

        workers.wake("sweep");
        workers.runDue();

        assertThat(worker.taken).isEqualTo(2);
    }

    @Test
    void rest_grows_with_each_failure_up_to_five_minutes_and_success_ends_that() {
        Scripted worker = new Scripted("send");
        for (int i = 0; i < 12; i++) {
            worker.then(WorkersTest::fails);
        }
        workers.add(worker);
        List<Long> rests = new ArrayList<>();
        Instant last = clock.instant();
        while (worker.taken < 12) {
            int before = worker.taken;
            workers.runDue();
            if (worker.taken > before) {
                rests.add(Duration.between(last, clock.instant()).toSeconds());
                last = clock.instant();
            }
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(rests).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
        assertThat(heartbeat().failures()).isEqualTo(12);
        assertThat(heartbeat().failure()).contains("out of reach");
        clock.pass(Duration.ofMinutes(5));
        workers.runDue();
        assertThat(heartbeat().failures()).isZero();
        assertThat(heartbeat().failure()).isNull();
    }

    @Test
    void an_error_ends_no_worker_either() {
        workers.add(new Scripted("deep").then(() -> {
            throw new StackOverflowError();
        }));

        workers.runDue();

        assertThat(heartbeat().failures()).isEqualTo(1);
    }

    @Test
    void one_that_only_fails_is_silent_after_half_an_hour_and_told_once() {
        Scripted worker = new Scripted("send");
        for (int i = 0; i < 100; i++) {
            worker.then(WorkersTest::fails);
        }
        workers.add(worker);
        for (int minute = 0; minute < 29; minute++) {
            workers.runDue();
            workers.look();
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(told).isEmpty();

        for (int minute = 0; minute < 10; minute++) {
            clock.pass(Duration.ofMinutes(1));
            workers.runDue();
            workers.look();
        }

        assertThat(told).containsExactly("silent send");
    }

    @Test
    void one_that_is_alive_but_gets_nothing_done_of_what_waits_is_silent() {
        Scripted worker = new Scripted("deliveries");
        for (int i = 0; i < 40; i++) {
            worker.then(() -> did(0, 7, Duration.ofMinutes(1)));
        }
        workers.add(worker);
        for (int minute = 0; minute < 40; minute++) {
            workers.runDue();
            workers.look();
            clock.pass(Duration.ofMinutes(1));
        }

        assertThat(told).containsExactly("silent deliveries");
        assertThat(heartbeat().waiting()).isEqualTo(7);
        assertThat(heartbeat().lag()).isEqualTo(Duration.ofMinutes(40));
        workers.runDue();
        workers.look();
        assertThat(told).containsExactly("silent deliveries", "back deliveries");
        assertThat(heartbeat().lag()).isZero();
    }

    @Test
    void one_with_nothing_to_do_is_never_silent() {
        workers.add(new Scripted("idle"));
        for (int minute = 0; minute < 120; minute++) {
            workers.runDue();
            workers.look();
            clock.pass(Duration.ofMinutes(1));
        }

        assertThat(told).isEmpty();
    }

    @Test
    void one_whose_step_hangs_is_silent() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        workers.add(new Scripted("stuck").then(() -> {
            begun.countDown();
            awaitQuietly(free);
            return did(1, 0, Duration.ofHours(1));
        }));
        workers.start();
        begun.await();

        clock.pass(Duration.ofMinutes(30));
        workers.look();

        assertThat(told).containsExactly("silent stuck");
        free.countDown();
        workers.close();
    }

    @Test
    void closing_lets_a_step_come_to_its_end() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        workers.add(new Scripted("careful").then(() -> {
            begun.countDown();
            awaitQuietly(free);
            ended.incrementAndGet();
            return did(1, 0, Duration.ofHours(1));
        }));
        workers.start();
        begun.await();
        Thread closer = new Thread(workers::close);
        closer.start();

        free.countDown();
        closer.join();

        assertThat(ended).hasValue(1);
        assertThat(heartbeat().done()).isEqualTo(1);
    }

    @Test
    void one_that_rests_does_not_hold_up_the_end() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        workers.add(new Scripted("lazy").then(() -> {
            begun.countDown();
            return did(0, 0, Duration.ofDays(1));
        }));
        workers.start();
        begun.await();

        workers.close();

        assertThat(heartbeat().failures()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
