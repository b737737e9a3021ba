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
                    {"event":"bounce","at":"2026-01-05T10:00:00Z"                                         | no JSON object: it ends before its last bracket
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":["b@x"]}                    | `recipient` is an array; it must be a text
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":{"a":1}}                    | `recipient` is an object; it must be a text
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":5}                          | `recipient` is a number; it must be an address
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":true}                       | `recipient` is true or false
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":" <> "}                     | recipient
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","reply":{"code":550}} | `reply` is an object
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","message":["<m>"]}    | `message` is an array
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","meta":["x"]}         | `meta` is an array; it must be an object
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","meta":"x"}           | `meta` is a text; it must be an object
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","replyCode":550.5}    | no whole number
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","replyCode":true}     | `replyCode` is true or false; it must be a whole number
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","bounceType":"firm"}  | none of hard, soft
                    {"event":"bounce","at":"2026-01-05T10:00:00Z","recipient":"b@x","proof":"maybe"}      | none of smtp, webhook, verp, message_id, operator, none
                    {"event":"bounce","at":"+12026-01-05T10:00:00Z","recipient":"b@x"}                    | not between 1970 and 9999
                    {"event":"bounce","at":"0001-01-01T00:00:00Z","recipient":"b@x"}                      | not between 1970 and 9999
                    {"event":"bounce","at":1767607200,"recipient":"b@x"}                                  | no time such as 2026-01-05T10:00:00Z
                    {"event":"campaign","id":"c","firstSend":"yes"}                                       | `firstSend` is yes; it must be true or false
                    {"event":"campaign","id":"c","firstSend":[true]}                                      | `firstSend` is an array; it must be true or false
                    {"event":"campaign","id":"c","sent":-5}                                               | below 0
                    {"event":"server","id":["s"]}                                                         | `id` is an array
                    """)
    void a_bad_line_is_refused_with_its_place_and_what_is_wrong(String line, String what) {
        assertThatThrownBy(() -> EventJson.read(line, "events.jsonl:7"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("events.jsonl:7: ")
                .hasMessageContaining(what);
    }

    @Test
    void a_message_about_what_is_no_json_is_one_line_without_the_parsers_own_words() {
        for (String line :
                new String[] {"{\"event\":\"bounce\"", "nonsense", "{\"event\":\"bou\nnce\"}", "{'event':1}"}) {
            assertThatThrownBy(() -> EventJson.read(line, "e:1"))
                    .hasMessageStartingWith("e:1: this is no JSON object: ")
                    .message()
                    .doesNotContain("Source", "JSON String", "Object or token", "\n");
        }
    }

    @Test
    void numbers_that_programs_write_in_their_own_way_are_taken() {
        Event event = (Event) EventJson.read(
                "{\"event\":\"bounce\",\"at\":\"2026-01-05 10:00:00Z\",\"recipient\":\"b@x\",\"replyCode\":550.0,\"attempt\":\"2\",\"campaign\":42}",
                "x");
        assertThat(event.replyCode()).isEqualTo(550);
        assertThat(event.attempt()).isEqualTo(2);
        assertThat(event.campaign()).isEqualTo("42");
        assertThat(event.at()).isEqualTo(Instant.parse("2026-01-05T10:00:00Z"));
    }

    @Test
    void a_recipient_is_taken_without_blanks_and_brackets_around_it() {
        Event event = (Event) EventJson.read(
                "{\"event\":\"sent\",\"at\":\"2026-01-05T10:00:00Z\",\"recipient\":\" <Bob@Example.com> \"}", "x");
        assertThat(event.recipient()).isEqualTo("Bob@Example.com");
    }

    @Test
    void the_last_of_two_fields_of_one_name_counts_whatever_the_first_was() {
        Event event = (Event) EventJson.read(
                "{\"event\":\"sent\",\"at\":\"2026-01-05T10:00:00Z\",\"recipient\":[],\"recipient\":\"b@x\"}", "x");
        assertThat(event.recipient()).isEqualTo("b@x");
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
