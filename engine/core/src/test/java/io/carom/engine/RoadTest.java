package io.carom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.JournalException;
import io.carom.api.Phase;
import io.carom.api.Promotion;
import io.carom.api.Proof;
import io.carom.api.Proposal;
import io.carom.api.RetrySchedule;
import io.carom.api.ServerContext;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.engine.alert.WatchSettings;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicySettings;
import io.carom.engine.policy.Traps;
import io.carom.spi.Batch;
import io.carom.spi.ScriptBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoadTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T10:00:00Z");
    private static final SubscriberChange TO_BOUNCED =
            new SubscriberChange(SubscriberStatus.SUBSCRIBED, SubscriberStatus.BOUNCED);

    private PolicySettings.Caps caps = new PolicySettings.Caps(Duration.ofHours(1), 0, 0, Duration.ofDays(30));
    private final FixedRules rules = new FixedRules()
            .rule(
                    Phase.ACTION,
                    "stock/dead",
                    0,
                    f -> f.getBounceType().equals("hard") && f.getFault().equals("recipient"),
                    new Proposal.MarkBounced())
            .rule(
                    Phase.ACTION,
                    "stock/engaged",
                    50,
                    f -> f.isEngaged()
                            && f.getFault().equals("recipient")
                            && f.getBounceType().equals("hard"),
                    new Proposal.Hold(Duration.ofHours(24)))
            .rule(
                    Phase.ACTION,
                    "stock/complaint",
                    0,
                    f -> f.getEvent().equals("complaint"),
                    new Proposal.Unsubscribe(true));
    private MemoryJournal journal = new MemoryJournal();
    private Road road;

    private Policy policy() {
        Map<String, RetrySchedule> schedules = Map.of(
                "default", new RetrySchedule("default", List.of(Duration.ofHours(1), Duration.ofHours(6))),
                "gentle", new RetrySchedule("gentle", List.of(Duration.ofHours(2))));
        PolicySettings settings = new PolicySettings(
                "test",
                "1",
                schedules,
                Set.of(),
                PolicySettings.EMPTY.greylisting(),
                new PolicySettings.Promotions(3, 3, Duration.ofDays(14), null),
                Duration.ofDays(30),
                caps,
                WatchSettings.NONE,
                Map.of("default", EnumSet.complementOf(EnumSet.of(Proof.NONE))));
        return new Policy(
                "digest",
                settings,
                new FixedClassifier(),
                rules,
                ScriptBook.EMPTY,
                Traps.read(List.of(), new ArrayList<>()),
                List.of());
    }

    private Decision decide(Event event) {
        if (road == null) {
            road = new Road(policy(), journal, "", true, 1_000);
        }
        return road.take(List.of(event)).get(0).decision().orElseThrow();
    }

    private static Event.Builder bounce(String text, Instant at) {
        return Event.of(EventKind.BOUNCE, at, "bob@example.com").reply(text);
    }

    @Test
    void a_dead_address_is_bounced_at_the_first_occurrence_and_the_world_is_told() {
        Decision decision = decide(bounce("hard user_unknown", MONDAY).id("e1").build());
        assertThat(decision.subscriber()).isEqualTo(TO_BOUNCED);
        assertThat(decision.actions())
                .containsExactly(new Action.MarkBounced(), new Action.Notify("subscriber.bounced"));
        assertThat(journal.outbox(MONDAY, 10)).hasSize(2);
        assertThat(decide(bounce("hard user_unknown", MONDAY.plusSeconds(9))
                                .id("e2")
                                .build())
                        .subscriber())
                .as("bounced already")
                .isNull();
    }

    @Test
    void no_rule_can_bounce_an_address_for_somebody_elses_fault() {
        rules.rule(Phase.ACTION, "acme/too-eager", 100, f -> true, new Proposal.Suppress());
        Decision decision = decide(bounce("hard ip_reputation", MONDAY).build());
        assertThat(decision.subscriber()).isNull();
        assertThat(decision.refused()).hasSize(1);
        assertThat(decision.refused().get(0).by()).isEqualTo("acme/too-eager");
        assertThat(decision.refused().get(0).why()).isEqualTo("fault is sender");
        assertThat(decision.because()).anyMatch(line -> line.outcome() == Because.Outcome.REFUSED);
    }

    @Test
    void what_nobody_vouches_for_is_recorded_and_changes_nothing() {
        Decision forged = decide(bounce("hard user_unknown", MONDAY)
                .message("m1")
                .proof(Proof.NONE)
                .id("forged")
                .build());
        assertThat(forged.subscriber()).isNull();
        assertThat(forged.refused()).hasSize(1);
        assertThat(journal.outbox(MONDAY, 10)).isEmpty();
        Decision genuine = decide(
                bounce("hard user_unknown", MONDAY).message("m1").id("genuine").build());
        assertThat(genuine.duplicate())
                .as("a forged report takes nothing from the genuine one")
                .isFalse();
        assertThat(genuine.subscriber()).isEqualTo(TO_BOUNCED);
    }

    @Test
    void a_report_that_names_a_message_we_sent_to_this_address_is_proven_by_it() {
        road = new Road(policy(), journal, "", false, 1_000);
        road.take(List.of(Event.of(EventKind.SENT, MONDAY, "bob@example.com")
                .message("m1")
                .build()));
        Event.Builder report = bounce("hard user_unknown", MONDAY.plusSeconds(60))
                .message("m1")
                .proof(Proof.NONE);
        Event other = Event.of(EventKind.BOUNCE, MONDAY.plusSeconds(30), "eve@example.com")
                .reply("hard user_unknown")
                .message("m1")
                .proof(Proof.NONE)
                .build();
        assertThat(decide(other).subscriber())
                .as("a real Message-ID with another address")
                .isNull();
        assertThat(decide(report.build()).subscriber()).isEqualTo(TO_BOUNCED);
    }

    @Test
    void a_soft_bounce_is_retried_by_the_servers_policy_until_it_is_hard() {
        road = new Road(policy(), journal, "", false, 1_000);
        road.take(List.of(new ServerContext("s1", "gentle", null)));
        Decision first = decide(
                bounce("soft mailbox_full", MONDAY).server("s1").message("m").build());
        assertThat(first.retry())
                .isEqualTo(new io.carom.api.RetryPlan("gentle", 1, 1, MONDAY.plus(Duration.ofHours(2))));
        assertThat(journal.retriesDue(MONDAY.plus(Duration.ofDays(1)), 10)).hasSize(1);
        Decision last = decide(bounce("soft mailbox_full", MONDAY.plus(Duration.ofHours(2)))
                .server("s1")
                .message("m")
                .build());
        assertThat(last.classification().promoted()).isEqualTo(Promotion.RETRIES_EXHAUSTED);
        assertThat(last.subscriber()).isEqualTo(TO_BOUNCED);
        assertThat(journal.retriesDue(MONDAY.plus(Duration.ofDays(1)), 10)).isEmpty();
    }

    @Test
    void used_up_retries_of_a_senders_fault_give_up_and_keep_the_address() {
        Decision last = decide(
                bounce("soft rate_limited", MONDAY).attempt(3).message("m").build());
        assertThat(last.classification().promoted()).isEqualTo(Promotion.RETRIES_EXHAUSTED);
        assertThat(last.subscriber()).isNull();
        assertThat(last.actions()).containsExactly(new Action.GiveUp());
    }

    @Test
    void messages_in_a_row_count_once_each_and_a_delivery_begins_anew() {
        for (int message = 1; message <= 2; message++) {
            decide(bounce("soft mailbox_full", MONDAY.plusSeconds(message))
                    .message("m" + message)
                    .attempt(1)
                    .build());
            decide(bounce("soft mailbox_full", MONDAY.plusSeconds(message + 5))
                    .message("m" + message)
                    .attempt(2)
                    .build());
        }
        decide(Event.of(EventKind.DELIVERY, MONDAY.plusSeconds(20), "bob@example.com")
                .build());
        assertThat(decide(bounce("soft mailbox_full", MONDAY.plusSeconds(30))
                                .message("m3")
                                .build())
                        .classification()
                        .promoted())
                .isNull();
        decide(bounce("soft mailbox_full", MONDAY.plusSeconds(31)).message("m4").build());
        Decision third = decide(bounce("soft mailbox_full", MONDAY.plusSeconds(32))
                .message("m5")
                .build());
        assertThat(third.classification().promoted()).isEqualTo(Promotion.CONSECUTIVE_SOFT);
        assertThat(third.subscriber()).isEqualTo(TO_BOUNCED);
    }

    @Test
    void a_receiver_that_is_gone_for_two_weeks_flips_the_address_a_short_outage_does_not() {
        decide(bounce("soft network_error", MONDAY).message("m1").build());
        decide(bounce("soft network_error", MONDAY.plus(Duration.ofDays(1)))
                .message("m2")
                .build());
        assertThat(decide(bounce("soft network_error", MONDAY.plus(Duration.ofDays(2)))
                                .message("m3")
                                .build())
                        .classification()
                        .promoted())
                .isNull();
        Decision late = decide(bounce("soft network_error", MONDAY.plus(Duration.ofDays(15)))
                .message("m4")
                .build());
        assertThat(late.classification().promoted()).isEqualTo(Promotion.UNREACHABLE);
        assertThat(late.subscriber()).isEqualTo(TO_BOUNCED);
    }

    @Test
    void an_engaged_subscriber_is_held_and_bounced_only_without_a_sign_of_life() {
        decideNothing(Event.of(EventKind.OPENED, MONDAY.minus(Duration.ofDays(2)), "bob@example.com")
                .build());
        Decision held = decide(bounce("hard user_unknown", MONDAY).id("e1").build());
        assertThat(held.subscriber()).isNull();
        assertThat(held.actions()).containsExactly(new Action.HoldForReview(MONDAY.plus(Duration.ofHours(24))));
        Receipt later = road.take(List.of(Event.of(EventKind.SENT, MONDAY.plus(Duration.ofHours(25)), "eve@example.com")
                        .build()))
                .get(0);
        assertThat(later.timers()).hasSize(1);
        assertThat(later.timers().get(0).timer()).isEqualTo("hold");
        assertThat(later.timers().get(0).at()).isEqualTo(MONDAY.plus(Duration.ofHours(24)));
        assertThat(later.timers().get(0).subscriber()).isEqualTo(TO_BOUNCED);
    }

    @Test
    void a_delivery_during_the_hold_keeps_the_subscriber() {
        decideNothing(Event.of(EventKind.CLICKED, MONDAY.minus(Duration.ofDays(2)), "bob@example.com")
                .build());
        decide(bounce("hard user_unknown", MONDAY).build());
        decide(Event.of(EventKind.DELIVERY, MONDAY.plus(Duration.ofHours(3)), "bob@example.com")
                .build());
        List<Decision> fired = road.fireTimers(MONDAY.plus(Duration.ofHours(24)));
        assertThat(fired).hasSize(1);
        assertThat(fired.get(0).subscriber()).isNull();
        assertThat(fired.get(0).actions()).containsExactly(new Action.Keep());
        assertThat(road.fireTimers(MONDAY.plus(Duration.ofDays(9)))).isEmpty();
    }

    @Test
    void one_failure_counts_once_by_whatever_way_it_arrives() {
        decide(bounce("soft mailbox_full", MONDAY)
                .message("m")
                .attempt(1)
                .id("smtp")
                .build());
        Decision report = decide(bounce("soft mailbox_full", MONDAY.plusSeconds(60))
                .message("m")
                .source(EventSource.DSN)
                .id("dsn")
                .build());
        assertThat(report.duplicate()).isTrue();
        assertThat(report.retry()).isNull();
        assertThat(report.actions()).isEmpty();
        Decision stronger = decide(bounce("hard user_unknown", MONDAY.plusSeconds(90))
                .message("m")
                .source(EventSource.DSN)
                .id("dsn2")
                .build());
        assertThat(stronger.duplicate()).as("soft, then hard, raises it once").isFalse();
        assertThat(stronger.subscriber()).isEqualTo(TO_BOUNCED);
        assertThat(decide(bounce("hard user_unknown", MONDAY.plusSeconds(95))
                                .message("m")
                                .id("again")
                                .build())
                        .duplicate())
                .isTrue();
    }

    @Test
    void the_same_event_is_recorded_once() {
        Event event = bounce("hard user_unknown", MONDAY).build();
        assertThat(decide(event).duplicate()).isFalse();
        Receipt again = road.take(List.of(event)).get(0);
        assertThat(again.recorded()).isFalse();
        assertThat(again.decision().orElseThrow().duplicate()).isTrue();
        assertThat(journal.reader().totals().events()).isEqualTo(1);
    }

    @Test
    void beyond_the_cap_changes_are_held_for_an_operator_and_said_once() {
        caps = new PolicySettings.Caps(Duration.ofHours(1), 3, 0.02, Duration.ofDays(30));
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Event event = Event.of(EventKind.BOUNCE, MONDAY.plusSeconds(i), "u" + i + "@example.com")
                    .reply("hard user_unknown")
                    .build();
            decisions.add(decide(event));
        }
        assertThat(decisions.stream().filter(d -> d.subscriber() != null)).hasSize(3);
        assertThat(decisions.get(3).actions()).hasSize(2);
        assertThat(decisions.get(3).actions().get(1)).isInstanceOf(Action.Alert.class);
        assertThat(decisions.get(4).actions()).hasSize(1);
        List<Decision> fired = road.fireTimers(MONDAY.plus(Duration.ofDays(31)));
        assertThat(fired).hasSize(3).allMatch(d -> d.subscriber() == null);
    }

    @Test
    void what_is_held_and_carried_out_is_what_was_asked_for_and_no_sign_of_life_forgives_it() {
        PolicySettings.HeldChanges carriedOut = new PolicySettings.HeldChanges(
                new PolicySettings.HeldChanges.Fate(Duration.ofHours(12), true), Map.of());
        caps = new PolicySettings.Caps(
                Duration.ofHours(1), new PolicySettings.Cap(1, 0), Map.of(), Map.of(), carriedOut);
        rules.rule(
                Phase.ACTION, "acme/never-again", 100, f -> f.getFault().equals("recipient"), new Proposal.Suppress());
        for (String who : List.of("a@example.com", "b@example.com")) {
            decide(Event.of(EventKind.BOUNCE, MONDAY, who)
                    .reply("hard user_unknown")
                    .build());
        }
        road.take(List.of(Event.of(EventKind.OPENED, MONDAY.plusSeconds(60), "b@example.com")
                .build()));
        Decision carried = road.fireTimers(MONDAY.plus(Duration.ofHours(12))).get(0);
        assertThat(carried.subscriber())
                .isEqualTo(new SubscriberChange(SubscriberStatus.SUBSCRIBED, SubscriberStatus.SUPPRESSED));
        assertThat(carried.actions()).containsExactly(new Action.Suppress());
    }

    @Test
    void an_hour_later_the_cap_begins_anew() {
        caps = new PolicySettings.Caps(Duration.ofHours(1), 1, 0.0, Duration.ofDays(30));
        decide(Event.of(EventKind.BOUNCE, MONDAY, "a@example.com")
                .reply("hard user_unknown")
                .build());
        Decision later = decide(Event.of(EventKind.BOUNCE, MONDAY.plus(Duration.ofHours(2)), "b@example.com")
                .reply("hard user_unknown")
                .build());
        assertThat(later.subscriber()).isEqualTo(TO_BOUNCED);
    }

    @Test
    void an_operators_rule_beats_the_stock_rule_and_the_loser_stays_visible() {
        rules.rule(Phase.ACTION, "acme/keep", -50, f -> true, new Proposal.Keep());
        Decision decision = decide(bounce("hard user_unknown", MONDAY).build());
        assertThat(decision.subscriber()).isNull();
        assertThat(decision.actions()).containsExactly(new Action.Keep());
        assertThat(decision.because())
                .anyMatch(line -> line.rule().equals("stock/dead") && line.outcome() == Because.Outcome.LOST);
    }

    @Test
    void a_batch_that_the_journal_refuses_leaves_no_trace() {
        boolean[] broken = {true};
        MemoryJournal memory = new MemoryJournal();
        road = new Road(policy(), new Refusing(memory, broken), "", false, 1_000);
        List<Event> events = List.of(
                bounce("soft mailbox_full", MONDAY).message("m").build(),
                Event.of(EventKind.COMPLAINT, MONDAY.plusSeconds(1), "eve@example.com")
                        .build());
        assertThatThrownBy(() -> road.take(events)).isInstanceOf(JournalException.class);
        assertThat(memory.reader().totals().events()).isZero();
        broken[0] = false;
        List<Receipt> receipts = road.take(events);
        assertThat(receipts.get(0).decision().orElseThrow().retry().attempt()).isEqualTo(1);
        assertThat(receipts.get(1).decision().orElseThrow().subscriber().to()).isEqualTo(SubscriberStatus.COMPLAINED);
    }

    private void decideNothing(Event event) {
        road = new Road(policy(), journal, "", true, 1_000);
        assertThat(road.take(List.of(event)).get(0).decision()).isEmpty();
    }

    /** A journal that refuses while it is told to. */
    private static final class Refusing extends ForwardingJournal {
        private final boolean[] broken;

        Refusing(MemoryJournal behind, boolean[] broken) {
            super(behind);
            this.broken = broken;
        }

        @Override
        public void commit(Batch batch) {
            if (broken[0]) {
                throw new JournalException("the disk is full", false, null);
            }
            super.commit(batch);
        }
    }
}
