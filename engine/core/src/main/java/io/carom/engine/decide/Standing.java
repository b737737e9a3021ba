package io.carom.engine.decide;

import io.carom.api.Because;
import io.carom.api.Because.Outcome;
import io.carom.api.Phase;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.spi.Proposals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proposals of one event and which of them stand. On one topic the highest rank wins, whatever the phase (a script's word about the
 * retry beats a rule's of a later phase); only a classification is corrected by every later phase. For one thread, one event.
 */
final class Standing implements Proposals {
    private static final String CLASSIFICATION = "classification";
    private static final Comparator<Proposed> STRONGEST_FIRST =
            Comparator.<Proposed>comparingInt(Proposed::rank).reversed().thenComparing(Proposed::by);

    private final List<Proposed> heard = new ArrayList<>(4);
    private final List<Step> steps = new ArrayList<>(8);
    private final Map<String, Step> winners = new HashMap<>();

    /** One line of the explanation, while its outcome may still change. */
    private static final class Step {
        private final Phase phase;
        private final String rule;
        private final String text;
        private final @Nullable String place;
        private final @Nullable Proposed proposed;
        private Outcome outcome;

        Step(
                Phase phase,
                String rule,
                String text,
                @Nullable String place,
                @Nullable Proposed proposed,
                Outcome outcome) {
            this.phase = phase;
            this.rule = rule;
            this.text = text;
            this.place = place;
            this.proposed = proposed;
            this.outcome = outcome;
        }
    }

    @Override
    public void propose(Proposed proposed) {
        heard.add(proposed);
    }

    /** Weighs what was heard since the last call. */
    void settle() {
        if (heard.size() > 1) {
            heard.sort(STRONGEST_FIRST);
        }
        for (Proposed proposed : heard) {
            Step step = new Step(
                    proposed.phase(), proposed.by(), proposed.text(), proposed.place(), proposed, Outcome.LOST);
            steps.add(step);
            Step rival = winners.get(proposed.what().topic());
            if (rival == null || rival.proposed == null || beats(proposed, rival.proposed)) {
                if (rival != null && rival.proposed != null && !corrects(proposed, rival.proposed)) {
                    rival.outcome = Outcome.LOST;
                }
                step.outcome = Outcome.WON;
                winners.put(proposed.what().topic(), step);
            }
        }
        heard.clear();
    }

    private static boolean corrects(Proposed later, Proposed earlier) {
        return later.what().topic().equals(CLASSIFICATION) && later.phase() != earlier.phase();
    }

    private static boolean beats(Proposed later, Proposed earlier) {
        return corrects(later, earlier) || later.rank() > earlier.rank();
    }

    /** What the engine itself decided, as a line of the explanation. */
    void note(Phase phase, String rule, String text) {
        steps.add(new Step(phase, rule, text, null, null, Outcome.WON));
    }

    /** What stands on a topic, when it is of this type. */
    <T extends Proposal> Optional<T> winner(String topic, Class<T> type) {
        Step step = winners.get(topic);
        return step != null && step.proposed != null && type.isInstance(step.proposed.what())
                ? Optional.of(type.cast(step.proposed.what()))
                : Optional.empty();
    }

    /** What stands on a topic and who said so. */
    Optional<Proposed> standing(String topic) {
        Step step = winners.get(topic);
        return step == null ? Optional.empty() : Optional.ofNullable(step.proposed);
    }

    /** Everything that stands, in the order in which it was said. */
    List<Proposed> standing() {
        List<Proposed> all = new ArrayList<>(winners.size());
        for (Step step : steps) {
            if (step.outcome == Outcome.WON && step.proposed != null) {
                all.add(step.proposed);
            }
        }
        return all;
    }

    /** An invariant forbids what stands on a topic. */
    void refuse(String topic) {
        Step step = winners.get(topic);
        if (step != null) {
            step.outcome = Outcome.REFUSED;
        }
    }

    /** The explanation, by phase and within it in the order in which it was said. */
    List<Because> because() {
        List<Because> lines = new ArrayList<>(steps.size());
        for (Step step : steps) {
            lines.add(new Because(step.phase, step.rule, step.text, step.place, step.outcome));
        }
        lines.sort(Comparator.comparing(Because::phase));
        return lines;
    }
}
