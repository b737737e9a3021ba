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
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/** Reads and writes the lines of an event stream: events, server lines and campaign lines. Stateless; for any number of threads. */
public final class EventJson {
    private static final List<String> KINDS = words(EventKind.values(), EventKind::word);
    private static final String SOURCES =
            "none of " + String.join(", ", words(EventSource.values(), EventSource::word));
    private static final String PROOFS = "none of " + String.join(", ", words(Proof.values(), Proof::word));
    private static final String TYPES = "none of " + String.join(", ", words(BounceType.values(), BounceType::word));
    private static final String REASONS = "none of " + String.join(", ", words(Reason.values(), Reason::word));
    private static final String STATUS = "no enhanced status code such as 5.1.1";

    private EventJson() {}

    private static <E> List<String> words(E[] of, Function<E, String> word) {
        return Arrays.stream(of).map(word).toList();
    }

    /**
     * One line as what it says. Fields of other names are passed over.
     *
     * @param place where the line stands, for messages: {@code events.jsonl:12}
     * @throws InputException when it is no such line, with the place and what to put right
     */
    public static Input read(String line, String place) {
        try {
            EventFields fields = EventFields.of(line);
            String what = fields.required("event");
            return switch (what) {
                case "server" ->
                    new ServerContext(fields.required("id"), fields.text("retryPolicy"), fields.text("ip"));
                case "campaign" ->
                    new CampaignContext(fields.required("id"), fields.count("sent"), fields.flag("firstSend"));
                default -> event(what, fields);
            };
        } catch (JacksonException e) {
            throw new InputException(place, "this is no JSON object: " + JsonFault.of(e), e);
        } catch (IllegalArgumentException e) {
            throw new InputException(place, String.valueOf(e.getMessage()), e);
        }
    }

    private static Event event(String what, EventFields fields) {
        EventKind kind = EventKind.of(what)
                .orElseThrow(() -> new IllegalArgumentException("`event` is \"" + what + "\", which is none of "
                        + String.join(", ", KINDS) + ", server, campaign"));
        Event.Builder event = Event.of(kind, fields.instant("at"), fields.address("recipient"));
        fields.each("source", EventSource::of, SOURCES).ifPresent(event::source);
        fields.each("proof", Proof::of, PROOFS).ifPresent(event::proof);
        return event.id(fields.text("id"))
                .reply(fields.text("reply"))
                .replyCode(fields.small("replyCode"))
                .status(fields.each("status", EnhancedStatus::parse, STATUS).orElse(null))
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
                .bounceType(fields.each("bounceType", BounceType::of, TYPES).orElse(null))
                .reason(fields.each("reason", Reason::of, REASONS).orElse(null))
                .action(fields.text("action"))
                .meta(fields.meta())
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
}
