package io.carom.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.api.Proof;
import io.carom.api.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A provider that nobody built in is read by a file. */
class MappingTest {
    private static final String BODY = "{\"batch\":{\"events\":["
            + "{\"type\":\"bounced\",\"uuid\":\"u1\",\"time\":1767607200,\"rcpt\":[\"ann@one.example\"],\"why\":\"nobody\","
            + "\"smtp\":{\"reply\":\"550 5.1.1 no\",\"code\":\"550\"},\"message/id\":\"<m1@x>\",\"labels\":{\"campaign\":\"c1\"},"
            + "\"tags\":[\"t\"],\"custom\":{\"k\":1}},"
            + "{\"type\":\"full\",\"created\":\"2026-01-05T10:00:00Z\",\"rcpt\":[\"bo@two.example\"],\"class\":\"H\"},"
            + "{\"type\":\"queued\",\"rcpt\":[\"bo@two.example\"]},"
            + "{\"type\":\"spam\",\"rcpt\":[\"bo@two.example\"]},"
            + "{\"type\":\"vanished\",\"rcpt\":[\"bo@two.example\"]},"
            + "{\"type\":\"clicked\",\"rcpt\":[\"bo@two.example\"],\"link\":\"https://x.example/\"}]}}";

    @Test
    void a_mapped_provider_is_read_and_proven_like_any_other() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        String signature =
                "sha256=" + SignedRequests.base64(SignedRequests.hmac("HmacSHA256", SignedRequests.bytes("k"), body));
        WebhookRequest request = WebhookRequest.of(Map.of("x-acme-signature", signature), body);

        WebhookAnswer answer = webhooks().receive("acme-mail", request, Endpoint.of("k"));

        WebhookAnswer.Events read = (WebhookAnswer.Events) answer;
        assertThat(read.verified()).isTrue();
        assertThat(read.ignored()).isEqualTo(1);
        assertThat(read.problems()).extracting(WebhookAnswer.Refused::place).containsExactly("/batch/events/4/type");
        var first = read.events().get(0);
        assertThat(Fixtures.parts(first))
                .containsEntry("id", "acme-mail:u1")
                .containsEntry("at", "2026-01-05T10:00:00Z")
                .containsEntry("recipient", "ann@one.example")
                .containsEntry("reply", "550 5.1.1 no")
                .containsEntry("replyCode", "550")
                .containsEntry("message", "<m1@x>")
                .containsEntry("campaign", "c1")
                .containsEntry("bounceType", "hard")
                .containsEntry("reason", "user_unknown")
                .containsEntry("meta.tags", "[\"t\"]")
                .containsEntry("meta.k", "1");
        assertThat(first.proof()).isEqualTo(Proof.WEBHOOK);
        assertThat(read.events().get(1).bounceType()).isEqualTo(BounceType.HARD);
        assertThat(read.events().get(1).reason()).isEqualTo(Reason.MAILBOX_FULL);
        assertThat(read.events().get(2).kind()).isEqualTo(EventKind.COMPLAINT);
        assertThat(read.events().get(2).feedbackType()).isEqualTo("abuse");
        assertThat(read.events().get(3).meta()).containsEntry("provider.url", "https://x.example/");
    }

    @Test
    void a_wrong_signature_of_a_mapped_provider_is_refused() {
        WebhookRequest request =
                WebhookRequest.of(Map.of("X-Acme-Signature", "sha256=AAAA"), BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(webhooks().receive("acme-mail", request, Endpoint.of("k")))
                .isInstanceOf(WebhookAnswer.Refused.class);
    }

    @Test
    void every_problem_of_a_file_is_told_with_its_line() {
        String text = "name: Acme Mail\nkind: type\nkinds:\n  a: bounce mailbox_fool\n  b: exploded\n  a: ignore\n"
                + "fields:\n  at: /time\n  to: /to\n  reason: {values: {x: nothing}}\nsignature: {algorithm: md5}\nextra: 1\n";

        List<Problem> problems = problems(text);

        assertThat(problems.stream().map(Problem::toString))
                .containsExactlyInAnyOrder(
                        "acme.yml:12:1: a mapping file has no `extra`; it has events, fields, kind, kinds, name, signature",
                        "acme.yml:1:7: `name` is no name; use lower case letters, digits and hyphens",
                        "acme.yml:2:7: `type` is no JSON pointer; did you mean `/type`?",
                        "acme.yml:6:3: `a` comes twice; keep one",
                        "acme.yml:5:6: `exploded` is no kind of event; use bounce, deferral, delivery, complaint, opened ... or ignore",
                        "acme.yml:9:3: `fields` has no `to`; it has at, attempt, bounceType, campaign, description, diagnostic, feedbackType, id, ip, list, message, meta, reason, recipient, remoteMta, reply, replyCode, sendingIp, status, subscriber, tags, url, userAgent",
                        "acme.yml:10:24: `nothing` is no reason; did you mean `not_rfc_compliant`?",
                        "acme.yml:10:11: `reason` has no `at`; say where it stands: `at: /code`",
                        "acme.yml:8:3: `fields` has no `recipient`; say where the address stands",
                        "acme.yml:11:12: `signature` has no `header`; say which header the signature stands in",
                        "acme.yml:11:12: `md5` is no algorithm; use sha256, sha512 or sha1");
        assertThat(problems("kinds: {a: bounce mailbox_fool}").toString()).contains("did you mean `mailbox_full`?");
    }

    @Test
    void what_is_no_mapping_is_told_too() {
        for (String text :
                List.of("", "[", "- a", "a: b: c", "\t", "x", "[".repeat(60_000), "a".repeat(70_000), "&a [*a]")) {
            assertThat(problems(text)).as(text).isNotEmpty();
        }
    }

    @Test
    void a_mapping_replaces_a_built_in_provider_of_its_name() {
        String text = "name: postmark\nkind: /k\nkinds: {a: opened}\nfields: {recipient: /r}\n";
        Webhooks webhooks =
                new Webhooks(Fixtures.CLOCK, WebhookLimits.DEFAULT, List.of(MappingFile.read("postmark.yml", text)));

        WebhookAnswer answer = webhooks.receive(
                "postmark", WebhookRequest.ofBody("{\"k\":\"a\",\"r\":\"a@x.example\"}"), Endpoint.unsigned());

        assertThat(((WebhookAnswer.Events) answer).events()).hasSize(1);
    }

    private static List<Problem> problems(String text) {
        return catchThrowableOfType(PolicyException.class, () -> MappingFile.read("acme.yml", text))
                .problems();
    }

    private static Webhooks webhooks() {
        String text = new String(Fixtures.resource("/webhook/mapping/acme-mail.yml"), StandardCharsets.UTF_8);
        return new Webhooks(Fixtures.CLOCK, WebhookLimits.DEFAULT, List.of(MappingFile.read("acme-mail.yml", text)));
    }
}
