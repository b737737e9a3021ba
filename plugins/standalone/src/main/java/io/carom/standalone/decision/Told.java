package io.carom.standalone.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * A decision as it was recorded, told to people. Made from its JSON, so that decisions of other versions can be told, too; what is not
 * there is left out. Immutable.
 */
public final class Told {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final JsonNode decision;

    private Told(JsonNode decision) {
        this.decision = decision;
    }

    /** The decision that {@code json} is; an empty one for null and for what is no JSON. */
    public static Told of(@Nullable String json) {
        if (json == null) {
            return new Told(JSON.createObjectNode());
        }
        try {
            return new Told(JSON.readTree(json));
        } catch (JacksonException e) {
            return new Told(JSON.createObjectNode());
        }
    }

    /**
     * One step of the explanation.
     *
     * @param phase the phase
     * @param rule the rule, script or part of the engine
     * @param text the sentence
     * @param place where the rule stands, or null
     * @param outcome {@code won}, {@code lost} or {@code refused}
     */
    public record Step(
            String phase,
            String rule,
            String text,
            @Nullable String place,
            String outcome) {}

    /** The explanation, in its order. */
    public List<Step> because() {
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : decision.path("because")) {
            String outcome = text(step, "outcome");
            steps.add(new Step(
                    orEmpty(text(step, "phase")),
                    orEmpty(text(step, "rule")),
                    orEmpty(text(step, "text")),
                    text(step, "place"),
                    outcome == null ? "won" : outcome));
        }
        return steps;
    }

    /** What follows, a few words for each action; {@code keep} and {@code notify} apart from the rest say little and come last. */
    public List<String> actions() {
        List<String> words = new ArrayList<>();
        for (JsonNode action : decision.path("actions")) {
            words.add(action(action));
        }
        return words;
    }

    /** What was asked for and forbidden. */
    public List<String> refused() {
        List<String> words = new ArrayList<>();
        for (JsonNode refused : decision.path("refused")) {
            words.add(plain(text(refused, "type")) + ", asked for by " + text(refused, "by") + ": "
                    + text(refused, "why"));
        }
        return words;
    }

    /** The change of the subscriber, or null. */
    public @Nullable String change() {
        JsonNode subscriber = decision.path("subscriber");
        return subscriber.isObject() ? text(subscriber, "from") + " → " + text(subscriber, "to") : null;
    }

    /** The subscriber's new status, or null. */
    public @Nullable String newStatus() {
        return text(decision.path("subscriber"), "to");
    }

    /** The retry that is due, or null. */
    public @Nullable String retry() {
        JsonNode retry = decision.path("retry");
        return retry.isObject()
                ? "retry " + retry.path("attempt").asInt() + " of "
                        + retry.path("of").asInt() + " at " + Times.shown(text(retry, "at")) + " (policy "
                        + text(retry, "policy") + ")"
                : null;
    }

    /** The outcome in a few words, for a table. */
    public String outcome() {
        if (duplicate()) {
            return "counted before";
        }
        String to = newStatus();
        if (to != null) {
            return to;
        }
        JsonNode retry = decision.path("retry");
        if (retry.isObject()) {
            return "retry " + retry.path("attempt").asInt() + "/"
                    + retry.path("of").asInt();
        }
        for (JsonNode action : decision.path("actions")) {
            switch (orEmpty(text(action, "type"))) {
                case "hold_for_review" -> {
                    return "held";
                }
                case "give_up" -> {
                    return "given up";
                }
                case "keep" -> {
                    return "kept";
                }
                default -> {}
            }
        }
        return decision.isEmpty() ? "" : "no change";
    }

    /** Whether the failure was counted before. */
    public boolean duplicate() {
        return decision.path("duplicate").asBoolean(false);
    }

    /** A part of the classification as text, or null. */
    public @Nullable String classified(String part) {
        return text(decision.path("classification"), part);
    }

    /** Whether the text of the failure contradicts its code. */
    public boolean disagreement() {
        return decision.path("classification").path("disagreement").asBoolean(false);
    }

    /** The digest of the policy that decided, or null. */
    public @Nullable String policy() {
        return text(decision, "policy");
    }

    /** The timer that fired, or null. */
    public @Nullable String timer() {
        return text(decision, "timer");
    }

    /** The recipient, or null. */
    public @Nullable String recipient() {
        return text(decision, "recipient");
    }

    private static String action(JsonNode action) {
        String type = orEmpty(text(action, "type"));
        return switch (type) {
            case "mark_bounced" -> "mark the address bounced, on all its lists";
            case "unsubscribe" -> "unsubscribe, from all lists";
            case "suppress" -> "suppress: send nothing any more";
            case "keep" -> "keep the subscriber as it is";
            case "schedule_retry" -> "send again at " + Times.shown(text(action, "at"));
            case "give_up" -> "give this message up";
            case "hold_for_review" -> "wait for a sign of life until " + Times.shown(text(action, "until"));
            case "flag_sending_ip" -> "watch the sending address " + orEmpty(text(action, "ip"));
            case "pause_campaign" -> "pause " + text(action, "scope");
            case "throttle" -> "send no faster than " + text(action, "rate") + " to " + text(action, "scope");
            case "alert" ->
                "alert: " + plain(text(action, "signal")) + " at " + text(action, "scope")
                        + (text(action, "advice") == null ? "" : ". " + text(action, "advice"));
            case "notify" -> "tell the outside world: " + text(action, "event");
            case "reactivate" -> "send again, in probation";
            default -> plain(type);
        };
    }

    /** A word of the contract as people write it: {@code user_unknown} is "user unknown". */
    public static String plain(@Nullable String word) {
        return word == null ? "" : word.replace('_', ' ');
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull() ? null : value.asString("");
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
