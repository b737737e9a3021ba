package io.carom.engine.explain;

import io.carom.api.Because;
import io.carom.api.Bounce;
import io.carom.api.Decision;
import io.carom.api.Input;
import io.carom.api.Phase;
import io.carom.engine.Receipt;
import io.carom.engine.Road;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.spi.RuleNote;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains decisions under one policy, which stays open. For one thread. */
public final class Explainer {
    private static final int CACHED = 100_000;

    private final Policy policy;
    private final Map<String, RuleNote> notes = new HashMap<>();

    /** Under this policy. */
    public Explainer(Policy policy) {
        this.policy = policy;
        policy.rules().rules().forEach(note -> notes.put(note.name(), note));
    }

    /**
     * Explains the decision about the last of {@code inputs}; the ones before it make its history.
     *
     * @param askedRule a rule to be asked why it did not take part, or null
     * @return empty when the last input gives no decision
     */
    public Optional<Explanation> explain(List<Input> inputs, @Nullable String askedRule) {
        Map<Phase, Map<String, String>> facts = new EnumMap<>(Phase.class);
        String[] whyNot = new String[1];
        try (Road road = new Road(policy, MemoryJournal.withoutLog(), "", false, CACHED)) {
            road.take(inputs.subList(0, inputs.size() - 1));
            road.observe((phase, fact) -> {
                facts.put(phase, FactView.of(fact));
                ask(askedRule, phase, fact, whyNot);
            });
            Receipt receipt =
                    road.take(inputs.subList(inputs.size() - 1, inputs.size())).get(0);
            return receipt.decision().map(decision -> told(decision, facts, askedRule, whyNot[0]));
        }
    }

    private void ask(@Nullable String rule, Phase phase, Bounce fact, String[] answer) {
        RuleNote note = rule == null ? null : notes.get(rule);
        if (note != null && note.phase() == phase) {
            answer[0] = policy.rules().whyNot(note.name(), phase, fact);
        }
    }

    private Explanation told(
            Decision decision,
            Map<Phase, Map<String, String>> facts,
            @Nullable String askedRule,
            @Nullable String answer) {
        List<Explanation.Step> steps = new ArrayList<>();
        facts.forEach((phase, fields) -> {
            List<Explanation.Match> matches = new ArrayList<>();
            for (Because line : decision.because()) {
                if (line.phase() == phase) {
                    matches.add(match(line, fields));
                }
            }
            steps.add(new Explanation.Step(phase, fields, matches));
        });
        return new Explanation(decision, steps, whyNot(askedRule, answer));
    }

    private Explanation.Match match(Because line, Map<String, String> fields) {
        RuleNote note = notes.get(line.rule());
        Map<String, String> values = note == null ? Map.of() : FactView.named(note.condition(), fields);
        String place = line.place() == null ? "" : line.place();
        return new Explanation.Match(line.rule(), line.text(), line.outcome().word(), place, values);
    }

    private Optional<String> whyNot(@Nullable String rule, @Nullable String answer) {
        if (rule == null) {
            return Optional.empty();
        }
        if (!notes.containsKey(rule)) {
            return Optional.of("there is no rule `" + rule + "` in this policy");
        }
        return Optional.of(
                answer == null
                        ? "its phase (" + notes.get(rule).phase().word() + ") does not run for such an event"
                        : answer);
    }
}
