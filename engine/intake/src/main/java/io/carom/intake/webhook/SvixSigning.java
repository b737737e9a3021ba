package io.carom.intake.webhook;

import io.carom.intake.webhook.body.Moments;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256 of id, time and body, as Svix and the Standard Webhooks specification have it; the header may list several signatures.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 * @see <a href="https://docs.svix.com/receiving/verifying-payloads/how-manual">Svix, Verifying webhooks manually</a>
 */
final class SvixSigning implements Signing {
    private static final int MOST_SIGNATURES = 20;

    @Override
    public Verdict verify(Incoming in, String key, Instant now) {
        WebhookRequest request = in.request();
        String prefix =
                request.header("svix-id") == null && request.header("webhook-id") != null ? "webhook-" : "svix-";
        String id = request.header(prefix + "id");
        String timestamp = request.header(prefix + "timestamp");
        String signatures = request.header(prefix + "signature");
        if (id == null) {
            return Signing.missing(prefix + "id");
        }
        if (timestamp == null) {
            return Signing.missing(prefix + "timestamp");
        }
        if (signatures == null) {
            return Signing.missing(prefix + "signature");
        }
        byte[] secret = secret(key);
        if (secret == null) {
            return Signing.badKey("signing secret (`whsec_` and Base64)");
        }
        byte[] expected =
                Signatures.hmac("HmacSHA256", secret, Signatures.utf8(id + "." + timestamp + "."), request.body());
        boolean fits = false;
        int count = 0;
        for (String signature : signatures.split("[ ]+")) {
            if (signature.startsWith("v1,") && count++ < MOST_SIGNATURES) {
                fits |= Signatures.same(expected, Signatures.base64(signature.substring(3)));
            }
        }
        if (!fits) {
            return Signing.wrong("header " + prefix + "signature");
        }
        Instant signedAt = Moments.read(timestamp).orElse(null);
        return signedAt == null
                ? new Doubtful("header " + prefix + "timestamp", "it is no time", "let no proxy change the header")
                : new Proven(id + " " + timestamp, signedAt);
    }

    private static byte @Nullable [] secret(String key) {
        byte[] secret = Signatures.base64(key.startsWith("whsec_") ? key.substring(6) : key);
        return secret == null || secret.length == 0 ? null : secret;
    }
}
