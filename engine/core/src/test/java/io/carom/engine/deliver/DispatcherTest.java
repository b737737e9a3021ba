package io.carom.engine.deliver;

import static io.carom.engine.deliver.OutboxOf.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.work.Worker;
import io.carom.spi.Host.Reply;
import io.carom.spi.Outgoing;
import io.carom.spi.Tries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final DeliverySettings QUICK = DeliverySettings.DEFAULT
            .perSecond(0)
            .parallel(1)
            .breaker(1_000, Duration.ofSeconds(5), Duration.ofMinutes(5));

    private final RecordingHost host = new RecordingHost();
    private final List<Dispatcher<Outgoing>> opened = new ArrayList<>();
    private Instant now = T;

    @AfterEach
    void close() {
        opened.forEach(Dispatcher::close);
    }

    private Dispatcher<Outgoing> serve(MemoryJournal journal, DeliverySettings settings) {
        Dispatcher<Outgoing> dispatcher = Deliveries.dispatcher(host, journal, settings);
        opened.add(dispatcher);
        return dispatcher;
    }

    /** Steps until {@code end} by as much as each step says. */
    private void run(Worker worker, Instant end) {
        while (now.isBefore(end)) {
            Duration rest = worker.step(now).rest();
            now = now.plus(rest.isZero() ? Duration.ofMillis(1) : rest);
        }
    }

    @Test
    void what_is_done_leaves_the_outbox() {
        MemoryJournal journal = OutboxOf.actions("bob/1", "bob/2", "eve/1");

        serve(journal, QUICK).drain(now);

        assertThat(host.done())
                .containsExactlyInAnyOrder("bob/1", "bob/2", "eve/1")
                .containsSubsequence("bob/1", "bob/2");
        assertThat(journal.outbox(Instant.MAX, 10)).isEmpty();
    }

    @Test
    void what_fails_holds_back_what_comes_behind_it_and_nothing_else() {
        MemoryJournal journal = OutboxOf.actions("bob/1", "eve/1", "bob/2", "eve/2");
        host.answers = action -> action.key().equals("bob/1") ? Reply.LATER : Reply.DONE;
        Dispatcher<Outgoing> dispatcher = serve(journal, QUICK);

        dispatcher.drain(now);
        assertThat(host.done()).containsExactly("eve/1", "eve/2");

        host.answers = action -> Reply.DONE;
        run(dispatcher, now.plusSeconds(2));
        assertThat(host.done()).containsExactly("eve/1", "eve/2", "bob/1", "bob/2");
    }

    @Test
    void each_failure_doubles_the_delay_and_chance_takes_up_to_half_of_it() {
        for (int failures = 1; failures <= 30; failures++) {
            double longest = Math.min(Math.pow(2, failures - 1), 15 * 60);
            Duration delay = QUICK.delay("bob/1", failures);

            assertThat(delay.toNanos() / 1e9).isBetween(longest / 2, longest);
            assertThat(QUICK.delay("bob/1", failures)).isEqualTo(delay);
            assertThat(QUICK.delay("eve/1", failures)).isNotEqualTo(delay);
            assertThat(QUICK.seed(2).delay("bob/1", failures)).isNotEqualTo(delay);
        }
    }

    @Test
    void after_a_restart_the_delays_go_on_where_they_were() {
        MemoryJournal journal = OutboxOf.actions("bob/1");
        host.answers = action -> Reply.LATER;
        run(serve(journal, QUICK), now.plusSeconds(60));
        int before = journal.tries("bob/1").failures();

        Dispatcher<Outgoing> another = serve(journal, QUICK);
        run(another, now.plusSeconds(60));

        assertThat(before).isBetween(6, 8);
        assertThat(journal.tries("bob/1").failures()).isBetween(before + 1, before + 2);
        assertThat(journal.tries("bob/1").first()).isEqualTo(T);
    }

    @Test
    void what_is_refused_for_good_and_what_is_too_old_is_given_up_and_the_next_one_follows() {
        MemoryJournal journal = OutboxOf.actions("bob/1", "bob/2", "eve/1", "eve/2");
        host.answers = action -> switch (action.key()) {
            case "bob/1" -> Reply.NEVER;
            case "eve/1" -> Reply.LATER;
            default -> Reply.DONE;
        };
        Dispatcher<Outgoing> dispatcher = serve(journal, QUICK);

        run(dispatcher, T.plus(Duration.ofHours(71)));
        assertThat(host.done()).containsExactly("bob/2");

        run(dispatcher, T.plus(Duration.ofHours(73)));
        assertThat(host.done()).containsExactly("bob/2", "eve/2");
        assertThat(dispatcher.figures().dead()).isEqualTo(2);
    }

    @Test
    void after_so_many_tries_an_action_is_given_up_where_that_is_wanted() {
        MemoryJournal journal = OutboxOf.actions("bob/1");
        host.answers = action -> Reply.LATER;

        run(serve(journal, QUICK.giveUp(Duration.ofDays(3), 3)), now.plus(Duration.ofHours(1)));

        assertThat(host.calls()).hasSize(3);
        assertThat(journal.outbox(Instant.MAX, 10)).isEmpty();
    }

    @Test
    void a_host_that_throws_is_asked_again_later() {
        MemoryJournal journal = OutboxOf.actions("bob/1");
        AtomicInteger calls = new AtomicInteger();
        host.answers = action -> {
            if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("broken");
            }
            return Reply.DONE;
        };

        run(serve(journal, QUICK), now.plusSeconds(10));

        assertThat(host.done()).containsExactly("bob/1");
    }

    @Test
    void one_poisoned_action_among_many_in_one_call_fails_alone() {
        MemoryJournal journal = OutboxOf.actions("bob/1", "eve/1", "joe/1", "bob/2");
        host.answers = action -> {
            if (action.key().equals("bob/1")) {
                throw new IllegalStateException("poison");
            }
            return Reply.DONE;
        };

        serve(journal, QUICK.together(10)).drain(now);

        assertThat(host.done()).contains("eve/1", "joe/1").doesNotContain("bob/1", "bob/2");
        assertThat(journal.tries("bob/1").failures()).isOne();
        assertThat(journal.tries("bob/2")).isEqualTo(Tries.NONE);
    }

    @Test
    void a_call_that_hangs_is_cut_off_and_its_address_alone_waits_for_it() throws InterruptedException {
        MemoryJournal journal = OutboxOf.actions("bob/1", "eve/1", "bob/2", "joe/1");
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch freed = new CountDownLatch(1);
        AtomicInteger about = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        host.answers = action -> {
            if (action.key().startsWith("bob")) {
                most.accumulateAndGet(about.incrementAndGet(), Math::max);
            }
            if (action.key().equals("bob/1") && free.getCount() > 0) {
                uninterruptibly(free);
                about.decrementAndGet();
                freed.countDown();
                return Reply.DONE;
            }
            if (action.key().startsWith("bob")) {
                about.decrementAndGet();
            }
            return Reply.DONE;
        };
        Dispatcher<Outgoing> dispatcher = serve(journal, QUICK.parallel(4).callLimit(Duration.ofMillis(50)));

        run(dispatcher, now.plusSeconds(30));
        assertThat(host.done()).containsExactlyInAnyOrder("eve/1", "joe/1");
        assertThat(journal.tries("bob/1").failures()).isGreaterThan(1);

        free.countDown();
        freed.await();
        while (!host.done().contains("bob/2")) {
            run(dispatcher, now.plusSeconds(30));
        }
        assertThat(most).hasValue(1);
        assertThat(journal.outbox(Instant.MAX, 10)).isEmpty();
    }

    private static void uninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // A host that does not care
            }
        }
    }

    @Test
    void a_host_that_is_down_for_a_day_is_left_alone_and_catches_up_in_order_without_a_storm() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            keys.add("person" + i % 3_000 + "/" + i / 3_000);
        }
        MemoryJournal journal = OutboxOf.actions();
        OutboxOf.commit(journal, keys);
        host.answers = action -> Reply.LATER;
        Dispatcher<Outgoing> dispatcher = serve(journal, DeliverySettings.DEFAULT.perSecond(200));

        run(dispatcher, T.plus(Duration.ofDays(1)));
        int whileDown = host.calls().size();
        assertThat(whileDown).isBetween(24 * 60 / 5, 24 * 60 / 5 * 2 + 20);

        Instant up = now;
        host.answers = action -> Reply.DONE;
        int[] inSecond = new int[24 * 3_600];
        while (!journal.outbox(Instant.MAX, 1).isEmpty()) {
            int before = host.done().size();
            Duration rest = dispatcher.step(now).rest();
            inSecond[(int) Duration.between(up, now).toSeconds()] += host.done().size() - before;
            now = now.plus(rest.isZero() ? Duration.ofMillis(10) : rest);
        }

        assertThat(host.done()).hasSize(20_000).doesNotHaveDuplicates();
        Map<String, List<String>> wanted = byPerson(keys);
        assertThat(byPerson(host.done())).isEqualTo(wanted);
        int started = 0;
        while (inSecond[started] == 0) {
            started++;
        }
        assertThat(started).isLessThanOrEqualTo(5 * 60);
        for (int second = 0; started + second < inSecond.length; second++) {
            double rate = Math.min(200, 10 * Math.pow(2, (second + 1) / 10));
            // A second's worth may have been saved up
            assertThat(inSecond[started + second]).isLessThanOrEqualTo((int) (2 * rate) + 1);
        }
    }

    private static Map<String, List<String>> byPerson(List<String> keys) {
        return keys.stream().collect(Collectors.groupingBy(key -> key.substring(0, key.indexOf('/'))));
    }

    @Test
    void a_breaker_that_was_closed_by_a_probe_lets_the_rate_grow_to_its_highest() {
        Pace pace = new Pace(
                DeliverySettings.DEFAULT
                        .perSecond(100)
                        .slowStart(10, Duration.ofSeconds(10))
                        .pace(),
                T);

        assertThat(pace.rate(T)).isEqualTo(10);
        assertThat(pace.rate(T.plusSeconds(10))).isEqualTo(20);
        assertThat(pace.rate(T.plusSeconds(39))).isEqualTo(80);
        assertThat(pace.rate(T.plusSeconds(40))).isEqualTo(100);
        assertThat(pace.full(T.plusSeconds(40))).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_stops_nothing() {
        Pace pace = new Pace(DeliverySettings.DEFAULT.perSecond(100).pace(), T);
        pace.spend(pace.allowed(T.plusSeconds(100)));

        assertThat(pace.allowed(T)).isZero();
        assertThat(pace.allowed(T.plusSeconds(1))).isPositive();
    }

    @Test
    void failed_probes_double_the_pause_and_a_successful_one_closes_the_breaker() {
        DeliverySettings settings = QUICK.breaker(3, Duration.ofSeconds(10), Duration.ofSeconds(60));
        Breaker breaker = new Breaker("host", settings, T);
        Instant at = T;

        breaker.failed(at);
        breaker.failed(at);
        assertThat(breaker.allowed(at)).isPositive();
        breaker.failed(at);
        double[] longest = {10, 20, 40, 60, 60};
        for (double pause : longest) {
            assertThat(breaker.allowed(at)).isZero();
            Duration rest = breaker.rest(at);
            assertThat(rest.toMillis() / 1e3).isBetween(pause / 2 - 0.001, pause);
            at = at.plus(rest);
            assertThat(breaker.allowed(at)).isOne();
            breaker.failed(at);
        }
        at = at.plus(breaker.rest(at));
        assertThat(breaker.allowed(at)).isOne();
        breaker.succeeded(at);
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
        assertThat(breaker.allowed(at)).isGreaterThan(1);
    }
}
