package io.carom.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.Proof;
import io.carom.intake.webhook.SignedRequests.Signed;
import io.carom.intake.webhook.WebhookAnswer.Refused;
import io.carom.intake.webhook.WebhookAnswer.Why;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request is proven by its signature, once, while it is fresh; and by nothing that differs in a byte. */
class SignatureTest {
    static List<Signed> signed() {
        return SignedRequests.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signed")
    void a_signed_request_is_proven(Signed signed) {
        WebhookAnswer answer = at(Fixtures.NOW).receive(signed.provider(), signed.request(), signed.endpoint());

        assertThat(answer).as(answer.toString()).isInstanceOf(WebhookAnswer.Events.class);
        WebhookAnswer.Events read = (WebhookAnswer.Events) answer;
        assertThat(read.verified()).isTrue();
        assertThat(read.events()).isNotEmpty().extracting(Event::proof).containsOnly(Proof.WEBHOOK);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signed")
    void without_a_key_nothing_is_proven(Signed signed) {
        WebhookAnswer answer = at(Fixtures.NOW).receive(signed.provider(), signed.request(), Endpoint.unsigned());

        assertThat(((WebhookAnswer.Events) answer).verified()).isFalse();
        assertThat(((WebhookAnswer.Events) answer).events())
                .extracting(Event::proof)
                .containsOnly(Proof.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signed")
    void any_of_several_keys_will_do(Signed signed) {
        Endpoint one = signed.endpoint();
        Endpoint two = new Endpoint(
                List.of("basic:other:key", one.keys().get(0)), one.url(), null, one.fields(), one.certificates());

        assertThat(at(Fixtures.NOW).receive(signed.provider(), signed.request(), two))
                .isInstanceOf(WebhookAnswer.Events.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signed")
    void a_changed_byte_of_the_body_is_refused(Signed signed) {
        if (!signed.parts().contains("body")) {
            return;
        }
        int step = Math.max(1, signed.body().length / 200);
        for (int i = 0; i < signed.body().length; i += step) {
            byte[] body = signed.body().clone();
            body[i] ^= 1;
            assertRefused(signed, WebhookRequest.of(signed.headers(), body), signed.endpoint(), "byte " + i);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signed")
    void a_changed_byte_of_a_header_is_refused(Signed signed) {
        if (!signed.parts().contains("headers")) {
            return;
        }
        for (String name : signed.headers().keySet()) {
            String value = signed.headers().get(name);
            for (int i = 0; i < value.length(); i++) {
                Map<String, String> headers = new TreeMap<>(signed.headers());
                headers.put(name, value.substring(0, i) + (char) (value.charAt(i) ^ 1) + value.substring(i + 1));
                assertRefused(signed, WebhookRequest.of(headers, signed.body()), signed.endpoint(), name + " " + i);
            }
            Map<String, String> headers = new TreeMap<>(signed.headers());
            headers.remove(name);
            assertRefused(signed, WebhookRequest.of(headers, signed.body()), signed.endpoint(), "no " + name);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signed")
    void a_changed_byte_of_the_key_is_refused(Signed signed) {
        if (!signed.parts().contains("key")) {
            return;
        }
        String key = signed.endpoint().keys().get(0);
        // What stands before the secret itself says of which kind it is.
        int from = key.startsWith("whsec_") ? 6 : key.lastIndexOf(':') + 1;
        for (int i = from; i < key.length(); i++) {
            String other = key.substring(0, i) + (char) (key.charAt(i) ^ 1) + key.substring(i + 1);
            Endpoint endpoint = Endpoint.of(other)
                    .url(signed.endpoint().url())
                    .certificates(signed.endpoint().certificates());
            assertRefused(signed, signed.request(), endpoint, "key " + i);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signed")
    void a_signature_counts_once(Signed signed) {
        Webhooks webhooks = at(Fixtures.NOW);
        WebhookAnswer first = webhooks.receive(signed.provider(), signed.request(), signed.endpoint());
        WebhookAnswer second = webhooks.receive(signed.provider(), signed.request(), signed.endpoint());
        if (((WebhookAnswer.Events) first).ticket() == null) {
            assertThat(second).isInstanceOf(WebhookAnswer.Events.class);
            return;
        }

        assertThat(((Refused) second).why()).isEqualTo(Why.REPLAYED);

        webhooks.release((WebhookAnswer.Events) first);
        assertThat(webhooks.receive(signed.provider(), signed.request(), signed.endpoint()))
                .isInstanceOf(WebhookAnswer.Events.class);
    }

    @Test
    void a_signature_is_refused_when_it_is_stale_or_from_ahead() {
        for (Signed signed : signed()) {
            Webhooks late = at(Fixtures.NOW.plus(Duration.ofHours(13)));
            WebhookAnswer answer = late.receive(signed.provider(), signed.request(), signed.endpoint());
            boolean timed =
                    List.of("sendgrid", "mailgun", "resend", "mailomat", "ses").contains(signed.provider());

            assertThat(answer).as(signed.toString()).isInstanceOf(timed ? Refused.class : WebhookAnswer.Events.class);
            if (timed) {
                assertThat(((Refused) answer).why()).isEqualTo(Why.STALE);
                Webhooks early = at(Fixtures.NOW.minus(Duration.ofHours(13)));
                assertThat(((Refused) early.receive(signed.provider(), signed.request(), signed.endpoint())).why())
                        .isEqualTo(Why.STALE);
                Endpoint patient = signed.endpoint().freshness(Duration.ofDays(2));
                assertThat(late.receive(signed.provider(), signed.request(), patient))
                        .isInstanceOf(WebhookAnswer.Events.class);
            }
        }
    }

    @Test
    void five_minutes_are_allowed_by_default() {
        Signed signed = signed().stream()
                .filter(one -> one.provider().equals("mailgun"))
                .findFirst()
                .orElseThrow();
        Instant signedAt = Instant.ofEpochSecond(SignedRequests.SIGNED_AT);

        assertThat(at(signedAt.plusSeconds(300)).receive("mailgun", signed.request(), signed.endpoint()))
                .isInstanceOf(WebhookAnswer.Events.class);
        assertThat(at(signedAt.plusSeconds(301)).receive("mailgun", signed.request(), signed.endpoint()))
                .isInstanceOf(Refused.class);
    }

    private static void assertRefused(Signed signed, WebhookRequest request, Endpoint endpoint, String what) {
        WebhookAnswer answer = at(Fixtures.NOW).receive(signed.provider(), request.to(signed.url()), endpoint);
        assertThat(answer).as(signed + " " + what + " " + answer).isInstanceOf(Refused.class);
    }

    private static Webhooks at(Instant now) {
        return new Webhooks(Clock.fixed(now, ZoneOffset.UTC));
    }
}
