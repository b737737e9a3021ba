package io.carom.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each provider's documented payloads come out as. */
class ProviderFixturesTest {
    static List<Fixtures.Case> cases() {
        return Fixtures.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_documented_payload_becomes_its_events(Fixtures.Case fixture) {
        WebhookAnswer answer =
                new Webhooks(Fixtures.CLOCK).receive(fixture.provider(), fixture.request(), Endpoint.unsigned());

        assertThat(answer).as(answer.toString()).isInstanceOf(WebhookAnswer.Events.class);
        WebhookAnswer.Events read = (WebhookAnswer.Events) answer;
        var expected = fixture.json().at("expect").items();
        assertThat(read.events()).as(read.toString()).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            Map<String, String> parts = Fixtures.parts(read.events().get(i));
            expected.get(i)
                    .fields()
                    .forEach((name, value) -> assertThat(parts.get(name))
                            .as(name + " of " + parts)
                            .isEqualTo(value.text()));
        }
        Long ignored = fixture.json().number("ignored");
        Long problems = fixture.json().number("problems");
        assertThat(read.ignored()).as("ignored").isEqualTo(ignored == null ? 0 : ignored.intValue());
        assertThat(read.problems()).as("problems").hasSize(problems == null ? 0 : problems.intValue());
    }

    @Test
    void every_provider_has_fixtures() {
        for (String provider : new Webhooks(Fixtures.CLOCK).providers()) {
            assertThat(Fixtures.of(provider)).as(provider).isNotEmpty();
        }
    }
}
