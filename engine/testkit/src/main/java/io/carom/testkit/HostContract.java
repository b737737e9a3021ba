package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.api.Action;
import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import io.carom.spi.Host.Reply;
import io.carom.spi.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Host} must do. Extend it, say how an empty host is opened, how an address gets on a list, and whether the host
 * would send to an address; for one that survives its process, how it is opened again.
 */
public abstract class HostContract {
    /** When the decisions of these tests are made. */
    protected static final Instant T = Instant.parse("2026-01-05T10:00:00Z");

    /** The list that everybody is on. */
    protected static final String LIST = "news";

    private static final AddressKey BOB = AddressKey.of("", "bob@example.com");
    private static final AddressKey STRANGER = AddressKey.of("", "stranger@example.org");
    private static final int THREADS = 8;
    /** Long enough for any machine, short enough to find a look-up that goes over the network for each address. */
    private static final Duration QUICKLY = Duration.ofSeconds(10);

    private @Nullable Host host;
    private int number;

    /** A host that knows nobody. */
    protected abstract Host open() throws Exception;

    /** Puts an address on {@link #LIST}, from when on it is sent to. */
    protected abstract void subscribe(Host to, AddressKey address) throws Exception;

    /** Whether the host would send {@link #LIST} to this address. */
    protected abstract boolean sendsTo(Host by, AddressKey address) throws Exception;

    /** The same host after its process ended, or null when nothing survives. */
    protected @Nullable Host reopen(Host closed) throws Exception {
        return null;
    }

    @BeforeEach
    final void openHost() throws Exception {
        host = open();
        subscribe(host(), BOB);
    }

    @AfterEach
    final void closeHost() {
        host().close();
    }

    private Host host() {
        return Objects.requireNonNull(host, "opened before each test");
    }

    private Outgoing outgoing(String key, AddressKey address, Action action) {
        return new Outgoing(
                key,
                address,
                action,
                T,
                "e1",
                "<m1@example.net>",
                LIST,
                "s1",
                "c1",
                "5.1.1",
                "hard",
                "550 5.1.1 unknown");
    }

    /** Does {@code action} under a key of its own. */
    private Reply act(AddressKey address, Action action) {
        return host().carryOut(outgoing("key-" + ++number, address, action));
    }

    private static List<Action> everyAction() {
        return List.of(
                new Action.MarkBounced(),
                new Action.Unsubscribe(),
                new Action.Suppress(),
                new Action.Keep(),
                new Action.ScheduleRetry(T.plusSeconds(3_600)),
                new Action.Retry(1, 3, "smtp-1"),
                new Action.GiveUp(),
                new Action.HoldForReview(T.plusSeconds(86_400)),
                new Action.FlagSendingIp("192.0.2.1"),
                new Action.FlagSendingIp(null),
                new Action.PauseCampaign("campaign:c1"),
                new Action.Throttle("domain:example.com", "10/min"),
                new Action.Alert("reputation", "domain:example.com", 0.1, 200L, null, "Look"),
                new Action.Notify("subscriber.bounced"),
                new Action.Reactivate());
    }

    @Test
    void it_sends_to_nobody_who_bounced_left_or_is_suppressed() throws Exception {
        assertThat(sendsTo(host(), BOB)).isTrue();

        for (Action action : List.of(new Action.MarkBounced(), new Action.Unsubscribe(), new Action.Suppress())) {
            AddressKey address = AddressKey.of("", action.type() + "@example.com");
            subscribe(host(), address);
            assertThat(sendsTo(host(), address)).isTrue();

            assertThat(act(address, action)).isEqualTo(Reply.DONE);

            assertThat(sendsTo(host(), address)).as(action.type()).isFalse();
        }
        assertThat(sendsTo(host(), BOB)).isTrue();
    }

    @Test
    void it_sends_again_to_whom_is_reactivated() throws Exception {
        act(BOB, new Action.MarkBounced());

        assertThat(act(BOB, new Action.Reactivate())).isEqualTo(Reply.DONE);

        assertThat(sendsTo(host(), BOB)).isTrue();
    }

    @Test
    void what_only_people_or_other_programs_need_to_know_changes_nobody() throws Exception {
        for (Action action : List.of(
                new Action.Keep(),
                new Action.HoldForReview(T.plusSeconds(86_400)),
                new Action.FlagSendingIp("192.0.2.1"),
                new Action.Alert("reputation", "domain:example.com", null, null, null, null),
                new Action.Notify("subscriber.bounced"),
                new Action.ScheduleRetry(T.plusSeconds(60)),
                new Action.Retry(1, 3, null),
                new Action.GiveUp())) {
            act(BOB, action);

            assertThat(sendsTo(host(), BOB)).as(action.type()).isTrue();
        }
    }

    @Test
    void one_key_is_carried_out_once_however_often_it_comes() throws Exception {
        Outgoing first = outgoing("e1/0/mark_bounced", BOB, new Action.MarkBounced());
        assertThat(host().carryOut(first)).isEqualTo(Reply.DONE);
        assertThat(host().carryOut(first)).isEqualTo(Reply.DONE);
        assertThat(act(BOB, new Action.Reactivate())).isEqualTo(Reply.DONE);

        assertThat(host().carryOut(first)).isEqualTo(Reply.DONE);

        assertThat(sendsTo(host(), BOB)).isTrue();
    }

    @Test
    void another_key_is_another_action() throws Exception {
        act(BOB, new Action.MarkBounced());
        act(BOB, new Action.Reactivate());
        act(BOB, new Action.MarkBounced());

        assertThat(sendsTo(host(), BOB)).isFalse();
    }

    @Test
    void keys_are_remembered_after_a_restart() throws Exception {
        Outgoing first = outgoing("e1/0/mark_bounced", BOB, new Action.MarkBounced());
        host().carryOut(first);
        act(BOB, new Action.Reactivate());
        host().close();
        Host again = reopen(host());
        assumeTrue(again != null, "nothing of this host survives its process");
        host = again;

        assertThat(host().carryOut(first)).isEqualTo(Reply.DONE);

        assertThat(sendsTo(host(), BOB)).isTrue();
    }

    @Test
    void every_action_has_an_answer() {
        for (Action action : everyAction()) {
            assertThat(act(BOB, action)).as(action.type()).isIn(Reply.DONE, Reply.NEVER);
        }
    }

    @Test
    void an_address_that_it_has_never_heard_of_is_no_reason_to_come_again() {
        for (Action action : everyAction()) {
            assertThat(act(STRANGER, action)).as(action.type()).isNotEqualTo(Reply.LATER);
        }
    }

    @Test
    void text_from_outside_breaks_nothing() throws Exception {
        for (String name : List.of("o'brien", "\"quoted blank\"", "semi;colon--", "ünïcode", "x".repeat(200), "%_\\")) {
            AddressKey address = AddressKey.of("", name + "@example.com");
            subscribe(host(), address);
            Outgoing odd = new Outgoing(
                    "key '\"\\%;--" + name,
                    address,
                    new Action.MarkBounced(),
                    T,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "550 '; drop table subscribers; -- \u0000\ud800 <script>");

            assertThat(host().carryOut(odd)).as(name).isEqualTo(Reply.DONE);

            assertThat(sendsTo(host(), address)).as(name).isFalse();
        }
    }

    @Test
    void several_together_come_to_the_same_as_one_after_the_other() throws Exception {
        AddressKey eve = AddressKey.of("", "eve@example.com");
        subscribe(host(), eve);
        Outgoing again = outgoing("together-1", BOB, new Action.MarkBounced());
        List<Outgoing> actions = List.of(
                again,
                outgoing("together-2", eve, new Action.Suppress()),
                outgoing("together-3", BOB, new Action.Reactivate()),
                again);

        List<Reply> replies = host().carryOut(actions);

        assertThat(replies).containsExactly(Reply.DONE, Reply.DONE, Reply.DONE, Reply.DONE);
        assertThat(sendsTo(host(), BOB)).isTrue();
        assertThat(sendsTo(host(), eve)).isFalse();
        assertThat(host().carryOut(List.<Outgoing>of())).isEmpty();
    }

    @Test
    void several_threads_may_call_it_about_different_addresses() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Reply>> works = new ArrayList<>();
            for (int i = 0; i < THREADS * 10; i++) {
                AddressKey address = AddressKey.of("", "thread" + i + "@example.com");
                subscribe(host(), address);
                int one = i;
                works.add(() -> {
                    host().carryOut(outgoing("first-" + one, address, new Action.MarkBounced()));
                    host().carryOut(outgoing("second-" + one, address, new Action.Reactivate()));
                    host().carryOut(outgoing("first-" + one, address, new Action.MarkBounced()));
                    return one % 2 == 0
                            ? Reply.DONE
                            : host().carryOut(outgoing("third-" + one, address, new Action.Suppress()));
                });
            }
            for (Future<Reply> done : threads.invokeAll(works)) {
                assertThat(done.get()).isEqualTo(Reply.DONE);
            }
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < THREADS * 10; i++) {
            assertThat(sendsTo(host(), AddressKey.of("", "thread" + i + "@example.com")))
                    .isEqualTo(i % 2 == 0);
        }
    }

    @Test
    void look_ups_are_quick_and_never_fail() {
        assertTimeoutPreemptively(QUICKLY, () -> {
            for (int i = 0; i < 200; i++) {
                assertThat(host().lookUp(BOB)).isNotNull();
                assertThat(host().lookUp(AddressKey.of("", "nobody" + i + "@example.org")))
                        .isNotNull();
                assertThat(host().server("no-such-server" + i)).isNotNull();
                assertThat(host().campaign("no-such-campaign" + i)).isNotNull();
            }
        });
    }

    @Test
    void whoever_knows_lists_names_the_one_that_the_address_is_on() {
        host().lookUp(BOB).ifPresent(known -> assertThat(known.lists()).contains(LIST));
    }

    @Test
    void it_has_a_name_and_closing_it_twice_is_harmless() {
        assertThat(host().name()).isNotBlank();

        host().close();
    }
}
