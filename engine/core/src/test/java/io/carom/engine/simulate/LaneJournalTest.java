package io.carom.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carom.api.BounceType;
import io.carom.spi.MessageState;
import org.junit.jupiter.api.Test;

/** What is remembered, and what is forgotten. */
class LaneJournalTest {
    private static final MessageState FAILED = MessageState.NONE.failed(BounceType.SOFT, 1, true, 0, 0);

    @Test
    void the_latest_messages_of_an_address_are_known_and_older_ones_forgotten() {
        LaneJournal.Place place = new LaneJournal.Place();
        for (int i = 0; i < LaneJournal.MOST_MESSAGES + 10; i++) {
            place.message("m" + i, i % 2 == 0 ? MessageState.NONE : FAILED);
        }

        assertThat(place.message("m9")).isNull();
        assertThat(place.message("m10")).isEqualTo(MessageState.NONE);
        assertThat(place.message("m11")).isEqualTo(FAILED);
        assertThat(place.message("m" + (LaneJournal.MOST_MESSAGES + 9))).isEqualTo(FAILED);
    }

    @Test
    void a_copy_goes_its_own_way() {
        LaneJournal.Place place = new LaneJournal.Place();
        place.message("m", FAILED);
        LaneJournal.Place copy = place.copy();
        copy.message("m", MessageState.NONE);
        copy.message("n", FAILED);

        assertThat(place.message("m")).isEqualTo(FAILED);
        assertThat(place.message("n")).isNull();
    }

    @Test
    void an_id_is_seen_once_and_for_at_least_a_generation() {
        Seen seen = new Seen();
        for (int i = 0; i < Seen.GENERATION + 50_000; i++) {
            if (!seen.add("event-" + i)) {
                throw new AssertionError("event-" + i + " was taken for another");
            }
        }
        for (int i = 50_000; i < Seen.GENERATION + 50_000; i += 997) {
            if (seen.add("event-" + i)) {
                throw new AssertionError("event-" + i + " was forgotten");
            }
        }
    }

    @Test
    void intervals_hold_what_textbooks_say() {
        assertThat(Interval.of(0, 0)).isEqualTo(new Interval(0, 1));
        assertThat(Interval.of(10, 100).low()).isCloseTo(0.0552, within(0.0005));
        assertThat(Interval.of(10, 100).high()).isCloseTo(0.1744, within(0.0005));
        assertThat(Interval.ofDifference(0, 0, 0)).isEqualTo(new Interval(-1, 1));
        // 45 and 25 of 300 pairs: (20 / 302) -+ 1.96 sqrt((71/302 - (20/302)^2) / 302)
        Interval difference = Interval.ofDifference(45, 25, 300);
        assertThat(difference.low()).isCloseTo(0.0121, within(0.0005));
        assertThat(difference.high()).isCloseTo(0.1204, within(0.0005));
    }
}
