package io.carom.engine.undo;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.spi.Undos.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");

    /** Decisions 1, 2 ...; a number above 0 is the one that a decision undoes. */
    private static Line line(long... undoes) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < undoes.length; i++) {
            links.add(new Link(i + 1, T.plusSeconds(i), undoes[i] == 0 ? null : undoes[i]));
        }
        return new Line(links);
    }

    @Test
    void the_last_decision_stands_and_those_before_do_not() {
        Line line = line(0, 0);
        assertThat(line.stands(2)).isTrue();
        assertThat(line.stands(1)).isFalse();
        assertThat(line.undone(1)).isFalse();
        assertThat(line(new long[0]).stands(1)).isFalse();
        assertThat(line.link(3)).isEmpty();
    }

    @Test
    void once_the_last_is_undone_the_one_before_stands_again() {
        Line line = line(0, 0, 2);
        assertThat(line.stands(1)).isTrue();
        assertThat(line.stands(2)).isFalse();
        assertThat(line.undone(2)).isTrue();
        assertThat(line.stands(3)).as("the undo can be undone").isTrue();
    }

    @Test
    void the_undo_of_an_undo_makes_the_first_decision_stand() {
        Line line = line(0, 1, 2);
        assertThat(line.stands(1)).isTrue();
        assertThat(line.undone(1)).isFalse();
        assertThat(line.undone(2)).isTrue();
        assertThat(line.stands(2)).isFalse();
    }

    @Test
    void two_decisions_are_undone_one_after_the_other_within_a_commit() {
        Line line = line(0, 0);
        line.undo(2, T.plusSeconds(9));
        assertThat(line.stands(1)).isTrue();
        line.undo(1, T.plusSeconds(9));
        assertThat(line.stands(1)).isFalse();
        assertThat(line.undone(1)).isTrue();
        assertThat(line.undone(2)).isTrue();
    }

    @Test
    void what_an_undo_refers_to_may_be_forgotten() {
        assertThat(line(7).stands(7)).isFalse();
        assertThat(line(7).stands(1)).isTrue();
    }
}
