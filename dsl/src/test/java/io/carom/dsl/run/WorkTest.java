package io.carom.dsl.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Bounce;
import io.carom.dsl.run.Regex.RegexException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything whose cost grows with a text is counted before it is done, so that a run's bound in work is a bound in time. A unit took 11 ns
 * at the worst, so that the default of 75,000 is below 0.9 ms; {@code io.carom.benchmarks.scripts.ScriptWorst} measures it.
 */
class WorkTest {
    private static final int UNIT_NANOS = 11;

    private static Scene scene(long work) {
        Limits limits = new Limits(32 * 1024, 40, 500, 100, 1_000, work, 30);
        return new Scene(
                new Bounce(),
                proposed -> {},
                new Pool(List.of(), List.of(), List.of(), List.of(), Set.of(), OwnWords.NONE, limits));
    }

    @Test
    void the_default_bound_stays_under_a_millisecond() {
        assertThat(Limits.DEFAULT.maxWork() * UNIT_NANOS).isLessThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a?){450}b", "((a*)*)*[xy]", ".*.*.*.*[xy]", "(.{0,30}[ab]){10}[xy]", "(?i)([ab]|.a)*[0-9]"})
    void a_pattern_costs_its_steps_for_every_character(String pattern) throws RegexException {
        Regex regex = Regex.of(pattern);
        int steps = com.google.re2j.Pattern.compile(pattern).programSize();
        for (int length : new int[] {1, 100, 1_000}) {
            // In front of `b` stands a look for it, which does not find it.
            String text = "a".repeat(length) + (pattern.endsWith("b") ? "b" : "");
            Scene scene = scene(100_000_000);
            regex.find(text, scene);
            assertThat(100_000_000 - scene.left()).isGreaterThanOrEqualTo((long) steps * length);
        }
    }

    @Test
    void a_pattern_that_costs_more_than_is_left_is_not_begun() throws RegexException {
        Scene scene = scene(1_000);
        assertThat(Regex.of("(a?){100}[ab]").find("a".repeat(500), scene)).isFalse();
        assertThat(scene.spent()).isTrue();
        assertThat(scene.left()).isEqualTo(1_000);
    }

    @Test
    void an_empty_text_is_not_free() throws RegexException {
        Scene scene = scene(1_000);
        assertThat(Regex.of("[xy]").find("", scene)).isFalse();
        assertThat(scene.left()).isLessThan(1_000 - Meter.CALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(?i)"})
    void a_literal_that_nearly_matches_everywhere_costs_by_its_length(String flag) throws RegexException {
        Scene scene = scene(10_000_000);
        Regex.of(flag + "a".repeat(800) + "b").find("a".repeat(5_000), scene);
        assertThat(10_000_000 - scene.left()).isGreaterThanOrEqualTo(5_000 * 100);
        Scene block = scene(10_000_000);
        block.contains("a".repeat(5_000), "a".repeat(800) + "b");
        assertThat(10_000_000 - block.left()).isGreaterThanOrEqualTo(5_000 * 100);
    }

    @Test
    void texts_that_are_put_together_cost_by_their_length_and_stop_to_grow() {
        Scene scene = scene(1_000);
        String text = "";
        for (int i = 0; i < 1_000; i++) {
            text = scene.join(text, "abcdefgh");
        }
        assertThat(scene.spent()).isTrue();
        assertThat(scene.left()).isLessThan(Meter.CALL + 1_000);
        assertThat(text.length()).isLessThan(300);
    }
}
