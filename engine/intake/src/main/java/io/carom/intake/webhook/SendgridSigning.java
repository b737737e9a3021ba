package io.carom.intake.webhook;

import io.carom.intake.webhook.body.Moments;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * ECDSA over P-256 with SHA-256 of time and body.
 *
 * @see <a href="https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features">
 *     Twilio SendGrid, Event Webhook Security Features</a>
 */
final class SendgridSigning implements Signing {
    private static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
    private static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";

    private final Map<String, Optional<PublicKey>> keys = new ConcurrentHashMap<>();

    @Override
    public Verdict verify(Incoming in, String key, Instant now) {
        if (keys.size() > 1_000) {
            keys.clear();
        }
        PublicKey publicKey = keys.computeIfAbsent(key, text -> Signatures.publicKey("EC", text))
                .orElse(null);
        if (publicKey == null) {
            return Signing.badKey("public key of an event webhook (Base64 of an EC key)");
        }
        String signature = in.request().header(SIGNATURE);
        if (signature == null) {
            return Signing.missing(SIGNATURE);
        }
        String timestamp = in.request().header(TIMESTAMP);
        if (timestamp == null) {
            return Signing.missing(TIMESTAMP);
        }
        byte[] bytes = Signatures.base64(signature);
        if (!Signatures.fits(
                "SHA256withECDSA",
                publicKey,
                bytes,
                Signatures.utf8(timestamp),
                in.request().body())) {
            return Signing.wrong("header " + SIGNATURE);
        }
        Instant signedAt = Moments.read(timestamp).orElse(null);
        return signedAt == null
                ? new Doubtful("header " + TIMESTAMP, "it is no time", "let no proxy change the header")
                // An ECDSA signature can be rewritten without the key; time and body cannot.
                : new Proven(
                        Signatures.digest(
                                Signatures.utf8(timestamp), in.request().body()),
                        signedAt);
    }
}
