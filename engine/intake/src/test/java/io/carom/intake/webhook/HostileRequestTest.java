package io.carom.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.intake.webhook.WebhookAnswer.Refused;
import io.carom.intake.webhook.WebhookAnswer.Why;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in, there is one clear answer, and the next request is read as if nothing had been. */
class HostileRequestTest {
    private final Webhooks webhooks = new Webhooks(Fixtures.CLOCK);

    static List<String> providers() {
        return new Webhooks(Fixtures.CLOCK).providers();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void what_is_no_json_is_refused_with_its_place(String provider) {
        for (String body : List.of("", " ", "nonsense", "{", "[1,", "{\"a\":}", "{\"a\":1}{\"b\":2", "\0", "<html>")) {
            Refused refused = refused(provider, body.getBytes(StandardCharsets.UTF_8));
            assertThat(refused.why()).as(body).isEqualTo(Why.MALFORMED);
            assertThat(refused.place()).as(body).isNotBlank();
            assertThat(refused.remedy()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void json_that_is_something_else_is_refused_or_empty(String provider) {
        for (String body :
                List.of("{}", "[]", "[[]]", "[{}]", "null", "7", "true", "\"x\"", "[null]", "{\"events\":{}}")) {
            WebhookAnswer answer = receive(provider, body.getBytes(StandardCharsets.UTF_8));
            if (answer instanceof WebhookAnswer.Events read) {
                assertThat(read.events()).as(provider + " " + body).isEmpty();
            }
        }
    }

    @Test
    void deep_json_is_refused() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(refused("sendgrid", bytes(deep)).message()).contains("depth");
        String deepText = "{\"Type\":\"Notification\",\"Message\":\"{\\\"a\\\":" + "[".repeat(5_000) + "\"}";
        assertThat(refused("ses", bytes(deepText)).why()).isEqualTo(Why.MALFORMED);
    }

    @Test
    void huge_numbers_are_refused_and_large_ones_are_harmless() {
        String huge = "[{\"email\":\"a@x.example\",\"event\":\"open\",\"timestamp\":" + "9".repeat(5_000) + "}]";
        assertThat(refused("sendgrid", bytes(huge)).message()).contains("length");

        for (String number : List.of("1e400", "-1", "99999999999999999999999999999999", "1e-400", "0.1e9999999")) {
            String body = "[{\"email\":\"a@x.example\",\"event\":\"deferred\",\"attempt\":" + number + ",\"timestamp\":"
                    + number + "}]";
            Event event = events("sendgrid", bytes(body)).events().get(0);
            assertThat(event.at()).as(number).isEqualTo(Fixtures.NOW);
            assertThat(event.attempt()).as(number).isNull();
        }
    }

    @Test
    void a_field_that_comes_twice_is_refused() {
        Refused refused = refused(
                "sendgrid", bytes("[{\"email\":\"a@x.example\",\"event\":\"open\",\"email\":\"b@x.example\"}]"));

        assertThat(refused.message()).contains("`email` comes twice");
        assertThat(refused.place()).isEqualTo("body 1:48");
    }

    @Test
    void wrong_types_cost_one_record_at_most() {
        String body = "[{\"email\":[\"a@x.example\"],\"event\":\"open\"},{\"email\":7,\"event\":\"open\"},"
                + "{\"email\":\"a@x.example\",\"event\":{\"x\":1}},{\"email\":\"a@x.example\",\"event\":\"bounce\","
                + "\"reason\":{\"a\":1},\"status\":5,\"sg_event_id\":[],\"category\":{\"a\":1},\"timestamp\":\"soon\"}]";

        WebhookAnswer.Events read = events("sendgrid", bytes(body));

        assertThat(read.problems()).extracting(Refused::place).containsExactly("/0", "/2/event");
        assertThat(read.events()).hasSize(2);
        assertThat(read.events().get(1).at()).isEqualTo(Fixtures.NOW);
    }

    @Test
    void ten_megabytes_are_refused() {
        byte[] body = new byte[10 << 20];
        Arrays.fill(body, (byte) ' ');

        Refused refused = refused("mailgun", body);

        assertThat(refused.why()).isEqualTo(Why.TOO_LARGE);
        assertThat(refused.message()).contains("10485760").contains("8388608");
    }

    @Test
    void more_events_than_allowed_are_refused() {
        String one = "{\"email\":\"a@x.example\",\"event\":\"open\"}";
        String body = "[" + (one + ",").repeat(10_000) + one + "]";

        assertThat(refused("sendgrid", bytes(body)).why()).isEqualTo(Why.TOO_LARGE);
    }

    @Test
    void more_form_fields_than_allowed_are_refused() {
        assertThat(refused("mailgun", bytes("event=opened&" + "a=1&".repeat(2_000)))
                        .message())
                .contains("more than 1000 fields");
    }

    @Test
    void invalid_utf_8_is_refused() {
        byte[] json = bytes("[{\"email\":\"a@x.example\",\"event\":\"op\u00e4n\"}]");
        json[json.length - 6] = (byte) 0xFF;
        assertThat(refused("sendgrid", json).why()).isEqualTo(Why.MALFORMED);
        assertThat(refused("mailgun", bytes("event=opened&recipient=%ff%fe")).message())
                .contains("UTF-8");
    }

    @Test
    void a_form_in_parts_is_read_without_its_files() {
        String body =
                "--b\r\nContent-Disposition: form-data; name=\"event\"\r\n\r\nbounced\r\n--b\r\nContent-Disposition: form-data; "
                        + "name=\"recipient\"\r\n\r\nann@one.example\r\n--b\r\nContent-Disposition: form-data; name=\"attachment-1\"; "
                        + "filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nlines\r\n\r\nof a file\r\n--b\r\nContent-Disposition: form-data; "
                        + "name=\"error\"\r\n\r\n550 5.1.1 n\u00f6\r\n--b--\r\n";
        Map<String, String> headers = Map.of("content-type", "multipart/form-data; boundary=b");

        WebhookAnswer answer =
                webhooks.receive("mailgun", WebhookRequest.of(headers, bytes(body)), Endpoint.unsigned());

        Event event = ((WebhookAnswer.Events) answer).events().get(0);
        assertThat(event.recipient()).isEqualTo("ann@one.example");
        assertThat(event.reply()).isEqualTo("550 5.1.1 n\u00f6");
        for (String broken : List.of("", "--b", "--b\r\n", "--c\r\n\r\n--c--", body.substring(0, 100), "--b--")) {
            assertThat(webhooks.receive("mailgun", WebhookRequest.of(headers, bytes(broken)), Endpoint.unsigned()))
                    .as(broken)
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void long_texts_are_cut_and_many_values_are_bounded() {
        StringBuilder body = new StringBuilder("[{\"email\":\"a@x.example\",\"event\":\"bounce\",\"reason\":\"550 ")
                .append("x".repeat(100_000))
                .append('"');
        for (int i = 0; i < 5_000; i++) {
            body.append(",\"own")
                    .append(i)
                    .append("\":\"")
                    .append("y".repeat(100))
                    .append('"');
        }
        Event event =
                events("sendgrid", bytes(body.append("}]").toString())).events().get(0);

        assertThat(event.reply()).hasSize(4_000);
        assertThat(event.meta()).hasSize(100);
    }

    @Test
    void an_address_with_control_characters_is_left_out() {
        String body = "[{\"email\":\"a@x.example\\r\\nBcc: b@x.example\",\"event\":\"open\"}]";

        assertThat(refused("sendgrid", bytes(body)).message()).contains("control characters");
    }

    @Test
    void an_unknown_provider_is_named_with_those_there_are() {
        WebhookAnswer answer = webhooks.receive("sendgird", WebhookRequest.ofBody("[]"), Endpoint.unsigned());

        assertThat(((Refused) answer).why()).isEqualTo(Why.UNKNOWN_PROVIDER);
        assertThat(answer.toString()).contains("`sendgird`").contains("sendgrid");
    }

    @Test
    void a_header_that_is_no_signature_is_refused() {
        for (String signature : List.of("", "x", "v1,", "sha256=", "=".repeat(100_000), "\u00e4")) {
            for (String header : List.of(
                    "Signature",
                    "Mailtrap-Signature",
                    "svix-signature",
                    "X-Mandrill-Signature",
                    "X-Postal-Signature",
                    "X-MOM-Webhook-Signature",
                    "X-Twilio-Email-Event-Webhook-Signature")) {
                for (String provider : providers()) {
                    WebhookRequest request = WebhookRequest.of(
                            Map.of(header, signature, "svix-id", "a", "svix-timestamp", "b"), bytes("{\"events\":[]}"));
                    WebhookAnswer answer = webhooks.receive(provider, request, Endpoint.of("whsec_AAAA"));
                    assertThat(((Refused) answer).why()).as(provider).isEqualTo(Why.NOT_PROVEN);
                }
            }
        }
    }

    @Test
    void azure_wants_its_code_back() {
        String body =
                "[{\"id\":\"x\",\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\",\"data\":{\"validationCode\":\"512d\\\"38b6\"}}]";

        assertThat(webhooks.receive("azure", WebhookRequest.ofBody(body), Endpoint.unsigned()))
                .isEqualTo(
                        new WebhookAnswer.Handshake("application/json", "{\"validationResponse\":\"512d\\\"38b6\"}"));
        assertThat(webhooks.receive("azure", WebhookRequest.ofBody(body), Endpoint.of("token")))
                .isInstanceOf(Refused.class);
    }

    private Refused refused(String provider, byte[] body) {
        WebhookAnswer answer = receive(provider, body);
        assertThat(answer).as(provider + " " + answer).isInstanceOf(Refused.class);
        return (Refused) answer;
    }

    private WebhookAnswer.Events events(String provider, byte[] body) {
        WebhookAnswer answer = receive(provider, body);
        assertThat(answer).as(provider + " " + answer).isInstanceOf(WebhookAnswer.Events.class);
        return (WebhookAnswer.Events) answer;
    }

    private WebhookAnswer receive(String provider, byte[] body) {
        return webhooks.receive(provider, WebhookRequest.of(Map.of(), body), Endpoint.unsigned());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
