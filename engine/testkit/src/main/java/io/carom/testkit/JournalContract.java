package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.api.Action;
import io.carom.api.BounceType;
import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.JournalException;
import io.carom.api.Promotion;
import io.carom.api.Reason;
import io.carom.api.ServerContext;
import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Known;
import io.carom.spi.LogRow;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Timer;
import io.carom.spi.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.carom.spi.Journal} must do. Extend it, say how an empty journal is opened, and, for one that survives its
 * process, how it is opened again.
 */
public abstract class JournalContract extends TurnContract {
    @Test
    void an_empty_journal_knows_nothing() {
        Known known = journal()
                .load(new Lookup(
                        Set.of("e1"),
                        Set.of(BOB),
                        Set.of(new MessageKey(BOB, "<m1>")),
                        Set.of("smtp-1"),
                        Set.of("c1")));

        assertThat(known.events()).isEmpty();
        assertThat(known.histories()).isEmpty();
        assertThat(known.messages()).isEmpty();
        assertThat(known.servers()).isEmpty();
        assertThat(known.campaigns()).isEmpty();
        assertThat(journal().timersDue(Instant.MAX, 10)).isEmpty();
        assertThat(journal().nextTimer()).isEmpty();
        assertThat(journal().retriesDue(Instant.MAX, 10)).isEmpty();
        assertThat(journal().outbox(Instant.MAX, 10)).isEmpty();
        assertThat(rows(ALL)).isEmpty();
        assertThat(journal().reader().totals().events()).isZero();
    }

    @Test
    void an_empty_batch_and_an_empty_lookup_change_nothing() {
        journal().commit(new Change().batch());

        assertThat(journal()
                        .load(new Lookup(Set.of(), Set.of(), Set.of(), Set.of(), Set.of()))
                        .events())
                .isEmpty();
    }

    @Test
    void everything_of_a_batch_is_known_afterwards_to_the_last_nanosecond() {
        Instant odd = T.plusNanos(123_456_789);
        History full = new History(
                SubscriberStatus.BOUNCED,
                odd,
                3,
                odd.plusNanos(1),
                2,
                odd.plusNanos(2),
                odd.plusNanos(3),
                odd.plusNanos(4),
                odd.plusNanos(5),
                Promotion.CONSECUTIVE_SOFT,
                new History.Hold("e1", odd, odd.plusSeconds(86_400), "{\"because\":\"é\"}"),
                2);
        MessageKey message = new MessageKey(BOB, "<m1@example.net>");
        MessageState state = new MessageState(BounceType.SOFT, 2, Long.MIN_VALUE | 3, true, 1, 4);
        ServerContext server = new ServerContext("smtp-1", "aggressive", "192.0.2.1");
        CampaignContext campaign = new CampaignContext("c1", 10_000L, true);
        commit(new Change()
                .event(bounce("e1", T).build())
                .history(BOB, full)
                .history(EVE, History.NONE)
                .message(message, state)
                .server(server)
                .campaign(campaign)
                .campaign(new CampaignContext("c2", null, false)));

        Known known = journal()
                .load(new Lookup(
                        Set.of("e1", "e2"),
                        Set.of(BOB, EVE, AddressKey.of("", "unknown@example.com")),
                        Set.of(message, new MessageKey(EVE, "<m1@example.net>")),
                        Set.of("smtp-1", "smtp-2"),
                        Set.of("c1", "c2", "c3")));

        assertThat(known.events()).containsExactly("e1");
        assertThat(known.histories()).containsOnlyKeys(BOB, EVE).containsEntry(BOB, full);
        assertThat(known.histories()).containsEntry(EVE, History.NONE);
        assertThat(known.messages()).containsOnlyKeys(message).containsEntry(message, state);
        assertThat(known.servers()).containsOnlyKeys("smtp-1").containsEntry("smtp-1", server);
        assertThat(known.campaigns()).containsOnlyKeys("c1", "c2").containsEntry("c1", campaign);
    }

    @Test
    void a_later_state_replaces_an_earlier_one() {
        MessageKey message = new MessageKey(BOB, "<m1>");
        commit(new Change()
                .history(BOB, History.NONE.softRun(1, T))
                .message(message, MessageState.NONE.failed(BounceType.SOFT, 1, true, 0, 0))
                .server(new ServerContext("s", "default", "192.0.2.1"))
                .campaign(new CampaignContext("c", 5L, true)));
        History later = History.NONE.delivered(T.plusSeconds(5));
        commit(new Change()
                .history(BOB, later)
                .message(message, MessageState.NONE)
                .server(new ServerContext("s", null, null))
                .campaign(new CampaignContext("c", null, false)));

        Known known = journal().load(new Lookup(Set.of(), Set.of(BOB), Set.of(message), Set.of("s"), Set.of("c")));

        assertThat(known.histories()).containsEntry(BOB, later);
        assertThat(known.messages()).containsEntry(message, MessageState.NONE);
        assertThat(known.servers()).containsEntry("s", new ServerContext("s", null, null));
        assertThat(known.campaigns()).containsEntry("c", new CampaignContext("c", null, false));
    }

    @Test
    void the_same_address_in_two_scopes_has_two_histories() {
        AddressKey tenant = AddressKey.of("tenant", BOB.address());
        commit(new Change().history(BOB, History.NONE.softRun(1, T)).history(tenant, History.NONE.softRun(2, T)));

        Known known = journal().load(new Lookup(Set.of(), Set.of(BOB, tenant), Set.of(), Set.of(), Set.of()));

        assertThat(history(known, BOB).softRun()).isEqualTo(1);
        assertThat(history(known, tenant).softRun()).isEqualTo(2);
    }

    @Test
    void thousands_of_keys_are_looked_up_at_once() {
        Change change = new Change();
        Set<String> ids = new HashSet<>();
        Set<AddressKey> addresses = new HashSet<>();
        Set<MessageKey> messages = new HashSet<>();
        for (int i = 0; i < 3_000; i++) {
            AddressKey address = AddressKey.of("", "user" + i + "@example.com");
            change.event(
                    Event.of(EventKind.SENT, T, address.address()).id("e" + i).build());
            change.history(address, History.NONE.probation(i));
            change.message(new MessageKey(address, "<m" + i + ">"), new MessageState(null, i, 0, false, 0, 0));
            ids.add("e" + i);
            addresses.add(address);
            messages.add(new MessageKey(address, "<m" + i + ">"));
        }
        commit(change);

        Known known = journal().load(new Lookup(ids, addresses, messages, Set.of(), Set.of()));

        assertThat(known.events()).isEqualTo(ids);
        assertThat(known.histories()).hasSize(3_000);
        assertThat(history(known, AddressKey.of("", "user2999@example.com")).probation())
                .isEqualTo(2_999);
        assertThat(known.messages().keySet()).isEqualTo(messages);
    }

    @Test
    void hostile_keys_are_found_again() {
        String longId = "x".repeat(5_000);
        List<String> odd =
                List.of(longId, longId + "y", "nul\0id", "half\ud800", "'; drop table event; --", "%", " ", "é");
        Change change = new Change();
        for (String id : odd) {
            AddressKey address = AddressKey.of("", id + "@example.com");
            change.event(Event.of(EventKind.BOUNCE, T, id + "@example.com")
                    .id(id)
                    .diagnostic(id)
                    .campaign(id)
                    .list(id)
                    .build());
            change.history(address, History.NONE.probation(odd.indexOf(id)));
            change.message(new MessageKey(address, id), new MessageState(null, odd.indexOf(id), 0, false, 0, 0));
        }
        commit(change);

        for (String id : odd) {
            AddressKey address = AddressKey.of("", id + "@example.com");
            MessageKey message = new MessageKey(address, id);
            Known known = journal()
                    .load(new Lookup(Set.of(id, id + "?"), Set.of(address), Set.of(message), Set.of(), Set.of()));
            assertThat(known.events()).containsExactly(id);
            assertThat(history(known, address).probation()).isEqualTo(odd.indexOf(id));
            assertThat(known.messages())
                    .containsEntry(message, new MessageState(null, odd.indexOf(id), 0, false, 0, 0));
        }
        assertThat(rows(ALL)).hasSize(odd.size());
    }

    @Test
    void an_event_is_recorded_once_and_a_batch_that_repeats_one_is_refused_whole() {
        commit(new Change().event(bounce("e1", T).build()));

        assertThatThrownBy(() -> commit(new Change()
                        .event(bounce("e2", T).build())
                        .event(bounce("e1", T).build())
                        .history(BOB, History.NONE.softRun(9, T))
                        .timer(new Timer(BOB, Timer.HOLD, T))
                        .retry(retry(BOB, "<m1>", 1, T))
                        .action(action("k1", BOB))))
                .isInstanceOfSatisfying(JournalException.class, failure -> {
                    assertThat(failure.transientFault()).isFalse();
                    assertThat(failure).hasMessageContaining("e1");
                });

        Known known = journal().load(new Lookup(Set.of("e1", "e2"), Set.of(BOB), Set.of(), Set.of(), Set.of()));
        assertThat(known.events()).containsExactly("e1");
        assertThat(known.histories()).isEmpty();
        assertThat(journal().nextTimer()).isEmpty();
        assertThat(journal().retriesDue(Instant.MAX, 10)).isEmpty();
        assertThat(journal().outbox(T, 10)).isEmpty();
        assertThat(rows(ALL)).extracting(LogRow::id).containsExactly("e1");
        assertThat(journal().reader().totals().events()).isEqualTo(1);

        commit(new Change().event(bounce("e2", T).build()));
        assertThat(rows(ALL)).extracting(LogRow::id).containsExactly("e1", "e2");
    }

    @Test
    void timers_come_by_due_time_are_replaced_and_cleared() {
        Timer hold = new Timer(BOB, Timer.HOLD, T.plusSeconds(30));
        Timer probation = new Timer(BOB, Timer.PROBATION, T.plusSeconds(10));
        Timer other = new Timer(EVE, Timer.HOLD, T.plusSeconds(20));
        commit(new Change().timer(hold).timer(probation).timer(other));

        assertThat(journal().timersDue(T.plusSeconds(20), 10)).containsExactly(probation, other);
        assertThat(journal().timersDue(T.plusSeconds(60), 2)).containsExactly(probation, other);
        assertThat(journal().nextTimer()).contains(probation.due());

        Timer later = new Timer(BOB, Timer.PROBATION, T.plusSeconds(40));
        commit(new Change().timer(later).clear(other));

        assertThat(journal().timersDue(T.plusSeconds(60), 10)).containsExactly(hold, later);
        assertThat(journal().nextTimer()).contains(hold.due());
    }

    @Test
    void of_two_timers_in_one_batch_the_last_stands_and_clearing_comes_after_setting() {
        Timer first = new Timer(BOB, Timer.HOLD, T.plusSeconds(10));
        Timer second = new Timer(BOB, Timer.HOLD, T.plusSeconds(20));
        commit(new Change().timer(first).timer(second));
        assertThat(journal().timersDue(Instant.MAX, 10)).containsExactly(second);

        commit(new Change().timer(new Timer(EVE, Timer.HOLD, T)).clear(new Timer(EVE, Timer.HOLD, T)));
        assertThat(journal().timersDue(Instant.MAX, 10)).containsExactly(second);
    }

    @Test
    void a_message_has_one_retry_and_it_comes_by_due_time() {
        ScheduledRetry first = retry(BOB, "<m1>", 1, T.plusSeconds(30));
        ScheduledRetry other = retry(EVE, "<m1>", 1, T.plusSeconds(20));
        commit(new Change().retry(first).retry(other));
        assertThat(journal().retriesDue(T.plusSeconds(30), 10)).containsExactly(other, first);
        assertThat(journal().retriesDue(T.plusSeconds(30), 1)).containsExactly(other);
        assertThat(journal().retriesDue(T.plusSeconds(25), 10)).containsExactly(other);

        ScheduledRetry second = retry(BOB, "<m1>", 2, T.plusSeconds(10));
        commit(new Change().retry(second));
        assertThat(journal().retriesDue(Instant.MAX, 10)).containsExactly(second, other);

        commit(new Change().retryDone(new MessageKey(BOB, "<m1>")));
        assertThat(journal().retriesDue(Instant.MAX, 10)).containsExactly(other);
    }

    @Test
    void a_retry_that_is_done_in_the_batch_that_schedules_it_is_not_there() {
        commit(new Change()
                .retry(retry(BOB, "<m1>", 1, T))
                .retry(retry(BOB, "<m2>", 1, T))
                .retry(retry(BOB, "<m2>", 2, T))
                .retryDone(new MessageKey(BOB, "<m1>")));

        assertThat(journal().retriesDue(Instant.MAX, 10)).containsExactly(retry(BOB, "<m2>", 2, T));
    }

    @Test
    void every_kind_of_action_comes_out_of_the_outbox_as_it_went_in() {
        List<Action> actions = List.of(
                new Action.MarkBounced(),
                new Action.Unsubscribe(),
                new Action.Suppress(),
                new Action.Keep(),
                new Action.ScheduleRetry(T.plusNanos(1)),
                new Action.Retry(2, 3, "smtp-1"),
                new Action.Retry(1, 1, null),
                new Action.GiveUp(),
                new Action.HoldForReview(T.plusSeconds(86_400)),
                new Action.FlagSendingIp("192.0.2.1"),
                new Action.FlagSendingIp(null),
                new Action.PauseCampaign("c \"1\""),
                new Action.Throttle("example.com", "10/min"),
                new Action.Alert("complaints", "c1", 0.1 + 0.2, 10_000L, 0.001, "look\nhere"),
                new Action.Alert("trap", "c1", null, null, null, null),
                new Action.Notify("subscriber.bounced"),
                new Action.Reactivate());
        Change change = new Change();
        List<Outgoing> sent = new ArrayList<>();
        for (Action action : actions) {
            Outgoing outgoing = new Outgoing(
                    "k" + sent.size(),
                    BOB,
                    action,
                    T.plusNanos(7),
                    "e1",
                    "<m1>",
                    "news",
                    "s1",
                    "c1",
                    "5.1.1",
                    "hard",
                    "550 5.1.1 no such user");
            sent.add(outgoing);
            change.action(outgoing);
        }
        commit(change);

        assertThat(journal().outbox(T, 100)).containsExactlyElementsOf(sent);
        assertThat(journal().outbox(T, 3)).containsExactlyElementsOf(sent.subList(0, 3));
    }

    @Test
    void actions_wait_until_they_are_delivered_and_keep_their_order_for_an_address() {
        commit(new Change().action(action("b1", BOB)).action(action("e1", EVE)).action(action("b2", BOB)));

        journal().failed("b1", "the host is down", T.plusSeconds(60));
        assertThat(keys(T)).containsExactly("e1");
        assertThat(keys(T.plusSeconds(60))).containsExactly("b1", "e1", "b2");

        journal().delivered(List.of("b1", "e1"));
        assertThat(keys(T)).containsExactly("b2");

        commit(new Change().action(action("b3", BOB)));
        journal().failed("b2", "the host will never do this", null);
        assertThat(keys(T)).containsExactly("b3");
        journal().delivered(List.of("b3", "unknown"));
        journal().delivered(List.of());
        journal().failed("unknown", "it is gone", T);
        assertThat(keys(T)).isEmpty();
    }

    @Test
    void what_was_committed_is_there_after_a_restart() {
        Event event = bounce("e1", T).build();
        MessageKey message = new MessageKey(BOB, "<m1>");
        Timer hold = new Timer(BOB, Timer.HOLD, T.plusSeconds(5));
        commit(new Change()
                .entry(event, soft(event, Reason.MAILBOX_FULL, "4.2.2"))
                .history(BOB, History.NONE.softRun(1, T))
                .message(message, MessageState.NONE)
                .timer(hold)
                .retry(retry(BOB, "<m1>", 1, T))
                .action(action("k1", BOB))
                .action(action("k2", EVE)));
        journal().failed("k2", "the host is down", T.plusSeconds(60));
        List<LogRow> before = rows(ALL);
        Totals figures = journal().reader().totals();
        assumeTrue(restart(), "this journal does not survive its process");

        assertThat(rows(ALL)).isEqualTo(before);
        assertThat(journal().reader().totals()).isEqualTo(figures);
        assertThat(journal().timersDue(Instant.MAX, 10)).containsExactly(hold);
        assertThat(journal().retriesDue(Instant.MAX, 10)).containsExactly(retry(BOB, "<m1>", 1, T));
        assertThat(keys(T)).containsExactly("k1");
        commit(new Change().event(bounce("e2", T).build()));
        assertThat(rows(ALL)).hasSize(2);
        assertThat(rows(ALL).get(1).seq()).isGreaterThan(before.get(0).seq());
    }

    private List<String> keys(Instant now) {
        return journal().outbox(now, 100).stream().map(Outgoing::key).toList();
    }
}
