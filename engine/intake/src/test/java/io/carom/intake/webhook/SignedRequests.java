package io.carom.intake.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests signed the way each provider does, by other code than the one under test. */
final class SignedRequests {
    static final long SIGNED_AT = Fixtures.NOW.getEpochSecond() - 5;
    static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:mail";
    static final String MANDRILL_URL = "https://mail.example/hooks/mandrill?x=1";

    private SignedRequests() {}

    /** A request that is right, and which of its parts the signature covers. */
    record Signed(
            String provider,
            Endpoint endpoint,
            Map<String, String> headers,
            byte[] body,
            List<String> parts,
            String url) {
        WebhookRequest request() {
            return WebhookRequest.of(headers, body).to(url);
        }

        @Override
        public String toString() {
            return provider + " " + parts;
        }
    }

    private static final List<Signed> ALL = make();

    /** Made once: keys take their time. */
    static List<Signed> all() {
        return ALL;
    }

    private static List<Signed> make() {
        try {
            List<Signed> all = new ArrayList<>();
            all.add(sendgrid());
            all.add(mailgun());
            all.add(mailgunForm());
            all.add(svix("svix-"));
            all.add(svix("webhook-"));
            all.add(mailersend("mailersend", "Signature"));
            all.add(mailersend("mailtrap", "Mailtrap-Signature"));
            all.add(mandrill());
            all.add(mailomat());
            all.add(unisenderGo());
            all.add(postal("X-Postal-Signature", "SHA1withRSA"));
            all.add(postal("X-Postal-Signature-256", "SHA256withRSA"));
            all.add(sns("1", "SHA1withRSA"));
            all.add(sns("2", "SHA256withRSA"));
            for (String provider : List.of("postmark", "sparkpost", "brevo", "mailjet", "kumomta", "azure")) {
                all.add(password(provider, "ann:secret-1", "Authorization", basic("ann:secret-1")));
            }
            all.add(password("brevo", "token-1", "Authorization", "Bearer token-1"));
            all.add(password("sparkpost", "token-2", "X-MessageSystems-Webhook-Token", "token-2"));
            all.add(password("postmark", "header:X-Own:token-3", "X-Own", "token-3"));
            all.add(new Signed(
                    "kumomta",
                    Endpoint.of("token-4"),
                    Map.of(),
                    fixture("kumomta"),
                    List.of("url", "key"),
                    "/hooks/token-4?a=b"));
            all.add(new Signed(
                    "azure",
                    Endpoint.of("url:token-5"),
                    Map.of(),
                    fixture("azure"),
                    List.of("url", "key"),
                    "/hooks/azure?code=token-5"));
            return List.copyOf(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Signed sendgrid() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        String time = String.valueOf(SIGNED_AT);
        byte[] body = fixture("sendgrid");
        Map<String, String> headers = new TreeMap<>();
        headers.put("X-Twilio-Email-Event-Webhook-Timestamp", time);
        headers.put(
                "X-Twilio-Email-Event-Webhook-Signature",
                base64(sign("SHA256withECDSA", keys.getPrivate(), bytes(time), body)));
        return new Signed(
                "sendgrid",
                Endpoint.of(base64(keys.getPublic().getEncoded())),
                headers,
                body,
                List.of("body", "headers", "key"),
                null);
    }

    private static Signed mailgun() {
        String time = String.valueOf(SIGNED_AT);
        String signature = hex(hmac("HmacSHA256", bytes("mg-key"), bytes(time + "tok1")));
        String body = "{\"signature\":{\"timestamp\":\"" + time + "\",\"token\":\"tok1\",\"signature\":\"" + signature
                + "\"},\"event-data\":{\"event\":\"opened\",\"recipient\":\"a@x.example\"}}";
        return new Signed("mailgun", Endpoint.of("mg-key"), Map.of(), bytes(body), List.of("signature", "key"), null);
    }

    private static Signed mailgunForm() {
        String time = String.valueOf(SIGNED_AT);
        String signature = hex(hmac("HmacSHA256", bytes("mg-key"), bytes(time + "tok1")));
        String body = "event=opened&recipient=a%40x.example&timestamp=" + time + "&token=tok1&signature=" + signature;
        return new Signed("mailgun", Endpoint.of("mg-key"), Map.of(), bytes(body), List.of("key"), null);
    }

    private static Signed svix(String prefix) {
        byte[] secret = bytes("twenty-four secret bytes");
        byte[] body = fixture("resend");
        String time = String.valueOf(SIGNED_AT);
        byte[] signed = bytes("msg_1." + time + "." + new String(body, StandardCharsets.UTF_8));
        Map<String, String> headers = new TreeMap<>();
        headers.put(prefix + "id", "msg_1");
        headers.put(prefix + "timestamp", time);
        headers.put(prefix + "signature", "v1,AAAA v1," + base64(hmac("HmacSHA256", secret, signed)));
        return new Signed(
                "resend", Endpoint.of("whsec_" + base64(secret)), headers, body, List.of("body", "key"), null);
    }

    private static Signed mailersend(String provider, String header) {
        byte[] body = fixture(provider);
        return new Signed(
                provider,
                Endpoint.of("a secret"),
                Map.of(header, hex(hmac("HmacSHA256", bytes("a secret"), body))),
                body,
                List.of("body", "headers", "key"),
                null);
    }

    private static Signed mandrill() {
        String events = "[{\"event\":\"open\",\"ts\":1767607200,\"msg\":{\"email\":\"a@x.example\"}}]";
        String body = "mandrill_events=" + java.net.URLEncoder.encode(events, StandardCharsets.UTF_8);
        byte[] signed = bytes(MANDRILL_URL + "mandrill_events" + events);
        return new Signed(
                "mandrill",
                Endpoint.of("md-key").url(MANDRILL_URL),
                Map.of("X-Mandrill-Signature", base64(hmac("HmacSHA1", bytes("md-key"), signed))),
                bytes(body),
                List.of("body", "headers", "key"),
                null);
    }

    private static Signed mailomat() {
        String time = String.valueOf(SIGNED_AT);
        Map<String, String> headers = new TreeMap<>();
        headers.put("X-MOM-Webhook-Id", "id-1");
        headers.put("X-MOM-Webhook-Event", "clicked");
        headers.put("X-MOM-Webhook-Timestamp", time);
        headers.put(
                "X-MOM-Webhook-Signature",
                "sha256=" + hex(hmac("HmacSHA256", bytes("mo-key"), bytes("id-1.clicked." + time))));
        return new Signed(
                "mailomat", Endpoint.of("mo-key"), headers, fixture("mailomat"), List.of("headers", "key"), null);
    }

    private static Signed unisenderGo() throws GeneralSecurityException {
        String body =
                "{\"auth\":\"%s\",\"events_by_user\":[{\"events\":[{\"event_name\":\"transactional_email_status\",\"event_data\":{\"email\":\"ä@x.example\",\"status\":\"spam\"}}]}]}";
        byte[] digest = MessageDigest.getInstance("MD5").digest(bytes(String.format(body, "api-key")));
        return new Signed(
                "unisender-go",
                Endpoint.of("api-key"),
                Map.of(),
                bytes(String.format(body, hex(digest))),
                List.of("body", "key"),
                null);
    }

    private static Signed postal(String header, String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        byte[] body = fixture("postal");
        return new Signed(
                "postal",
                Endpoint.of(base64(keys.getPublic().getEncoded())),
                Map.of(header, base64(sign(algorithm, keys.getPrivate(), body))),
                body,
                List.of("body", "headers"),
                null);
    }

    private static Signed sns(String version, String algorithm) throws GeneralSecurityException {
        String message =
                "{\"eventType\":\"Open\",\"open\":{},\"mail\":{\"messageId\":\"m\",\"destination\":[\"a@x.example\"]}}";
        String time = Fixtures.NOW.toString();
        String signed = "Message\n" + message + "\nMessageId\nid-1\nTimestamp\n" + time + "\nTopicArn\n" + TOPIC
                + "\nType\nNotification\n";
        String body = "{\"Type\":\"Notification\",\"MessageId\":\"id-1\",\"TopicArn\":\"" + TOPIC + "\",\"Message\":\""
                + message.replace("\"", "\\\"") + "\",\"Timestamp\":\"" + time + "\",\"SignatureVersion\":\"" + version
                + "\",\"Signature\":\"" + base64(sign(algorithm, snsKey(), bytes(signed)))
                + "\",\"SigningCertURL\":\"https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem\"}";
        return new Signed(
                "ses",
                Endpoint.of(TOPIC).certificates(SignedRequests::certificate),
                Map.of("x-amz-sns-message-type", "Notification"),
                bytes(body),
                List.of("body", "key"),
                null);
    }

    private static Signed password(String provider, String key, String header, String value) {
        return new Signed(
                provider, Endpoint.of(key), Map.of(header, value), fixture(provider), List.of("headers", "key"), null);
    }

    static byte[] certificate(java.net.URI address) throws java.io.IOException {
        if (!address.getPath().equals("/SimpleNotificationService-1.pem")) {
            throw new java.io.IOException("404");
        }
        return Fixtures.resource("/webhook/sns-test-certificate.pem");
    }

    static PrivateKey snsKey() throws GeneralSecurityException {
        String pem = new String(Fixtures.resource("/webhook/sns-test-key.pem"), StandardCharsets.US_ASCII);
        String bare = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(bare)));
    }

    static byte[] sign(String algorithm, PrivateKey key, byte[]... parts) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        for (byte[] part : parts) {
            signature.update(part);
        }
        return signature.sign();
    }

    static byte[] hmac(String algorithm, byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String basic(String userAndPassword) {
        return "Basic " + base64(bytes(userAndPassword));
    }

    private static byte[] fixture(String provider) {
        return Fixtures.of(provider).get(0).request().body();
    }
}
