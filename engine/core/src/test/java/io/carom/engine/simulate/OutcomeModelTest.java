package io.carom.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutcomeModelTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private final OutcomeModel model = new OutcomeModel(1);
    private int messages;

    private static Decision decision(Event event, Reason reason) {
        boolean failed = event.kind() == EventKind.BOUNCE;
        return new Decision(
                "e",
                null,
                event.recipient(),
                event.at(),
                "policy",
                new Classification(
                        event.kind(),
                        failed ? BounceType.SOFT : null,
                        failed ? reason.fault() : null,
                        reason,
                        null,
                        null,
                        null,
                        false),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    /** A message that fails and is tried again after {@code delay}. */
    private void retried(Reason reason, String domain, Duration delay, boolean delivered) {
        retried(model, reason, domain, delay, delivered);
    }

    private void retried(OutcomeModel model, Reason reason, String domain, Duration delay, boolean delivered) {
        String message = "m" + messages++;
        Event failed = Event.of(EventKind.BOUNCE, START, "a@" + domain).build();
        Event again = Event.of(delivered ? EventKind.DELIVERY : EventKind.BOUNCE, START.plus(delay), "a@" + domain)
                .build();
        model.learn(message, failed, decision(failed, reason), domain);
        model.learn(message, again, decision(again, delivered ? Reason.DELIVERED : reason), domain);
        // What failed again is given up, so that each message tells of one retry
        Event end = Event.of(EventKind.DELIVERY, START.plus(Duration.ofDays(30)), "a@" + domain)
                .build();
        if (!delivered) {
            model.learn(message, end, decision(end, Reason.DELIVERED), domain);
        }
    }

    private double share(Reason reason, String domain, Duration delay) {
        int delivered = 0;
        for (int i = 0; i < 4_000; i++) {
            long success =
                    model.succeeds(Seen.hash("draw " + i), reason, domain, START, START.plus(delay), OutcomeModel.MAIN);
            delivered += success != 0 ? 1 : 0;
        }
        return delivered / 4_000.0;
    }

    @Test
    void a_share_is_learnt_for_each_reason_receiver_and_delay() {
        for (int i = 0; i < 500; i++) {
            retried(Reason.GREYLISTED, "x.example", Duration.ofMinutes(20), i % 10 != 0);
            retried(Reason.MAILBOX_FULL, "x.example", Duration.ofHours(1), i % 20 == 0);
            retried(Reason.MAILBOX_FULL, "y.example", Duration.ofHours(1), i % 2 == 0);
        }

        assertThat(share(Reason.GREYLISTED, "x.example", Duration.ofMinutes(25)))
                .isCloseTo(0.9, within(0.03));
        assertThat(share(Reason.MAILBOX_FULL, "x.example", Duration.ofHours(1))).isCloseTo(0.05, within(0.03));
        assertThat(share(Reason.MAILBOX_FULL, "y.example", Duration.ofHours(1))).isCloseTo(0.5, within(0.03));
    }

    @Test
    void a_receiver_with_little_to_show_leans_on_all_receivers() {
        for (int i = 0; i < 1_000; i++) {
            retried(Reason.RATE_LIMITED, "large.example", Duration.ofHours(1), i % 5 != 0);
        }
        retried(Reason.RATE_LIMITED, "small.example", Duration.ofHours(1), false);

        assertThat(share(Reason.RATE_LIMITED, "small.example", Duration.ofHours(1)))
                .as("one failure says little against 1,000 others")
                .isBetween(0.65, 0.79);
        assertThat(share(Reason.RATE_LIMITED, "unheard.example", Duration.ofHours(1)))
                .isCloseTo(0.8, within(0.03));
    }

    @Test
    void without_any_history_it_is_a_coin_and_counted_as_a_guess() {
        assertThat(share(Reason.MAILBOX_FULL, "x.example", Duration.ofHours(1))).isCloseTo(0.5, within(0.03));
        assertThat(model.guessed()).isEqualTo(4_000);
    }

    @Test
    void seeds_differ_the_more_the_less_is_known() {
        double little = spreadAfter(4);
        double much = spreadAfter(2_000);

        assertThat(little).isGreaterThan(0.08);
        assertThat(much).isLessThan(0.02);
    }

    /** The standard deviation of what the seeds believe, drawn over many retries. */
    private double spreadAfter(int recorded) {
        OutcomeModel fresh = new OutcomeModel(5);
        for (int i = 0; i < recorded; i++) {
            retried(fresh, Reason.NETWORK_ERROR, "x.example", Duration.ofHours(1), i % 2 == 0);
        }
        int draws = 2_000;
        int[] each = new int[OutcomeModel.SEEDS];
        for (int i = 0; i < draws; i++) {
            long success = fresh.succeeds(
                    Seen.hash("spread " + i),
                    Reason.NETWORK_ERROR,
                    "x.example",
                    START,
                    START.plus(Duration.ofHours(1)),
                    OutcomeModel.ALL_SEEDS);
            for (int seed = 0; seed < each.length; seed++) {
                each[seed] += (success >>> seed & 1) == 1 ? 1 : 0;
            }
        }
        double mean = java.util.Arrays.stream(each).average().orElse(0) / draws;
        assertThat(mean).isCloseTo(0.5, within(0.1));
        return Math.sqrt(java.util.Arrays.stream(each)
                .mapToDouble(count -> Math.pow((double) count / draws - mean, 2))
                .average()
                .orElse(0));
    }

    @Test
    void the_same_retry_is_drawn_the_same() {
        long once = model.succeeds(
                7, Reason.GREYLISTED, "x.example", START, START.plusSeconds(900), OutcomeModel.ALL_SEEDS);
        long again = new OutcomeModel(1)
                .succeeds(7, Reason.GREYLISTED, "x.example", START, START.plusSeconds(900), OutcomeModel.ALL_SEEDS);

        assertThat(again).isEqualTo(once);
        assertThat(Long.bitCount(once)).isBetween(5, 35);
    }

    @Test
    void it_says_how_well_it_foretells_what_is_recorded() {
        assertThat(model.foretold()).isNull();
        for (int i = 0; i < 2_000; i++) {
            retried(Reason.GREYLISTED, "x.example", Duration.ofMinutes(20), i % 4 != 0);
        }

        SimulationReport.Foretold foretold = Objects.requireNonNull(model.foretold());
        assertThat(foretold.expected()).isCloseTo(foretold.delivered(), within(0.02));
        assertThat(foretold.error()).isLessThan(0.25);
    }
}
