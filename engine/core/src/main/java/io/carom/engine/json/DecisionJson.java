package io.carom.engine.json;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Refusal;
import io.carom.api.RetryPlan;
import java.io.StringWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Writes decisions as the contract has them. The same decision gives the same bytes. Stateless; for any number of threads. */
public final class DecisionJson {
    private DecisionJson() {}

    /** The decision as one line. */
    public static String write(Decision decision) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = BoundedJson.generator(out)) {
            write(json, decision);
        }
        return out.toString();
    }

    /** The rule that changed the subscriber in a decision written by {@link #write}, or empty when nothing changed. */
    public static Optional<String> changedBy(String written) {
        boolean changed = false;
        String rule = "";
        String found = "";
        boolean action = false;
        try (JsonParser json = BoundedJson.parser(written)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("subscriber")) {
                    changed = value == JsonToken.START_OBJECT;
                }
                if (!name.equals("because")) {
                    json.skipChildren();
                    continue;
                }
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (json.currentToken() == JsonToken.PROPERTY_NAME) {
                        String part = json.currentName();
                        json.nextToken();
                        if (part.equals("phase")) {
                            action = json.getString().equals("action");
                        } else if (part.equals("rule")) {
                            rule = json.getString();
                        }
                    } else if (json.currentToken() == JsonToken.END_OBJECT && action && found.isEmpty()) {
                        found = rule;
                    }
                }
            }
        }
        return changed ? Optional.of(found) : Optional.empty();
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
