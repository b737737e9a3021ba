package io.carom.intake.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that somebody saved one after the other: one a line, or as an array. */
class SavedRequestsTest {
    static List<Fixtures.Case> cases() {
        return Fixtures.all().stream()
                .filter(one -> one.json().at("form").missing())
                .toList();
    }

    private static WebhookAnswer receive(String provider, String body) {
        return new Webhooks(Fixtures.CLOCK)
                .receive(provider, WebhookRequest.of(Map.of(), body.getBytes(UTF_8)), Endpoint.unsigned());
    }

    private static List<Map<String, String>> told(WebhookAnswer answer) {
        assertThat(answer).as(answer.toString()).isInstanceOf(WebhookAnswer.Events.class);
        List<Map<String, String>> told = new ArrayList<>();
        for (var event : ((WebhookAnswer.Events) answer).events()) {
            told.add(Fixtures.parts(event));
        }
        return told;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void two_saved_requests_tell_what_each_tells(Fixtures.Case fixture) {
        String body = new String(fixture.request().body(), UTF_8);
        WebhookAnswer alone = receive(fixture.provider(), body);
        if (!(alone instanceof WebhookAnswer.Events one) || (one.events().isEmpty() && one.ignored() == 0)) {
            return; // a subscription, or a record that is refused: nothing to double
        }
        List<Map<String, String>> twice = new ArrayList<>(told(alone));
        twice.addAll(told(alone));

        assertThat(told(receive(fixture.provider(), body + "\r\n" + body + "\n")))
                .isEqualTo(twice);
        if (!body.stripLeading().startsWith("[")
                && fixture.json().at("body").at("events").missing()) {
            assertThat(told(receive(fixture.provider(), "[" + body + "," + body + "]")))
                    .isEqualTo(twice);
        }
    }

    @Test
    void ids_that_stand_in_a_header_are_not_given_to_several_saved_requests() {
        Fixtures.Case fixture = Fixtures.of("resend").get(0);
        String body = new String(fixture.request().body(), UTF_8);
        WebhookRequest request =
                WebhookRequest.of(Map.of("svix-id", "msg_1"), ("[" + body + "," + body + "]").getBytes(UTF_8));

        WebhookAnswer answer = new Webhooks(Fixtures.CLOCK).receive("resend", request, Endpoint.unsigned());

        assertThat(told(answer))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.get("id")).isNull());
    }

    @Test
    void a_record_that_is_wrong_is_named_by_its_number_and_the_others_are_read() {
        Fixtures.Case fixture = Fixtures.of("mailgun").get(0);
        String body = new String(fixture.request().body(), UTF_8);

        WebhookAnswer.Events read =
                (WebhookAnswer.Events) receive("mailgun", "[" + body + ",{\"event-data\":{\"event\":\"teleported\"}}]");

        assertThat(read.events()).hasSize(1);
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.place()).isEqualTo("/1/event-data/event");
            assertThat(problem.message()).contains("teleported");
        });
    }

    @Test
    void an_empty_body_null_and_broken_json_are_refused_in_plain_words() {
        assertThat(receive("sendgrid", "null").toString()).contains("there is nothing in it");
        assertThat(receive("sendgrid", "{\"a\":").toString()).doesNotContain("Source", "start marker");
        assertThat(receive("sendgrid", "hello").toString()).doesNotContain("was expecting");
        assertThat(receive("mailtrap", "{\"event\":\"open\"}\n{")).isInstanceOf(WebhookAnswer.Refused.class);
    }
}
