package io.carom.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.InputException;
import io.carom.api.Proof;
import io.carom.api.ServerContext;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventJsonTest {
    private static final String FULL = """
            {"id":"e1","event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"bob@example.com","reply":"550 5.1.1 gone",\
            "replyCode":550,"status":"5.1.1","diagnostic":"gone","message":"<m1@example.net>","attempt":1,"campaign":"c1",\
            "list":"news","subscriber":"s1","server":"smtp-1","sendingIp":"192.0.2.1","remoteMta":"mx.example.com",\
            "source":"smtp","proof":"smtp","feedbackType":"abuse","bounceType":"hard","reason":"user_unknown",\
            "action":"failed","meta":{"tag":"x"}}""";

    @Test
    void an_event_is_written_as_it_was_read() {
        assertThat(EventJson.write((Event) EventJson.read(FULL, "here"))).isEqualTo(FULL);
    }

    @Test
    void kind_time_and_recipient_are_enough_and_an_operator_vouches() {
        Event event = (Event) EventJson.read(
                "{\"event\":\"delivered\",\"at\":\"2026-01-05T11:00:00+01:00\",\"recipient\":\"b@example.com\"}", "x");
        assertThat(event.kind()).isEqualTo(EventKind.DELIVERY);
        assertThat(event.at()).isEqualTo(Instant.parse("2026-01-05T10:00:00Z"));
        assertThat(event.source()).isEqualTo(EventSource.SMTP);
        assertThat(event.proof()).isEqualTo(Proof.OPERATOR);
    }

    @Test
    void context_lines_configure_servers_and_campaigns() {
        assertThat(EventJson.read(
                        "{\"event\":\"server\",\"id\":\"s\",\"retryPolicy\":\"aggressive\",\"ip\":\"192.0.2.1\"}", "x"))
                .isEqualTo(new ServerContext("s", "aggressive", "192.0.2.1"));
        assertThat(EventJson.read("{\"event\":\"campaign\",\"id\":\"c1\",\"sent\":10000,\"firstSend\":true}", "x"))
                .isEqualTo(new CampaignContext("c1", 10_000L, true));
    }

    @Test
    void unknown_fields_nested_or_not_are_passed_over() {
        assertThat(EventJson.read(
                        "{\"x\":{\"y\":[1,{}]},\"event\":\"sent\",\"at\":\"2026-01-05T10:00:00Z\",\"recipient\":\"b@example.com\"}",
                        "x"))
                .isInstanceOf(Event.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    not json                                                                              | no JSON object
                    []                                                                                    | no JSON object
                    {"event":"bounce"}                                                                    | `at` is missing
                    {"event":"bounce","at":"yesterday","recipient":"b@x"}                                 | yesterday
                    {"event":"bounced","at":"2026-01-05T10:00:00Z","recipient":"b@x"}                     | bounced
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","status":"5.1"}       | 5.1
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","replyCode":"abc"}    | abc
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","attempt":0}          | attempt 0
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x"} {}                   | follows
                    {"event":"bounce","at":"2026-01-05T10:00:00Z"                                         | no JSON object
                    """)
    void a_bad_line_is_refused_with_its_place_and_what_is_wrong(String line, String what) {
        assertThatThrownBy(() -> EventJson.read(line, "events.jsonl:7"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("events.jsonl:7: ")
                .hasMessageContaining(what);
    }

    @Test
    void deep_nesting_is_refused_not_followed() {
        String deep = "{\"event\":\"bounce\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> EventJson.read(deep, "x")).isInstanceOf(InputException.class);
    }

    @Test
    void the_same_content_gives_the_same_id() {
        Event event = Event.of(EventKind.BOUNCE, Instant.EPOCH, "b@example.com").build();
        assertThat(EventId.identified(event).id())
                .isEqualTo(EventId.identified(event).id())
                .hasSize(24);
        assertThat(EventId.identified(event.edit().reply("550 no").build()).id())
                .isNotEqualTo(EventId.identified(event).id());
        assertThat(EventId.identified(event.edit().id("own").build()).id()).isEqualTo("own");
    }
}
