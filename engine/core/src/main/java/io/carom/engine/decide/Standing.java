package io.carom.engine.decide;

import io.carom.api.Because;
import io.carom.api.Because.Outcome;
import io.carom.api.Phase;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.spi.Proposals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    /** What stands, one step a topic: few, and looked through. */
    private final List<Step> winners = new ArrayList<>(4);

    /** One line of the explanation, while its outcome may still change. */
    private static final class Step {
        private final Phase phase;
        private final String rule;
        private final String text;
        private final @Nullable String place;
        private final @Nullable Proposed proposed;
        private final String topic;
        private final int rank;
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
            this.topic = proposed == null ? "" : proposed.what().topic();
            this.rank = proposed == null ? 0 : proposed.rank();
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
        for (int i = 0; i < heard.size(); i++) {
            Proposed proposed = heard.get(i);
            Step step = new Step(
                    proposed.phase(), proposed.by(), proposed.text(), proposed.place(), proposed, Outcome.LOST);
            steps.add(step);
            int place = place(step.topic);
            if (place < 0) {
                step.outcome = Outcome.WON;
                winners.add(step);
                continue;
            }
            Step rival = winners.get(place);
            boolean corrects = step.topic.equals(CLASSIFICATION) && step.phase != rival.phase;
            if (corrects || step.rank > rival.rank) {
                rival.outcome = corrects ? rival.outcome : Outcome.LOST;
                step.outcome = Outcome.WON;
                winners.set(place, step);
            }
        }
        heard.clear();
    }

    private int place(String topic) {
        for (int i = 0; i < winners.size(); i++) {
            if (winners.get(i).topic.equals(topic)) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable Step winner(String topic) {
        int place = place(topic);
        return place < 0 ? null : winners.get(place);
    }

    /** What the engine itself decided, as a line of the explanation. */
    void note(Phase phase, String rule, String text) {
        steps.add(new Step(phase, rule, text, null, null, Outcome.WON));
    }

    /** What stands on a topic, when it is of this type. */
    <T extends Proposal> Optional<T> winner(String topic, Class<T> type) {
        Step step = winner(topic);
        return step != null && step.proposed != null && type.isInstance(step.proposed.what())
                ? Optional.of(type.cast(step.proposed.what()))
                : Optional.empty();
    }

    /** What stands on a topic and who said so. */
    Optional<Proposed> standing(String topic) {
        Step step = winner(topic);
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
        Step step = winner(topic);
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
        // Nearly always in order already
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).phase().compareTo(lines.get(i - 1).phase()) < 0) {
                lines.sort(Comparator.comparing(Because::phase));
                break;
            }
        }
        return lines;
    }
}
