package io.carom.intake.webhook;

import io.carom.api.Event;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonBounds;
import io.carom.intake.webhook.body.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Invented payloads in the documented shapes of every provider, with what is expected of them. */
final class Fixtures {
    static final Instant NOW = Instant.parse("2026-01-05T10:00:10Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final JsonReader JSON = new JsonReader(JsonBounds.DEFAULT);

    private Fixtures() {}

    /** One case of a provider. */
    record Case(String provider, String name, WebhookRequest request, Json json) {
        @Override
        public String toString() {
            return provider + ": " + name;
        }
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (String provider : new Webhooks(CLOCK).providers()) {
            cases.addAll(of(provider));
        }
        return cases;
    }

    static List<Case> of(String provider) {
        List<Case> cases = new ArrayList<>();
        for (Json json :
                JSON.read(resource("/webhook/fixtures/" + provider + ".json")).items()) {
            Map<String, String> headers = new TreeMap<>();
            json.at("headers").fields().forEach((name, value) -> headers.put(name, value.text()));
            cases.add(new Case(provider, json.text("name"), WebhookRequest.of(headers, body(json)), json));
        }
        return cases;
    }

    static byte[] resource(String name) {
        try (var in = Fixtures.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The parts of an event by their names in JSON. */
    static Map<String, String> parts(Event event) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("id", event.id());
        parts.put("event", event.kind().word());
        parts.put("at", text(event.at()));
        parts.put("recipient", event.recipient());
        parts.put("reply", event.reply());
        parts.put("replyCode", text(event.replyCode()));
        parts.put("status", text(event.status()));
        parts.put("diagnostic", event.diagnostic());
        parts.put("message", event.message());
        parts.put("attempt", text(event.attempt()));
        parts.put("campaign", event.campaign());
        parts.put("list", event.list());
        parts.put("sendingIp", event.sendingIp());
        parts.put("remoteMta", event.remoteMta());
        parts.put("source", event.source().word());
        parts.put("proof", event.proof().word());
        parts.put("feedbackType", event.feedbackType());
        parts.put(
                "bounceType",
                event.bounceType() == null ? null : event.bounceType().word());
        parts.put("reason", event.reason() == null ? null : event.reason().word());
        event.meta().forEach((name, value) -> parts.put("meta." + name, value));
        return parts;
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static byte[] body(Json json) {
        if (json.at("form").missing()) {
            return withTexts(json.at("body")).write().getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder form = new StringBuilder();
        for (Json field : json.at("form").items()) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(encode(field.at(0)))
                    .append('=')
                    .append(encode(field.at(1)));
        }
        return form.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(Json value) {
        return URLEncoder.encode(value.text(), StandardCharsets.UTF_8);
    }

    /** {@code {"$json": value}} stands for the value as a text of JSON. */
    private static Json withTexts(Json value) {
        if (!value.at("$json").missing()) {
            return new Json.Text(value.at("$json").write());
        }
        if (value instanceof Json.Obj object) {
            Map<String, Json> fields = new LinkedHashMap<>();
            object.fields().forEach((name, field) -> fields.put(name, withTexts(field)));
            return new Json.Obj(fields);
        }
        if (value instanceof Json.Arr array) {
            return new Json.Arr(array.items().stream().map(Fixtures::withTexts).toList());
        }
        return value;
    }
}
