package io.carom.engine.json;

import io.carom.api.BounceType;
import io.carom.api.CampaignContext;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.Input;
import io.carom.api.InputException;
import io.carom.api.Proof;
import io.carom.api.Reason;
import io.carom.api.ServerContext;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads and writes the lines of an event stream: events, server lines and campaign lines. Stateless; for any number of threads. */
public final class EventJson {
    private EventJson() {}

    /**
     * One line as what it says. Fields of other names are passed over.
     *
     * @param place where the line stands, for messages: {@code events.jsonl:12}
     * @throws InputException when it is no such line, with the place and what to put right
     */
    public static Input read(String line, String place) {
        try {
            Fields fields = Fields.of(line);
            String what = fields.required("event");
            return switch (what) {
                case "server" ->
                    new ServerContext(fields.required("id"), fields.text("retryPolicy"), fields.text("ip"));
                case "campaign" ->
                    new CampaignContext(
                            fields.required("id"), fields.number("sent"), "true".equals(fields.text("firstSend")));
                default -> event(what, fields);
            };
        } catch (JacksonException e) {
            throw new InputException(place, "this is no JSON object: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new InputException(place, String.valueOf(e.getMessage()), e);
        }
    }

    private static Event event(String what, Fields fields) {
        EventKind kind = EventKind.of(what)
                .orElseThrow(() -> new IllegalArgumentException("`event` is \"" + what
                        + "\", which is none of the known kinds (bounce, deferral, delivery, complaint, sent ...)"));
        Event.Builder event = Event.of(kind, fields.instant("at"), fields.required("recipient"));
        fields.each("source", EventSource::of).ifPresent(event::source);
        fields.each("proof", Proof::of).ifPresent(event::proof);
        return event.id(fields.text("id"))
                .reply(fields.text("reply"))
                .replyCode(fields.small("replyCode"))
                .status(fields.each("status", EnhancedStatus::parse).orElse(null))
                .diagnostic(fields.text("diagnostic"))
                .message(fields.text("message"))
                .attempt(fields.small("attempt"))
                .campaign(fields.text("campaign"))
                .list(fields.text("list"))
                .subscriber(fields.text("subscriber"))
                .server(fields.text("server"))
                .sendingIp(fields.text("sendingIp"))
                .remoteMta(fields.text("remoteMta"))
                .feedbackType(fields.text("feedbackType"))
                .bounceType(fields.each("bounceType", BounceType::of).orElse(null))
                .reason(fields.each("reason", Reason::of).orElse(null))
                .action(fields.text("action"))
                .meta(fields.meta)
                .build();
    }

    /** The event as one line, parts that are not there left out, in the order of the contract. The same event gives the same bytes. */
    public static String write(Event event) {
        StringWriter out = new StringWriter(256);
        try (JsonGenerator json = BoundedJson.generator(out)) {
            json.writeStartObject();
            text(json, "id", event.id());
            text(json, "event", event.kind().word());
            text(json, "at", event.at().toString());
            text(json, "recipient", event.recipient());
            text(json, "reply", event.reply());
            number(json, "replyCode", event.replyCode());
            text(json, "status", event.status() == null ? null : event.status().toString());
            text(json, "diagnostic", event.diagnostic());
            text(json, "message", event.message());
            number(json, "attempt", event.attempt());
            text(json, "campaign", event.campaign());
            text(json, "list", event.list());
            text(json, "subscriber", event.subscriber());
            text(json, "server", event.server());
            text(json, "sendingIp", event.sendingIp());
            text(json, "remoteMta", event.remoteMta());
            text(json, "source", event.source().word());
            text(json, "proof", event.proof().word());
            text(json, "feedbackType", event.feedbackType());
            text(
                    json,
                    "bounceType",
                    event.bounceType() == null ? null : event.bounceType().word());
            text(json, "reason", event.reason() == null ? null : event.reason().word());
            text(json, "action", event.action());
            if (!event.meta().isEmpty()) {
                json.writeName("meta");
                json.writeStartObject();
                event.meta().forEach((name, value) -> text(json, name, value));
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return out.toString();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Integer value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }

    /** The fields of one flat object; an inner object or array is kept as JSON text. */
    private static final class Fields {
        private final Map<String, String> texts = new HashMap<>();
        private Map<String, String> meta = Map.of();

        static Fields of(String line) {
            Fields fields = new Fields();
            try (JsonParser json = BoundedJson.parser(line)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new IllegalArgumentException("this is no JSON object");
                }
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    if (name.equals("meta") && json.currentToken() == JsonToken.START_OBJECT) {
                        fields.meta = metaOf(json);
                    } else {
                        keep(fields.texts, name, json);
                    }
                }
                if (json.nextToken() != null) {
                    throw new IllegalArgumentException("something follows the JSON object on the same line");
                }
            }
            return fields;
        }

        private static Map<String, String> metaOf(JsonParser json) {
            Map<String, String> meta = new TreeMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                keep(meta, name, json);
            }
            return meta;
        }

        private static void keep(Map<String, String> into, String name, JsonParser json) {
            JsonToken token = json.currentToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                StringWriter inner = new StringWriter();
                try (JsonGenerator copy = BoundedJson.generator(inner)) {
                    copy.copyCurrentStructure(json);
                }
                into.put(name, inner.toString());
            } else if (token != JsonToken.VALUE_NULL) {
                into.put(name, json.getString());
            }
        }

        @Nullable
        String text(String name) {
            String value = texts.get(name);
            return value == null || value.isEmpty() ? null : value;
        }

        String required(String name) {
            String value = text(name);
            if (value == null) {
                throw new IllegalArgumentException("`" + name + "` is missing");
            }
            return value;
        }

        Instant instant(String name) {
            String value = required(name);
            Instant usual = UsualTime.read(value);
            if (usual != null) {
                return usual;
            }
            try {
                return OffsetDateTime.parse(value).toInstant();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "`" + name + "` is \"" + value + "\", which is no time such as 2026-01-05T10:00:00Z", e);
            }
        }

        @Nullable
        Long number(String name) {
            String value = text(name);
            try {
                return value == null ? null : Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("`" + name + "` is \"" + value + "\", which is no whole number", e);
            }
        }

        @Nullable
        Integer small(String name) {
            Long value = number(name);
            if (value != null && (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE)) {
                throw new IllegalArgumentException("`" + name + "` is " + value + ", which is too large");
            }
            return value == null ? null : value.intValue();
        }

        <T> Optional<T> each(String name, Function<String, Optional<T>> reader) {
            String value = text(name);
            if (value == null) {
                return Optional.empty();
            }
            Optional<T> read = reader.apply(value);
            if (read.isEmpty()) {
                throw new IllegalArgumentException("`" + name + "` is \"" + value + "\", which is no known value");
            }
            return read;
        }
    }
}
