package io.carom.engine.explain;

import io.carom.api.Decision;
import io.carom.api.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One decision, told in full. Immutable.
 *
 * @param decision what was decided
 * @param steps the phases that ran, in order
 * @param whyNot the answer about the rule that was asked about, or empty when none was
 */
public record Explanation(Decision decision, List<Step> steps, Optional<String> whyNot) {
    /**
     * One phase.
     *
     * @param phase which
     * @param facts what the rules saw, by field, what is empty left out
     * @param matches the rules that took part
     */
    public record Step(Phase phase, Map<String, String> facts, List<Match> matches) {}

    /**
     * A rule or script that took part.
     *
     * @param rule its name
     * @param text the sentence that an operator reads
     * @param outcome {@code won}, {@code lost} or {@code refused}
     * @param place where it stands, or empty
     * @param values the fields of its condition with the values that they had; empty for scripts and the engine
     */
    public record Match(String rule, String text, String outcome, String place, Map<String, String> values) {}
}
