package io.carom.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.intake.webhook.WebhookAnswer.Refused;
import io.carom.intake.webhook.WebhookAnswer.Why;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonBounds;
import io.carom.intake.webhook.body.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signatures that others made, where their folder lies beside the checkout. */
class SharedVectorsTest {
    private Path folder = Path.of("");

    /** One vector as a request. */
    private record Vector(
            String provider, String key, Map<String, String> headers, String body, Instant at, boolean coversBody) {}

    @BeforeEach
    void needs_the_folder() {
        Optional<Path> found = SharedFolder.webhooks();
        assumeTrue(found.isPresent(), "the folder shared/webhooks is not beside this checkout");
        folder = found.get().resolve("signatures");
    }

    @Test
    void every_vector_verifies() throws IOException {
        for (Vector vector : vectors()) {
            WebhookAnswer answer = receive(vector, vector.key(), vector.headers(), vector.body());
            boolean proven = answer instanceof WebhookAnswer.Events read && read.verified();
            // The body of the specification's own vector is no event: what it is refused for comes after the signature.
            boolean noEvent = answer instanceof Refused refused && refused.why() == Why.MALFORMED;
            assertThat(proven || noEvent).as(vector + " " + answer).isTrue();
        }
    }

    @Test
    void one_changed_byte_is_refused() throws IOException {
        for (Vector vector : vectors()) {
            String body = vector.body();
            for (int i = 0; vector.coversBody() && i < body.length(); i++) {
                assertNotProven(vector, vector.key(), vector.headers(), flip(body, i));
            }
            for (String header : vector.headers().keySet()) {
                String value = vector.headers().get(header);
                for (int i = 0; i < value.length(); i++) {
                    Map<String, String> headers = new TreeMap<>(vector.headers());
                    headers.put(header, flip(value, i));
                    assertNotProven(vector, vector.key(), headers, body);
                }
            }
            for (int i = vector.key().startsWith("whsec_") ? 6 : 0;
                    i < vector.key().length();
                    i++) {
                assertNotProven(vector, flip(vector.key(), i), vector.headers(), body);
            }
        }
    }

    @Test
    void a_changed_token_or_time_of_mailgun_is_refused() throws IOException {
        Json vector = read("mailgun");
        for (String field : List.of("token", "timestamp", "signature")) {
            String value = vector.text(field);
            for (int i = 0; i < value.length(); i++) {
                String body = mailgun(vector).replace('"' + value + '"', '"' + flip(value, i) + '"');
                Vector changed = new Vector("mailgun", vector.text("key"), Map.of(), body, at(vector), false);
                assertNotProven(changed, changed.key(), Map.of(), body);
            }
        }
    }

    private List<Vector> vectors() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        Json mailgun = read("mailgun");
        vectors.add(new Vector("mailgun", mailgun.text("key"), Map.of(), mailgun(mailgun), at(mailgun), false));
        Json mailersend = read("mailersend");
        vectors.add(new Vector(
                "mailersend",
                mailersend.text("key"),
                Map.of("Signature", mailersend.text("signature")),
                mailersend.text("body"),
                Fixtures.NOW,
                true));
        Json sendgrid = read("sendgrid");
        Map<String, String> headers = new TreeMap<>();
        sendgrid.fields().forEach((name, value) -> {
            if (name.startsWith("header ")) {
                headers.put(name.substring(7), value.text());
            }
        });
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(headers.get("X-Twilio-Email-Event-Webhook-Timestamp")));
        vectors.add(
                new Vector("sendgrid", sendgrid.text("public_key"), headers, sendgrid.text("body"), signedAt, true));
        vectors.add(svix("resend-svix", "svix-"));
        vectors.add(svix("standard-webhooks", "webhook-"));
        return vectors;
    }

    private Vector svix(String file, String prefix) throws IOException {
        Json vector = read(file);
        Map<String, String> headers = new TreeMap<>();
        for (String part : List.of("id", "timestamp", "signature")) {
            headers.put(prefix + part, vector.text(prefix + part));
        }
        Instant at = Instant.ofEpochSecond(vector.number(prefix + "timestamp"));
        return new Vector("resend", vector.text("secret"), headers, vector.text("body"), at, true);
    }

    private static String mailgun(Json vector) {
        return "{\"signature\":{\"timestamp\":\"" + vector.text("timestamp") + "\",\"token\":\"" + vector.text("token")
                + "\",\"signature\":\"" + vector.text("signature")
                + "\"},\"event-data\":{\"event\":\"opened\",\"recipient\":\"a@x.example\"}}";
    }

    private static Instant at(Json mailgun) {
        return Instant.ofEpochSecond(mailgun.number("timestamp"));
    }

    private Json read(String name) throws IOException {
        return new JsonReader(JsonBounds.DEFAULT).read(Files.readAllBytes(folder.resolve(name + ".json")));
    }

    private static String flip(String text, int at) {
        return text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
    }

    private static void assertNotProven(Vector vector, String key, Map<String, String> headers, String body) {
        WebhookAnswer answer = receive(vector, key, headers, body);
        assertThat(answer).as(vector + " " + answer).isInstanceOf(Refused.class);
    }

    private static WebhookAnswer receive(Vector vector, String key, Map<String, String> headers, String body) {
        return new Webhooks(Clock.fixed(vector.at(), ZoneOffset.UTC))
                .receive(
                        vector.provider(),
                        WebhookRequest.of(headers, body.getBytes(StandardCharsets.UTF_8)),
                        Endpoint.of(key));
    }
}
