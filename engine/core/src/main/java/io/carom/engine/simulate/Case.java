package io.carom.engine.simulate;

import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.json.EventJson;
import io.carom.engine.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event, or timer, with what either policy decided about it. Immutable.
 *
 * @param id the event's id; of a timer its name, address and time
 * @param from the baseline's decision in three words
 * @param to the candidate's
 * @param event the event as JSON, or null for a timer
 * @param baseline the baseline's decision as JSON, or null where there is none
 * @param candidate the candidate's, likewise
 * @param modelled whether something that was drawn from the model came before it at this address
 */
public record Case(
        String id,
        String from,
        String to,
        @Nullable String event,
        @Nullable String baseline,
        @Nullable String candidate,
        boolean modelled) {
    static Case of(@Nullable Event event, @Nullable Decision baseline, @Nullable Decision candidate, boolean modelled) {
        Decision one = baseline == null ? candidate : baseline;
        return new Case(
                one == null ? "" : id(one),
                Difference.shape(baseline),
                Difference.shape(candidate),
                event == null ? null : EventJson.write(event),
                json(baseline),
                json(candidate),
                modelled);
    }

    static String id(Decision decision) {
        return decision.event() != null
                ? decision.event()
                : decision.timer() + ":" + decision.recipient() + ":" + decision.at();
    }

    private static @Nullable String json(@Nullable Decision decision) {
        return decision == null ? null : DecisionJson.write(decision);
    }

    /** As one line of JSON. */
    public String json() {
        return JsonTree.write(tree());
    }

    Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("id", id);
        tree.put("from", from);
        tree.put("to", to);
        tree.put("modelled", modelled);
        tree.put("event", event == null ? null : JsonTree.read(event, "case"));
        tree.put("baseline", baseline == null ? null : JsonTree.read(baseline, "case"));
        tree.put("candidate", candidate == null ? null : JsonTree.read(candidate, "case"));
        return tree;
    }
}
