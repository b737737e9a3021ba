package io.carom.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Fault;
import io.carom.api.Reason;
import io.carom.api.RetryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the candidate meets of one address's record. */
class BranchTest {
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

    private final Branch branch = new Branch(true, OutcomeModel.ALL_SEEDS);

    private static Event event(EventKind kind, Duration after, @Nullable Integer attempt) {
        return Event.of(kind, TEN.plus(after), "a@x.example")
                .id(kind + " " + after)
                .message("<m@send.example>")
                .attempt(attempt)
                .reply(kind == EventKind.BOUNCE ? "452 4.2.2 full" : null)
                .build();
    }

    private static Decision decision(Event event, @Nullable Duration retryAfter) {
        RetryPlan plan = retryAfter == null
                ? null
                : new RetryPlan("default", 1, 3, event.at().plus(retryAfter));
        return new Decision(
                event.id(),
                null,
                event.recipient(),
                event.at(),
                "policy",
                new Classification(
                        event.kind(), BounceType.SOFT, Fault.RECIPIENT, Reason.MAILBOX_FULL, null, null, null, false),
                null,
                plan,
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    /** The first attempt fails; the baseline and the candidate retry after these times, or not at all. */
    private @Nullable Course fails(@Nullable Duration baseline, @Nullable Duration candidate) {
        Event first = event(EventKind.BOUNCE, Duration.ZERO, 1);
        assertThat(meets(first)).isTrue();
        return branch.decided(first, decision(first, baseline), decision(first, candidate));
    }

    private boolean meets(Event event) {
        return branch.meet(event, false, true).event() != null;
    }

    @Test
    void what_both_retry_alike_comes_as_it_is_recorded() {
        assertThat(fails(Duration.ofHours(1), Duration.ofMinutes(63))).isNull();

        assertThat(meets(event(EventKind.BOUNCE, Duration.ofHours(1), 2))).isTrue();
        assertThat(meets(event(EventKind.DELIVERY, Duration.ofHours(7), 3))).isTrue();
    }

    @Test
    void a_message_that_only_the_baseline_retries_ends_there() {
        fails(Duration.ofHours(1), null);

        Branch.Meeting later = branch.meet(event(EventKind.DELIVERY, Duration.ofHours(1), 2), false, true);
        assertThat(later.event()).isNull();
        assertThat(later.sendSpared()).isTrue();
        assertThat(meets(event(EventKind.OPENED, Duration.ofHours(2), null)))
                .as("nobody opens what was not delivered")
                .isFalse();
    }

    @Test
    void the_same_attempt_reported_twice_is_spared_once() {
        fails(Duration.ofHours(1), null);

        assertThat(branch.meet(event(EventKind.BOUNCE, Duration.ofHours(1), 2), false, true)
                        .sendSpared())
                .isTrue();
        assertThat(branch.meet(event(EventKind.BOUNCE, Duration.ofMinutes(70), 2), false, true)
                        .sendSpared())
                .isFalse();
    }

    @Test
    void a_recorded_result_near_the_candidates_own_time_is_its_result() {
        fails(Duration.ofHours(1), Duration.ofHours(6));
        assertThat(meets(event(EventKind.BOUNCE, Duration.ofHours(1), 2))).isFalse();

        Branch.Meeting found = branch.meet(event(EventKind.BOUNCE, Duration.ofMinutes(370), 3), false, true);
        assertThat(found.found()).isTrue();
        assertThat(Objects.requireNonNull(found.event()).attempt())
                .as("it is the candidate's second attempt")
                .isEqualTo(2);
    }

    @Test
    void a_later_retry_of_what_was_delivered_meanwhile_is_delivered() {
        Course course = Objects.requireNonNull(fails(Duration.ofHours(1), Duration.ofHours(6)));
        Event delivered = event(EventKind.DELIVERY, Duration.ofHours(1), 2);
        meets(delivered);
        course.recorded(delivered, decision(delivered, null));

        assertThat(course.impliesDelivery(Objects.requireNonNull(course.pending)))
                .isTrue();
        assertThat(course.lost()).as("it is still under way").isFalse();
    }

    @Test
    void an_earlier_retry_is_not_implied_by_what_came_later() {
        Course course = Objects.requireNonNull(fails(Duration.ofHours(6), Duration.ofHours(1)));

        assertThat(course.impliesDelivery(Objects.requireNonNull(course.pending)))
                .isFalse();
    }

    @Test
    void what_is_sent_to_somebody_whom_only_the_candidate_lost_is_spared_whole() {
        Event sent = event(EventKind.SENT, Duration.ZERO, 1);

        assertThat(branch.meet(sent, true, true).sendSpared()).isTrue();
        assertThat(branch.meet(event(EventKind.BOUNCE, Duration.ofSeconds(5), 1), true, true)
                        .leftOut())
                .isTrue();
        assertThat(branch.meet(event(EventKind.BOUNCE, Duration.ofHours(1), 2), true, true)
                        .sendSpared())
                .isTrue();
    }

    @Test
    void a_split_branch_goes_its_own_way() {
        Course course = Objects.requireNonNull(fails(Duration.ofHours(1), Duration.ofHours(6)));
        Branch fork = branch.split(3, new LaneJournal.Place(), null);
        course.delivered = true;

        assertThat(branch.seeds).isEqualTo(OutcomeModel.ALL_SEEDS & ~3L);
        assertThat(fork.seeds).isEqualTo(3);
        List<Course> courses = new ArrayList<>();
        fork.courses().forEach(courses::add);
        assertThat(courses).hasSize(1).allMatch(one -> !one.delivered && one.pending != null);
    }
}
