package io.carom.engine.simulate;

import io.carom.api.Action;
import io.carom.api.Decision;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What would have called an operator: alerts, pauses, throttles and holds, by what and where. Bounded. For one thread. */
final class Incidents {
    private static final int MOST = 5_000;

    /** How often, and when first. */
    static final class Count {
        long times;
        Instant first = Instant.MAX;
    }

    private final Map<String, Count> counts = new TreeMap<>();

    void add(Decision decision) {
        for (Action action : decision.actions()) {
            String what = what(action, decision);
            if (what != null) {
                Count count = counts.get(what);
                if (count == null) {
                    count = counts.computeIfAbsent(
                            counts.size() < MOST ? what : action.type() + " | " + Difference.OTHERS,
                            unheard -> new Count());
                }
                count.times++;
                count.first = decision.at().isBefore(count.first) ? decision.at() : count.first;
            }
        }
    }

    private static @org.jspecify.annotations.Nullable String what(Action action, Decision decision) {
        if (action instanceof Action.Alert alert) {
            return "alert " + alert.signal() + " | " + alert.scope();
        }
        if (action instanceof Action.PauseCampaign pause) {
            return "pause_campaign | " + pause.scope();
        }
        if (action instanceof Action.Throttle throttle) {
            return "throttle | " + throttle.scope();
        }
        if (action instanceof Action.HoldForReview) {
            boolean capped =
                    decision.because().stream().anyMatch(line -> line.rule().equals("engine/blast-radius"));
            return "hold_for_review | "
                    + (capped ? "cap" : decision.classification().reason().word());
        }
        return null;
    }

    Map<String, Count> counts() {
        return counts;
    }
}
