package io.carom.engine.webhook;

import io.carom.spi.Outgoing;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON that is sent. Stateless. */
final class Body {
    private static final JsonFactory JSON = new JsonFactory();

    private Body() {}

    /** What happened to an address on one list. */
    static String of(String event, Outgoing behind, @Nullable String list) {
        return write(event, behind.address().address(), list, behind.status(), behind.bounceType(), behind.reason());
    }

    /** A sample, for a test of an endpoint. */
    static String sample() {
        return write(
                "webhook.test", "test@example.com", "test-list", "5.1.1", "hard", "550 5.1.1 This is a test by Carom");
    }

    private static String write(
            String event,
            String email,
            @Nullable String list,
            @Nullable String code,
            @Nullable String bounceType,
            @Nullable String reason) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("event", event);
            json.writeStringProperty("subscriber_email", email);
            write(json, "list_uid", list);
            write(json, "dsn_code", code);
            write(json, "bounce_type", bounceType);
            write(json, "reason", reason);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }
}
