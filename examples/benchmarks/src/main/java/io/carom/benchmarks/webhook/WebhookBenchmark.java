package io.carom.benchmarks.webhook;

import io.carom.intake.webhook.Endpoint;
import io.carom.intake.webhook.WebhookAnswer;
import io.carom.intake.webhook.WebhookLimits;
import io.carom.intake.webhook.WebhookRequest;
import io.carom.intake.webhook.Webhooks;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Verifies and reads requests from memory, on one thread: requests a second is events a second where a request has one event. The
 * signature's memory is emptied after each request ({@code release}), because the same request comes again and again.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class WebhookBenchmark {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    /** One event by HMAC over the body, 50 of them in one request, or one event by ECDSA or RSA. */
    @Param({
        "mailersend-hmac-1",
        "mailgun-hmac-1",
        "mailtrap-hmac-50",
        "sendgrid-ecdsa-1",
        "sendgrid-ecdsa-50",
        "postal-rsa-1"
    })
    public String kind = "";

    private final Webhooks webhooks = new Webhooks(Clock.fixed(NOW, ZoneOffset.UTC), WebhookLimits.DEFAULT, List.of());
    private String provider = "";
    private WebhookRequest request = WebhookRequest.ofBody("");
    private Endpoint endpoint = Endpoint.unsigned();

    /** Signs the request that is then read over and over. */
    @Setup
    public void sign() throws GeneralSecurityException {
        provider = kind.substring(0, kind.indexOf('-'));
        switch (kind) {
            case "mailersend-hmac-1" -> hmac("Signature", mailersend());
            case "mailtrap-hmac-50" -> hmac("Mailtrap-Signature", "{\"events\":[" + repeat(mailtrap()) + "]}");
            case "mailgun-hmac-1" -> mailgun();
            case "sendgrid-ecdsa-1" -> ecdsa("[" + sendgrid() + "]");
            case "sendgrid-ecdsa-50" -> ecdsa("[" + repeat(sendgrid()) + "]");
            default -> rsa(postal());
        }
    }

    /** One request. */
    @Benchmark
    public WebhookAnswer request() {
        WebhookAnswer answer = webhooks.receive(provider, request, endpoint);
        webhooks.release((WebhookAnswer.Events) answer);
        return answer;
    }

    private void hmac(String header, String body) throws GeneralSecurityException {
        byte[] bytes = bytes(body);
        request = WebhookRequest.of(Map.of(header, hex(hmac(bytes))), bytes);
        endpoint = Endpoint.of("secret");
    }

    private void mailgun() throws GeneralSecurityException {
        String time = String.valueOf(NOW.getEpochSecond());
        String token = "e0b5477167110d68991efc6b9f89f0a11066af27834600e123";
        String body = "{\"signature\":{\"timestamp\":\"" + time + "\",\"token\":\"" + token + "\",\"signature\":\""
                + hex(hmac(bytes(time + token)))
                + "\"},\"event-data\":{\"id\":\"Fs7-5t81S2ispqxqDw2U4Q\",\"timestamp\":1767607200.908181,\"log-level\":\"warn\","
                + "\"event\":\"failed\",\"reason\":\"generic\",\"severity\":\"temporary\",\"delivery-status\":{\"attempt-no\":1,"
                + "\"certificate-verified\":true,\"code\":452,\"description\":\"\",\"enhanced-code\":\"4.2.2\",\"message\":"
                + "\"4.2.2 The mailbox is over its quota, please try again later\",\"mx-host\":\"mx.example.com\","
                + "\"retry-seconds\":600,\"session-seconds\":0.12,\"tls\":true,\"utf8\":true},\"flags\":{\"is-authenticated\":true,"
                + "\"is-routed\":false},\"envelope\":{\"sender\":\"news@shop.example\",\"transport\":\"smtp\",\"targets\":"
                + "\"ann@example.com\",\"sending-ip\":\"192.0.2.1\"},\"message\":{\"attachments\":[],\"headers\":{\"message-id\":"
                + "\"20260105.1@shop.example\",\"from\":\"Shop <news@shop.example>\",\"to\":\"ann@example.com\",\"subject\":"
                + "\"Offer\"},\"size\":111},\"recipient\":\"ann@example.com\",\"recipient-domain\":\"example.com\",\"campaigns\":[],"
                + "\"tags\":[\"spring\",\"de\"],\"user-variables\":{\"customer\":\"77\"}}}";
        request = WebhookRequest.of(Map.of(), bytes(body));
        endpoint = Endpoint.of("secret");
    }

    private void ecdsa(String body) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        String time = String.valueOf(NOW.getEpochSecond());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(bytes(time + body));
        request = WebhookRequest.of(
                Map.of(
                        "X-Twilio-Email-Event-Webhook-Timestamp",
                        time,
                        "X-Twilio-Email-Event-Webhook-Signature",
                        base64(signature.sign())),
                bytes(body));
        endpoint = Endpoint.of(base64(keys.getPublic().getEncoded()));
    }

    private void rsa(String body) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(bytes(body));
        request = WebhookRequest.of(Map.of("X-Postal-Signature-256", base64(signature.sign())), bytes(body));
        endpoint = Endpoint.of(base64(keys.getPublic().getEncoded()));
    }

    private static String mailersend() {
        return "{\"type\":\"activity.hard_bounced\",\"domain_id\":\"7z3m5jgrogdpyo6n\",\"created_at\":\"2026-01-05T10:00:00.000000Z\","
                + "\"webhook_id\":\"7z3m5jgrogdpyo6n\",\"url\":\"https://shop.example/hooks\",\"data\":{\"object\":\"activity\",\"id\":"
                + "\"62f114f8165fe0d8db0288e5\",\"type\":\"hard_bounced\",\"created_at\":\"2026-01-05T10:00:00.000000Z\",\"email\":{"
                + "\"object\":\"email\",\"id\":\"62f114f7165fe0d8db0288e2\",\"created_at\":\"2026-01-05T09:59:00.000000Z\",\"from\":"
                + "\"news@shop.example\",\"subject\":\"Offer\",\"status\":\"rejected\",\"tags\":[\"spring\"],\"headers\":null,"
                + "\"message\":{\"object\":\"message\",\"id\":\"62fb66bef54a112e920b5493\",\"created_at\":"
                + "\"2026-01-05T09:59:00.000000Z\"},\"recipient\":{\"object\":\"recipient\",\"id\":\"62c69be104270ee9c0074d32\","
                + "\"email\":\"ann@example.com\",\"created_at\":\"2026-01-01T12:00:00.000000Z\"}},\"morph\":{\"object\":"
                + "\"recipient_bounce\",\"reason\":\"Host or domain name not found\"},\"template_id\":\"0z76k5jg0o3yeg2d\"}}";
    }

    private static String mailtrap() {
        return "{\"event\":\"bounce\",\"timestamp\":1767607200,\"sending_stream\":\"bulk\",\"category\":\"spring\",\"custom_variables\":"
                + "{\"customer\":\"77\"},\"message_id\":\"1df37d17-0286-4d8b-8edf-bc4ec5be86e6\",\"email\":\"ann@example.com\","
                + "\"event_id\":\"bede7236-2284-43d6-a953-1fdcafd0fdbc\",\"response\":\"550 5.1.1 no such user\",\"response_code\":550,"
                + "\"bounce_category\":\"badrecipient\"}";
    }

    private static String sendgrid() {
        return "{\"email\":\"ann@example.com\",\"timestamp\":1767607200,\"smtp-id\":\"<14c5d75ce93.dfd.64b469@ismtpd-555>\",\"event\":"
                + "\"bounce\",\"category\":[\"spring\"],\"sg_event_id\":\"6g4ZI7SA-xmRDv57GoPIPw==\",\"sg_message_id\":"
                + "\"14c5d75ce93.dfd.64b469.filter0001\",\"reason\":\"550 5.1.1 no such user\",\"status\":\"5.1.1\",\"type\":\"bounce\","
                + "\"ip\":\"192.0.2.1\",\"tls\":1,\"customer\":\"77\"}";
    }

    private static String postal() {
        return "{\"event\":\"MessageDeliveryFailed\",\"timestamp\":1767607200.08,\"payload\":{\"message\":{\"id\":1571,\"token\":"
                + "\"MzWWQPubXXWz\",\"direction\":\"outgoing\",\"message_id\":\"m1@rp.example\",\"to\":\"ann@example.com\",\"from\":"
                + "\"news@shop.example\",\"subject\":\"Offer\",\"timestamp\":1767607100.07,\"spam_status\":\"NotChecked\",\"tag\":null},"
                + "\"status\":\"HardFail\",\"details\":\"refused\",\"output\":\"550 5.1.1 no such user\",\"sent_with_ssl\":true,"
                + "\"timestamp\":1767607200.7,\"time\":0.2},\"uuid\":\"5fec5077-dae7-4989-94d5-e1963f3e9181\"}";
    }

    private static String repeat(String event) {
        return (event + ",").repeat(49) + event;
    }

    private static byte[] hmac(byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes("secret"), "HmacSHA256"));
        return mac.doFinal(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
