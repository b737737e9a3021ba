package io.carom.engine.json;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Refusal;
import io.carom.api.RetryPlan;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Writes decisions as the contract has them. The same decision gives the same bytes. Stateless; for any number of threads. */
public final class DecisionJson {
    /** What a decision names as its reason when a change is held because its cause reached too far; the text begins with the cause. */
    public static final String BLAST_RADIUS = "engine/blast-radius";

    private DecisionJson() {}

    /** The decision as one line. */
    public static String write(Decision decision) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = BoundedJson.generator(out)) {
            write(json, decision);
        }
        return out.toString();
    }

    /**
     * How far a decision reached.
     *
     * @param changed whether it changed the subscriber
     * @param rule the rule or script that asked for it; empty when none is found
     * @param script whether that is a script
     * @param heldBy the cause because of which the change was held, or null
     */
    public record Reach(
            boolean changed,
            String rule,
            boolean script,
            @Nullable String heldBy) {}

    /** How far a decision written by {@link #write} reached. */
    public static Reach reachOf(String written) {
        boolean changed = false;
        List<Map<String, String>> because = new ArrayList<>();
        try (JsonParser json = BoundedJson.parser(written)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("subscriber")) {
                    changed = value == JsonToken.START_OBJECT;
                }
                if (name.equals("because")) {
                    lines(json, because);
                } else {
                    json.skipChildren();
                }
            }
        }
        String rule = "";
        boolean script = false;
        String heldBy = null;
        for (Map<String, String> line : because) {
            String by = line.getOrDefault("rule", "");
            boolean won = !line.containsKey("outcome");
            boolean fromScript = line.getOrDefault("place", "").startsWith("scripts/");
            if (by.equals(BLAST_RADIUS)) {
                String text = line.getOrDefault("text", "");
                heldBy = text.substring(0, Math.max(0, text.indexOf(' ')));
            } else if (won && (rule.isEmpty() || script) && (fromScript || "action".equals(line.get("phase")))) {
                rule = by;
                script = fromScript;
            }
        }
        return new Reach(changed, rule, script, heldBy);
    }

    private static void lines(JsonParser json, List<Map<String, String>> into) {
        Map<String, String> line = new HashMap<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.PROPERTY_NAME) {
                String part = json.currentName();
                json.nextToken();
                line.put(part, json.getString());
            } else if (json.currentToken() == JsonToken.END_OBJECT) {
                into.add(line);
                line = new HashMap<>();
            }
        }
    }

    private static void write(JsonGenerator json, Decision decision) {
        json.writeStartObject();
        text(json, "event", decision.event());
        if (decision.timer() != null) {
            json.writeStringProperty("timer", decision.timer());
        }
        json.writeStringProperty("recipient", decision.recipient());
        json.writeStringProperty("at", decision.at().toString());
        json.writeStringProperty("policy", decision.policy());
        classification(json, decision.classification());
        json.writeName("subscriber");
        if (decision.subscriber() == null) {
            json.writeNull();
        } else {
            json.writeStartObject();
            json.writeStringProperty("from", decision.subscriber().from().word());
            json.writeStringProperty("to", decision.subscriber().to().word());
            json.writeEndObject();
        }
        retry(json, decision.retry());
        json.writeName("actions");
        json.writeStartArray();
        for (Action action : decision.actions()) {
            action(json, action);
        }
        json.writeEndArray();
        json.writeName("refused");
        json.writeStartArray();
        for (Refusal refusal : decision.refused()) {
            json.writeStartObject();
            json.writeStringProperty("type", refusal.type());
            json.writeStringProperty("by", refusal.by());
            json.writeStringProperty("why", refusal.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName("because");
        json.writeStartArray();
        for (Because because : decision.because()) {
            because(json, because);
        }
        json.writeEndArray();
        json.writeBooleanProperty("duplicate", decision.duplicate());
        json.writeEndObject();
    }

    private static void classification(JsonGenerator json, Classification what) {
        json.writeName("classification");
        json.writeStartObject();
        json.writeStringProperty("event", what.event().word());
        text(
                json,
                "bounceType",
                what.bounceType() == null ? null : what.bounceType().word());
        text(json, "fault", what.fault() == null ? null : what.fault().word());
        json.writeStringProperty("reason", what.reason().word());
        text(json, "status", what.status() == null ? null : what.status().toString());
        if (what.replyCode() == null) {
            json.writeNullProperty("replyCode");
        } else {
            json.writeNumberProperty("replyCode", what.replyCode());
        }
        text(json, "promoted", what.promoted() == null ? null : what.promoted().word());
        json.writeBooleanProperty("disagreement", what.disagreement());
        json.writeEndObject();
    }

    private static void retry(JsonGenerator json, @Nullable RetryPlan retry) {
        json.writeName("retry");
        if (retry == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringProperty("policy", retry.policy());
        json.writeNumberProperty("attempt", retry.attempt());
        json.writeNumberProperty("of", retry.of());
        json.writeStringProperty("at", retry.at().toString());
        json.writeEndObject();
    }

    private static void because(JsonGenerator json, Because because) {
        json.writeStartObject();
        json.writeStringProperty("phase", because.phase().word());
        json.writeStringProperty("rule", because.rule());
        json.writeStringProperty("text", because.text());
        if (because.place() != null) {
            json.writeStringProperty("place", because.place());
        }
        if (because.outcome() != Because.Outcome.WON) {
            json.writeStringProperty("outcome", because.outcome().word());
        }
        json.writeEndObject();
    }

    private static void action(JsonGenerator json, Action action) {
        json.writeStartObject();
        json.writeStringProperty("type", action.type());
        // Java 17 has no switch over types
        if (action instanceof Action.ScheduleRetry retry) {
            json.writeStringProperty("at", retry.at().toString());
        } else if (action instanceof Action.Retry again) {
            json.writeNumberProperty("attempt", again.attempt());
            json.writeNumberProperty("of", again.of());
            text(json, "server", again.server());
        } else if (action instanceof Action.HoldForReview hold) {
            json.writeStringProperty("until", hold.until().toString());
        } else if (action instanceof Action.FlagSendingIp flag) {
            text(json, "ip", flag.ip());
        } else if (action instanceof Action.PauseCampaign pause) {
            json.writeStringProperty("scope", pause.scope());
        } else if (action instanceof Action.Throttle throttle) {
            json.writeStringProperty("scope", throttle.scope());
            json.writeStringProperty("rate", throttle.rate());
        } else if (action instanceof Action.Notify notify) {
            json.writeStringProperty("event", notify.event());
        } else if (action instanceof Action.Alert alert) {
            alert(json, alert);
        }
        json.writeEndObject();
    }

    private static void alert(JsonGenerator json, Action.Alert alert) {
        json.writeStringProperty("signal", alert.signal());
        json.writeStringProperty("scope", alert.scope());
        if (alert.share() == null) {
            json.writeNullProperty("share");
        } else {
            json.writeNumberProperty("share", alert.share());
        }
        if (alert.volume() == null) {
            json.writeNullProperty("volume");
        } else {
            json.writeNumberProperty("volume", alert.volume());
        }
        if (alert.baseline() != null) {
            json.writeNumberProperty("baseline", alert.baseline());
        }
        text(json, "advice", alert.advice());
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }
}
