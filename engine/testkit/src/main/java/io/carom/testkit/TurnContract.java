package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.JournalException;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.Lookup;
import io.carom.spi.Timer;
import io.carom.spi.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How one of several processes decides at a time. Part of {@link JournalContract}; extend that. */
public abstract class TurnContract extends RetryContract {
    @Test
    void a_turn_looks_up_decides_and_commits() {
        try (Turn turn = journal().turn()) {
            assertThat(journal()
                            .load(new Lookup(Set.of("e1"), Set.of(BOB), Set.of(), Set.of(), Set.of()))
                            .events())
                    .isEmpty();
            assertThat(journal().nextTimer()).isEmpty();
            assertThat(journal().addresses("", null)).isZero();
            turn.commit(new Change()
                    .event(bounce("e1", T).build())
                    .history(BOB, History.NONE.softRun(1, T))
                    .timer(new Timer(BOB, Timer.HOLD, T))
                    .batch());
        }

        assertThat(journal().nextTimer()).contains(T);
        assertThat(journal().addresses("", BOB.domain())).isEqualTo(1);
        assertThat(rows(ALL)).hasSize(1);
    }

    @Test
    void a_turn_without_a_commit_changes_nothing_and_lets_the_next_one_in() {
        try (Turn turn = journal().turn()) {
            assertThat(turn.position()).isNotNull();
        }
        commit(new Change().event(bounce("e1", T).build()));
        assertThat(rows(ALL)).hasSize(1);
    }

    @Test
    void a_turn_whose_commit_is_refused_is_over_and_nothing_of_it_is_there() {
        commit(new Change().event(bounce("e1", T).build()));
        try (Turn turn = journal().turn()) {
            assertThatThrownBy(() -> turn.commit(new Change()
                            .event(bounce("e2", T).build())
                            .event(bounce("e1", T).build())
                            .batch()))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("e1");
        }
        commit(new Change().event(bounce("e3", T).build()));
        assertThat(rows(ALL)).extracting(row -> row.id()).containsExactly("e1", "e3");
    }

    @Test
    void rows_come_with_the_memo_that_they_were_recorded_with() {
        Event event = bounce("e1", T).build();
        commit(new Change().entry(new Entry(event, "{}", null, null, "tenant", null, "w\nc a\tb")));
        commit(new Change().event(bounce("e2", T.plusSeconds(1)).build()));

        List<Turn.Recorded> all = new ArrayList<>();
        journal().reader().recorded(T, all::add);
        assertThat(all).extracting(Turn.Recorded::memo).containsExactly("w\nc a\tb", null);
        assertThat(all).extracting(Turn.Recorded::scope).containsExactly("tenant", "");
        all.clear();
        journal().reader().recorded(T.plusSeconds(1), all::add);
        assertThat(all).extracting(recorded -> recorded.row().id()).containsExactly("e2");
    }

    @Test
    void where_several_may_write_a_turn_tells_how_far_the_journal_is_and_what_was_missed() {
        Turn.Position start = position();
        commit(new Change().event(bounce("e1", T).build()));
        commit(new Change().campaign(new CampaignContext("c1", 5L, false)));
        commit(new Change().event(bounce("e2", T).build()).event(bounce("e3", T).build()));
        Turn.Position then = position();
        if (then.equals(start)) {
            return; // one process alone can write to this journal
        }

        assertThat(then.last()).isEqualTo(start.last() + 3);
        assertThat(then.contexts()).isEqualTo(start.contexts() + 1);
        assertThat(then.byHand()).isEqualTo(start.byHand());
        List<Turn.Recorded> missed = new ArrayList<>();
        try (Turn turn = journal().turn()) {
            turn.missed(new Turn.Position(start.last() + 1, 0, 0), missed::add);
        }
        assertThat(missed).extracting(recorded -> recorded.row().id()).containsExactly("e2", "e3");
    }

    /** Where the journal stands. */
    protected final Turn.Position position() {
        try (Turn turn = journal().turn()) {
            return turn.position();
        }
    }
}
