package io.carom.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.intake.webhook.WebhookAnswer.Refused;
import io.carom.intake.webhook.WebhookAnswer.Why;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Amazon SNS: confirmations only for verified messages of allowed topics, certificates only from Amazon. */
class SnsTest {
    private static final String SUBSCRIBE = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=abc";
    private static final Endpoint ENDPOINT =
            Endpoint.of(SignedRequests.TOPIC).certificates(SignedRequests::certificate);

    @Test
    void a_verified_confirmation_of_an_allowed_topic_is_to_be_followed() throws GeneralSecurityException {
        WebhookAnswer answer = receive(confirmation(SignedRequests.TOPIC, SUBSCRIBE), ENDPOINT);

        assertThat(answer).isEqualTo(new WebhookAnswer.Confirmation(URI.create(SUBSCRIBE), SignedRequests.TOPIC));
    }

    @Test
    void a_confirmation_is_refused_without_a_configured_topic() throws GeneralSecurityException {
        WebhookAnswer answer = receive(confirmation(SignedRequests.TOPIC, SUBSCRIBE), Endpoint.unsigned());

        assertThat(((Refused) answer).why()).isEqualTo(Why.NOT_PROVEN);
    }

    @Test
    void somebody_elses_topic_is_refused_though_amazon_signed_it() throws GeneralSecurityException {
        String other = SignedRequests.TOPIC + "2";

        assertThat(((Refused) receive(confirmation(other, SUBSCRIBE), ENDPOINT)).place())
                .isEqualTo("/TopicArn");
    }

    @Test
    void an_address_to_confirm_that_is_not_amazons_is_refused() throws GeneralSecurityException {
        String body = confirmation(SignedRequests.TOPIC, "https://sns.eu-west-1.amazonaws.com.evil.example/");

        assertThat(((Refused) receive(body, ENDPOINT)).place()).isEqualTo("/SubscribeURL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/SimpleNotificationService-1.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-1.pem",
                "https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-1.pem",
                "https://a@sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
                "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-1.pem",
                "https://sns.eu-west-2.amazonaws.com/SimpleNotificationService-1.pem",
                "https://snsxeu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://s3.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
                "https://sns.eu-west-1.amazonaws.com/bucket/evil.txt",
                "file:///etc/passwd.pem",
                "https://sns.eu-west-1.amazonaws.com/Simple NotificationService-1.pem",
                ""
            })
    void a_certificate_that_is_not_amazons_is_never_asked_for(String address) {
        List<URI> asked = new ArrayList<>();
        Endpoint endpoint = Endpoint.of(SignedRequests.TOPIC).certificates(uri -> {
            asked.add(uri);
            return SignedRequests.certificate(uri);
        });
        SignedRequests.Signed signed = SignedRequests.all().stream()
                .filter(one -> one.provider().equals("ses"))
                .findFirst()
                .orElseThrow();
        String body = new String(signed.body(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem", address);

        WebhookAnswer answer = receive(body, endpoint);

        assertThat(((Refused) answer).place()).isEqualTo("/SigningCertURL");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_certificate_that_cannot_be_had_is_a_refusal() throws GeneralSecurityException {
        Endpoint endpoint = Endpoint.of(SignedRequests.TOPIC);

        WebhookAnswer answer = receive(confirmation(SignedRequests.TOPIC, SUBSCRIBE), endpoint);

        assertThat(answer.toString()).contains("/SigningCertURL").contains("no source of certificates");
        Endpoint garbage = endpoint.certificates(uri -> new byte[] {1, 2, 3});
        assertThat(receive(confirmation(SignedRequests.TOPIC, SUBSCRIBE), garbage))
                .isInstanceOf(Refused.class);
    }

    @Test
    void raw_delivery_has_no_signature_and_is_refused_where_a_topic_is_configured() {
        String raw = "{\"eventType\":\"Open\",\"mail\":{\"destination\":[\"a@x.example\"]},\"open\":{}}";

        assertThat(((Refused) receive(raw, ENDPOINT)).why()).isEqualTo(Why.NOT_PROVEN);
        assertThat(receive(raw, Endpoint.unsigned())).isInstanceOf(WebhookAnswer.Events.class);
    }

    @Test
    void the_end_of_a_subscription_is_no_event() throws GeneralSecurityException {
        String body = confirmation(SignedRequests.TOPIC, SUBSCRIBE)
                .replace("SubscriptionConfirmation", "UnsubscribeConfirmation");

        assertThat(((WebhookAnswer.Events) receive(body, Endpoint.unsigned())).events())
                .isEmpty();
    }

    private static String confirmation(String topic, String address) throws GeneralSecurityException {
        String time = Fixtures.NOW.toString();
        String signed = "Message\nm\nMessageId\nid-9\nSubscribeURL\n" + address + "\nTimestamp\n" + time
                + "\nToken\nabc\nTopicArn\n" + topic + "\nType\nSubscriptionConfirmation\n";
        byte[] signature = SignedRequests.sign("SHA256withRSA", SignedRequests.snsKey(), SignedRequests.bytes(signed));
        return "{\"Type\":\"SubscriptionConfirmation\",\"MessageId\":\"id-9\",\"Token\":\"abc\",\"TopicArn\":\"" + topic
                + "\",\"Message\":\"m\",\"SubscribeURL\":\"" + address + "\",\"Timestamp\":\"" + time
                + "\",\"SignatureVersion\":\"2\",\"Signature\":\"" + SignedRequests.base64(signature)
                + "\",\"SigningCertURL\":\"https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem\"}";
    }

    private static WebhookAnswer receive(String body, Endpoint endpoint) {
        return new Webhooks(Fixtures.CLOCK).receive("ses", WebhookRequest.ofBody(body), endpoint);
    }
}
