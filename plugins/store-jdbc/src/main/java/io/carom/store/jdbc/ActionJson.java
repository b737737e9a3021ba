package io.carom.store.jdbc;

import io.carom.api.Action;
import java.io.StringWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Actions of the outbox as JSON. An unknown field is ignored; an unknown type is an error, because nothing can be done about it. */
final class ActionJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ActionJson() {}

    static String write(Action action) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("type", action.type());
            if (action instanceof Action.ScheduleRetry retry) {
                json.writeStringProperty("at", retry.at().toString());
            } else if (action instanceof Action.Retry retry) {
                json.writeStringProperty("attempt", Integer.toString(retry.attempt()));
                json.writeStringProperty("of", Integer.toString(retry.of()));
                write(json, "server", retry.server());
            } else if (action instanceof Action.HoldForReview hold) {
                json.writeStringProperty("until", hold.until().toString());
            } else if (action instanceof Action.FlagSendingIp flag) {
                write(json, "ip", flag.ip());
            } else if (action instanceof Action.PauseCampaign pause) {
                json.writeStringProperty("scope", pause.scope());
            } else if (action instanceof Action.Throttle throttle) {
                json.writeStringProperty("scope", throttle.scope());
                json.writeStringProperty("rate", throttle.rate());
            } else if (action instanceof Action.Notify notify) {
                json.writeStringProperty("event", notify.event());
            } else if (action instanceof Action.Alert alert) {
                json.writeStringProperty("signal", alert.signal());
                json.writeStringProperty("scope", alert.scope());
                write(
                        json,
                        "share",
                        alert.share() == null ? null : alert.share().toString());
                write(
                        json,
                        "volume",
                        alert.volume() == null ? null : alert.volume().toString());
                write(
                        json,
                        "baseline",
                        alert.baseline() == null ? null : alert.baseline().toString());
                write(json, "advice", alert.advice());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /** Fails with {@link IllegalArgumentException} when it is no action. */
    static Action read(String text) {
        Map<String, String> parts = new HashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (json.currentToken().isScalarValue()) {
                    parts.put(name, json.getString());
                } else {
                    json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("`" + text + "` is no action", e);
        }
        return action(parts, text);
    }

    private static Action action(Map<String, String> parts, String text) {
        return switch (parts.getOrDefault("type", "")) {
            case "mark_bounced" -> new Action.MarkBounced();
            case "unsubscribe" -> new Action.Unsubscribe();
            case "suppress" -> new Action.Suppress();
            case "keep" -> new Action.Keep();
            case "schedule_retry" -> new Action.ScheduleRetry(Instant.parse(part(parts, "at")));
            case "retry" ->
                new Action.Retry(
                        Integer.parseInt(part(parts, "attempt")),
                        Integer.parseInt(part(parts, "of")),
                        parts.get("server"));
            case "give_up" -> new Action.GiveUp();
            case "hold_for_review" -> new Action.HoldForReview(Instant.parse(part(parts, "until")));
            case "flag_sending_ip" -> new Action.FlagSendingIp(parts.get("ip"));
            case "pause_campaign" -> new Action.PauseCampaign(part(parts, "scope"));
            case "throttle" -> new Action.Throttle(part(parts, "scope"), part(parts, "rate"));
            case "notify" -> new Action.Notify(part(parts, "event"));
            case "reactivate" -> new Action.Reactivate();
            case "alert" ->
                new Action.Alert(
                        part(parts, "signal"),
                        part(parts, "scope"),
                        parts.containsKey("share") ? Double.valueOf(part(parts, "share")) : null,
                        parts.containsKey("volume") ? Long.valueOf(part(parts, "volume")) : null,
                        parts.containsKey("baseline") ? Double.valueOf(part(parts, "baseline")) : null,
                        parts.get("advice"));
            default -> throw new IllegalArgumentException("`" + text + "` is no action");
        };
    }

    private static String part(Map<String, String> parts, String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("an action needs `" + name + "`");
        }
        return part;
    }

    private static void write(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
