package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.api.CaromException;
import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Held;
import io.carom.spi.History;
import io.carom.spi.Incident;
import io.carom.spi.Incident.Hand;
import io.carom.spi.Incident.Part;
import io.carom.spi.Incident.Reach;
import io.carom.spi.Incident.Sample;
import io.carom.spi.Incident.State;
import io.carom.spi.IncidentChange;
import io.carom.spi.IncidentNews;
import io.carom.spi.IncidentNews.Kind;
import io.carom.spi.Incidents;
import io.carom.spi.Incidents.Filter;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Incidents} must do. Extend it beside {@link JournalContract} for a journal that keeps incidents. */
public abstract class IncidentContract extends JournalFixture {
    private static final Act ACT = new Act(T.plusSeconds(1_000), "operator", "a test");

    private Incidents incidents() {
        return journal().incidents().orElseThrow();
    }

    private static Part part(String signal, String scope, double share, double weight) {
        return new Part(signal, scope, share, share + 0.1, 100L, null, "look", T, T.plusSeconds(9), 7, weight);
    }

    private static Incident incident(long number, String cause, State state, Reach reach, Part... parts) {
        return new Incident(
                number,
                "id-" + number,
                "",
                cause,
                "9 of 10 say so",
                state,
                T.plusSeconds(number),
                T.plusSeconds(number + 10),
                state == State.CLOSED ? T.plusSeconds(number + 20) : null,
                42,
                List.of(parts),
                List.of(new Sample("e1", T, "550 5.7.1 <…@example.com> blocked"), new Sample("e2", T, "")),
                reach,
                Hand.NONE);
    }

    private static Incident block(long number) {
        return incident(
                number,
                "refused ip:192.0.2.1",
                State.OPEN,
                Reach.NONE,
                part("domain_block", "domain:example.com", 0.4, 2.2),
                part("ip_reputation_wide", "ip:192.0.2.1", 0.06, 2.05));
    }

    private void write(Incident incident, Kind... news) {
        commit(new Change().aside(new IncidentChange(incident, List.of(news))));
    }

    @Test
    void an_incident_is_found_as_it_was_written_with_parts_and_evidence_in_their_order() {
        write(block(1), Kind.OPENED);

        assertThat(incidents().find(1)).contains(block(1));
        assertThat(incidents().open("")).containsExactly(block(1));
        assertThat(incidents().open("another")).isEmpty();
        assertThat(incidents().lastNumber()).isEqualTo(1);
        assertThat(incidents().find(2)).isEmpty();
    }

    @Test
    void a_later_commit_replaces_what_the_engine_says_and_keeps_what_people_said() {
        write(block(1), Kind.OPENED);
        assertThat(incidents().assign(1, "ann", ACT)).isTrue();
        assertThat(incidents().note(1, "I called them", ACT)).isTrue();
        assertThat(incidents().mute(1, T.plusSeconds(99), false, ACT)).isTrue();

        write(
                incident(
                        1,
                        "refused ip:192.0.2.1",
                        State.CLOSED,
                        new Reach(5, 2, 1, 1),
                        part("domain_block", "domain:example.com", 0.9, 2.2)),
                Kind.CLOSED);

        Incident now = incidents().find(1).orElseThrow();
        assertThat(now.state()).isEqualTo(State.CLOSED);
        assertThat(now.closed()).isEqualTo(T.plusSeconds(21));
        assertThat(now.reach()).isEqualTo(new Reach(5, 2, 1, 1));
        assertThat(now.leading().share()).isEqualTo(0.9);
        assertThat(now.hand()).isEqualTo(new Hand(T.plusSeconds(99), null, "ann", 1));
        assertThat(incidents().open("")).isEmpty();
        assertThat(incidents().notes(1)).containsExactly(new Incidents.Note(ACT, "I called them"));
    }

    @Test
    void incidents_are_filtered_paged_and_counted_newest_first() {
        write(block(1));
        write(incident(
                2, "dead campaign:c1", State.QUIET, Reach.NONE, part("campaign_failed_share", "campaign:c1", 1, 0)));
        write(incident(3, "full list:news", State.CLOSED, Reach.NONE, part("mailbox_full_creep", "list:news", 1, 3)));
        incidents().assign(2, "ann", ACT);

        assertThat(numbers(Filter.ALL)).containsExactly(3L, 2L, 1L);
        assertThat(numbers(filter(State.QUIET, null, null, null, null, null))).containsExactly(2L);
        assertThat(numbers(filter(null, "ip_reputation_wide", null, null, null, null)))
                .containsExactly(1L);
        assertThat(numbers(filter(null, null, "example.com", null, null, null))).containsExactly(1L);
        assertThat(numbers(filter(null, null, "list:news", null, null, null))).containsExactly(3L);
        assertThat(numbers(filter(null, null, null, "ann", null, null))).containsExactly(2L);
        assertThat(numbers(filter(null, null, null, null, T.plusSeconds(12), null)))
                .containsExactly(3L, 2L);
        assertThat(numbers(filter(null, null, null, null, null, T.plusSeconds(3))))
                .containsExactly(2L, 1L);
        assertThat(numbers(new Filter(null, null, null, null, null, null, null, 1, 1)))
                .containsExactly(2L);
        assertThat(incidents().count(new Filter(null, null, null, null, null, null, null, 1, 1)))
                .isEqualTo(3);
    }

    private List<Long> numbers(Filter filter) {
        return incidents().list(filter).stream().map(Incident::number).toList();
    }

    private static Filter filter(
            @Nullable State state,
            @Nullable String signal,
            @Nullable String scope,
            @Nullable String assignee,
            @Nullable Instant from,
            @Nullable Instant to) {
        return new Filter(state, signal, scope, assignee, from, to, null, 0, 0);
    }

    @Test
    void a_muted_cause_mutes_its_later_incidents_too_until_it_is_unmuted() {
        write(block(1));
        incidents().mute(1, T.plusSeconds(500), true, ACT);
        write(block(2));

        assertThat(incidents().find(2).orElseThrow().muted(T.plusSeconds(499))).isTrue();
        assertThat(incidents().find(2).orElseThrow().muted(T.plusSeconds(500))).isFalse();

        incidents().mute(2, null, true, ACT);
        assertThat(incidents().find(2).orElseThrow().muted(T)).isFalse();
        assertThat(incidents().find(1).orElseThrow().muted(T))
                .as("its own mute stays")
                .isTrue();
    }

    @Test
    void whoever_remembers_incidents_sees_that_somebody_changed_one() {
        long before = incidents().revision();
        write(block(1));
        assertThat(incidents().revision()).isEqualTo(before + 1);
        incidents().note(1, "hm", ACT);
        assertThat(incidents().revision()).isEqualTo(before + 2);
        commit(new Change());
        assertThat(incidents().revision()).isEqualTo(before + 2);
    }

    @Test
    void what_is_not_there_cannot_be_changed() {
        assertThat(incidents().mute(9, T, true, ACT)).isFalse();
        assertThat(incidents().note(9, "?", ACT)).isFalse();
        assertThat(incidents().assign(9, null, ACT)).isFalse();
        assertThat(incidents().close(9, ACT)).isFalse();
    }

    @Test
    void an_incident_is_closed_by_hand_once_and_not_while_held_changes_wait() {
        write(incident(
                1, "blast_radius domain:example.com", State.OPEN, new Reach(1, 0, 0, 0), part("b", "domain:x", 1, 4)));
        hold(BOB, 1);
        assertThatThrownBy(() -> incidents().close(1, ACT))
                .isInstanceOf(CaromException.class)
                .hasMessageContaining("held");
        commit(new Change().history(BOB, History.NONE));

        assertThat(incidents().close(1, ACT)).isTrue();
        assertThat(incidents().close(1, ACT)).isFalse();
        assertThat(incidents().find(1).orElseThrow().state()).isEqualTo(State.CLOSED);
        assertThat(incidents().find(1).orElseThrow().closed()).isEqualTo(ACT.at());
        assertThat(incidents().news("log", 9)).isEmpty();
    }

    private void hold(AddressKey address, long incident) {
        commit(new Change()
                .history(
                        address,
                        History.NONE.hold(
                                new History.Hold("e-" + address.address(), T, T.plusSeconds(60), "{}", incident)))
                .timer(new Timer(address, Timer.HOLD, T.plusSeconds(60))));
    }

    @Test
    void held_changes_are_found_by_incident_and_paged() {
        hold(BOB, 1);
        hold(EVE, 1);
        hold(AddressKey.of("", "mia@example.net"), 2);
        commit(new Change()
                .history(
                        AddressKey.of("", "review@example.net"), History.NONE.hold(new History.Hold("e", T, T, "{}"))));

        List<Held> first = incidents().held(1, null, 1);
        assertThat(first).hasSize(1);
        assertThat(first.get(0).address()).isEqualTo(BOB);
        assertThat(first.get(0).hold()).isEqualTo(new History.Hold("e-bob@example.com", T, T.plusSeconds(60), "{}", 1));
        assertThat(incidents().held(1, BOB, 9)).extracting(Held::address).containsExactly(EVE);
        assertThat(incidents().held(3, null, 9)).isEmpty();
    }

    @Test
    void what_was_held_and_changed_by_hand_waits_no_more() {
        assumeTrue(journal().desk().isPresent(), "this journal has no desk");
        write(incident(1, "blast_radius ip:x", State.OPEN, new Reach(2, 0, 0, 0), part("b", "ip:x", 1, 4)));
        hold(BOB, 1);
        hold(EVE, 1);

        journal().desk().orElseThrow().changeStatus(List.of(BOB), SubscriberStatus.UNSUBSCRIBED, ACT);
        assertThat(incidents().find(1).orElseThrow().reach().waiting()).isEqualTo(1);
        journal().desk().orElseThrow().erase(EVE.address(), ACT);
        assertThat(incidents().find(1).orElseThrow().reach().waiting()).isZero();
        assertThat(incidents().held(1, null, 9)).isEmpty();
    }

    @Test
    void each_sink_is_told_everything_in_order_until_it_says_so() {
        write(block(1), Kind.OPENED);
        assertThat(incidents().news("log", 9)).extracting(IncidentNews::kind).containsExactly(Kind.OPENED);
        assertThat(incidents().news("log", 9)).hasSize(1);
        write(block(1), Kind.GREW, Kind.CLOSED);
        List<IncidentNews> all = incidents().news("log", 9);
        assertThat(all).extracting(IncidentNews::kind).containsExactly(Kind.OPENED, Kind.GREW, Kind.CLOSED);
        assertThat(all).extracting(IncidentNews::key).doesNotHaveDuplicates();
        assertThat(incidents().news("log", 2)).hasSize(2);

        incidents().told("log", all.get(1).pos());

        assertThat(incidents().news("log", 9)).extracting(IncidentNews::kind).containsExactly(Kind.CLOSED);
        assertThat(incidents().untold("log")).isEqualTo(1);
        assertThat(incidents().untold("mail")).isEqualTo(3);
    }

    @Test
    void a_new_sink_is_not_told_of_what_is_over() {
        write(
                incident(1, "full list:a", State.CLOSED, Reach.NONE, part("s", "list:a", 1, 1)),
                Kind.OPENED,
                Kind.CLOSED);
        assertThat(incidents().news("late", 9)).isEmpty();
        write(block(2), Kind.OPENED);
        assertThat(incidents().news("late", 9)).extracting(IncidentNews::kind).containsExactly(Kind.OPENED);
        assertThat(incidents().news("later", 9)).hasSize(1);
    }

    @Test
    void everything_survives_a_restart() {
        write(block(1), Kind.OPENED);
        incidents().assign(1, "ann", ACT);
        hold(BOB, 1);
        long revision = incidents().revision();
        assumeTrue(restart(), "nothing survives in memory");

        assertThat(incidents().find(1).orElseThrow().hand().assignee()).isEqualTo("ann");
        assertThat(incidents().revision()).isEqualTo(revision);
        assertThat(incidents().held(1, null, 9)).hasSize(1);
        assertThat(incidents().news("log", 9)).hasSize(1);
    }
}
