package io.carom.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Action;
import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.engine.alert.Signal;
import io.carom.engine.alert.Watch;
import io.carom.engine.alert.WatchSettings;
import io.carom.engine.memory.MemoryJournal;
import io.carom.spi.Act;
import io.carom.spi.Aside;
import io.carom.spi.Batch;
import io.carom.spi.Incident;
import io.carom.spi.Incident.State;
import io.carom.spi.Incidents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");
    private static final WatchSettings SETTINGS = new WatchSettings(
            List.of(
                    signal("domain_block", Signal.Scope.DOMAIN, "5.7", null, 0.2),
                    signal("campaign_failed_share", Signal.Scope.CAMPAIGN, null, null, 0.1),
                    signal("too_large", Signal.Scope.CAMPAIGN, null, "message_too_large", 0.01)),
            5,
            Duration.ofMinutes(10),
            5,
            Duration.ofMinutes(60),
            10_000);

    private final MemoryJournal journal = new MemoryJournal();
    private final Watch watch = new Watch(SETTINGS);
    private Ledger ledger = ledger();
    private int number;

    private static Signal signal(
            String name, Signal.Scope scope, @Nullable String subject, @Nullable String reason, double above) {
        return new Signal(
                name, scope, Duration.ofMinutes(60), above, null, subject, reason, false, false, 0, false, null, 1);
    }

    private Ledger ledger() {
        return new Ledger("", journal.incidents().orElseThrow(), SETTINGS);
    }

    private void commit() {
        List<Aside> asides = new ArrayList<>(ledger.drain());
        journal.commit(new Batch(
                List.of(), Map.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Map.of(),
                Map.of(), asides));
    }

    private List<Incident> incidents() {
        commit();
        return journal.incidents().orElseThrow().list(Incidents.Filter.ALL);
    }

    private Event failure(Instant at, String domain, String campaign, String ip) {
        return Event.of(EventKind.BOUNCE, at, "bob@" + domain)
                .id("e" + ++number)
                .campaign(campaign)
                .sendingIp(ip)
                .diagnostic("550 <bob@" + domain + "> refused")
                .build();
    }

    private static Classification what(String status, Reason reason) {
        return new Classification(
                EventKind.BOUNCE,
                BounceType.HARD,
                reason.fault(),
                reason,
                EnhancedStatus.parse(status).orElseThrow(),
                550,
                null,
                false);
    }

    private static Decision decision(Event event, Classification what, Action... actions) {
        return new Decision(
                event.id(),
                null,
                event.recipient(),
                event.at(),
                "d",
                what,
                null,
                null,
                List.of(actions),
                List.of(),
                List.of(),
                false);
    }

    /** Failures at a domain until its signal passes or they are used up; whatever passes raises an alert. */
    private void fails(int times, Instant from, String domain, String campaign, String ip, Classification what) {
        for (int i = 0; i < times; i++) {
            Event event = failure(from.plusSeconds(i), domain, campaign, ip);
            List<Watch.Alarm> alarms = watch.reported(event, domain, what, null, false);
            ledger.advance(event.at());
            ledger.decided(
                    event,
                    domain,
                    decision(event, what, alarms.stream().map(LedgerTest::alert).toArray(Action[]::new)),
                    watch.continuing(),
                    watch);
        }
    }

    private static Action alert(Watch.Alarm alarm) {
        return new Action.Alert(
                alarm.signal(),
                alarm.scope(),
                alarm.share(),
                alarm.volume(),
                alarm.baseline(),
                "look at " + alarm.scope());
    }

    @Test
    void several_receivers_that_block_one_ip_are_one_incident_with_its_parts() {
        Classification blocked = what("5.7.1", Reason.IP_REPUTATION);
        fails(60, T, "a.example", "c1", "192.0.2.1", blocked);
        fails(60, T.plusSeconds(60), "b.example", "c2", "192.0.2.1", blocked);

        assertThat(incidents()).singleElement().satisfies(one -> {
            assertThat(one.cause()).isEqualTo("refused ip:192.0.2.1");
            assertThat(one.why()).contains("share ip:192.0.2.1");
            assertThat(one.parts())
                    .extracting(Incident.Part::scope)
                    .contains("domain:a.example", "domain:b.example", "campaign:c1", "campaign:c2");
            assertThat(one.leading().signal()).as("the one that says most").isEqualTo("domain_block");
            assertThat(one.evidence())
                    .hasSize(25)
                    .allMatch(sample -> sample.text().contains("<…@"));
            assertThat(one.events()).isGreaterThan(50);
        });
    }

    @Test
    void another_kind_of_trouble_at_the_same_place_is_another_incident() {
        fails(30, T, "a.example", "c1", "192.0.2.1", what("5.7.1", Reason.IP_REPUTATION));
        fails(60, T.plusSeconds(60), "b.example", "c3", "192.0.2.1", what("5.3.4", Reason.MESSAGE_TOO_LARGE));

        assertThat(incidents())
                .extracting(Incident::cause)
                .containsExactly("content campaign:c3", "refused ip:192.0.2.1");
    }

    @Test
    void an_incident_becomes_quiet_and_closes_by_itself_and_does_not_repeat_meanwhile() {
        Classification blocked = what("5.7.1", Reason.IP_REPUTATION);
        fails(30, T, "a.example", "c1", "192.0.2.1", blocked);
        Instant last = T.plusSeconds(29);
        assertThat(incidents()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.OPEN);
            assertThat(one.lastSeen()).isEqualTo(last);
        });

        ledger.advance(last.plus(Duration.ofMinutes(11)));
        assertThat(incidents().get(0).state()).isEqualTo(State.QUIET);
        fails(10, last.plus(Duration.ofMinutes(20)), "a.example", "c1", "192.0.2.1", blocked);
        assertThat(incidents())
                .singleElement()
                .satisfies(one -> assertThat(one.state()).isEqualTo(State.OPEN));

        ledger.advance(last.plus(Duration.ofHours(5)));
        assertThat(incidents()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.CLOSED);
            assertThat(one.closed()).isEqualTo(one.lastSeen().plus(Duration.ofMinutes(60)));
        });
        assertThat(journal.incidents().orElseThrow().news("x", 9)).isEmpty();
    }

    @Test
    void the_same_events_give_the_same_incidents_with_a_restart_in_the_middle() {
        Classification blocked = what("5.7.1", Reason.IP_REPUTATION);
        LedgerTest other = new LedgerTest();
        for (LedgerTest one : List.of(this, other)) {
            one.fails(30, T, "a.example", "c1", "192.0.2.1", blocked);
            one.commit();
            if (one == other) {
                one.ledger = one.ledger();
                one.ledger.reopen(one.watch);
            }
            one.fails(30, T.plusSeconds(60), "b.example", "c2", "192.0.2.1", blocked);
            one.ledger.advance(T.plus(Duration.ofHours(4)));
        }
        assertThat(other.incidents()).isEqualTo(incidents());
    }

    @Test
    void what_somebody_closed_by_hand_is_learnt_before_the_next_batch() {
        Classification blocked = what("5.7.1", Reason.IP_REPUTATION);
        fails(30, T, "a.example", "c1", "192.0.2.1", blocked);
        commit();
        journal.incidents().orElseThrow().close(1, new Act(T.plusSeconds(40), "ann", ""));

        ledger.refresh();
        fails(10, T.plusSeconds(60), "a.example", "c1", "192.0.2.1", blocked);

        assertThat(incidents()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.CLOSED);
            assertThat(one.closed()).isEqualTo(T.plusSeconds(40));
        });
    }

    @Test
    void what_a_script_says_is_an_incident_and_traps_of_one_campaign_are_one() {
        Classification refused = what("5.7.1", Reason.POLICY_REJECTED);
        for (String domain : List.of("a.example", "b.example", "c.example")) {
            Event event = failure(T, domain, "c1", "192.0.2.1");
            Action trap = new Action.Alert("suspected_trap", "address:bob@" + domain, null, null, null, "look");
            ledger.decided(event, domain, decision(event, refused, trap), List.of(), watch);
        }
        Event event = failure(T, "d.example", "c1", "192.0.2.1");
        Action said = new Action.Alert("ip_blocklisted", "domain:d.example", null, null, null, null);
        ledger.decided(event, "d.example", decision(event, refused, said), List.of(), watch);

        assertThat(incidents())
                .extracting(Incident::cause)
                .containsExactly("ip_blocklisted domain:d.example", "suspected_trap campaign:c1");
        assertThat(incidents().get(1).parts()).hasSize(3);
        assertThat(incidents().get(1).events()).isEqualTo(3);
    }

    @Test
    void an_incident_of_held_changes_waits_for_a_decision_however_long_it_is_quiet() {
        Ledger.HeldIn first = ledger.held("domain:a.example", 200, "e1", T, "550 5.1.1");
        assertThat(first).isEqualTo(new Ledger.HeldIn(1, true));
        assertThat(ledger.held("domain:a.example", 200, "e2", T, "550 5.1.1")).isEqualTo(new Ledger.HeldIn(1, false));
        ledger.advance(T.plus(Duration.ofDays(3)));
        assertThat(incidents().get(0).state()).isEqualTo(State.QUIET);

        ledger.ended(1, HeldEnd.DISCARDED, T.plus(Duration.ofDays(3)));
        assertThat(incidents().get(0).state()).isEqualTo(State.QUIET);
        ledger.ended(1, HeldEnd.RELEASED, T.plus(Duration.ofDays(4)));
        assertThat(incidents()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.CLOSED);
            assertThat(one.reach()).isEqualTo(new Incident.Reach(2, 1, 1, 0));
        });
        assertThat(ledger.held("domain:a.example", 200, "e3", T.plus(Duration.ofDays(5)), "")
                        .incident())
                .isEqualTo(2);
    }
}
