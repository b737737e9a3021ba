package io.carom.intake.webhook;

import io.carom.intake.webhook.body.Form;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.Moments;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256 of time and token. The body is not covered, so each token counts once and a time must be fresh. A subaccount's request
 * is signed for the parent account, too.
 *
 * @see <a href="https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks">Mailgun, Securing Webhooks</a>
 */
final class MailgunSigning implements Signing {
    @Override
    public Verdict verify(Incoming in, String key, Instant now) {
        Form form = in.form();
        Json signature = in.root().at("signature");
        String timestamp = form == null ? signature.text("timestamp") : form.text("timestamp");
        String token = form == null ? signature.text("token") : form.text("token");
        String own = form == null ? signature.text("signature") : form.text("signature");
        String parent = form == null ? signature.text("parent-signature") : form.text("parent-signature");
        if (timestamp == null || token == null || own == null) {
            return new Doubtful(
                    "/signature", "timestamp, token or signature is missing", "pass on the whole body of the webhook");
        }
        byte[] expected =
                Signatures.hmac("HmacSHA256", Signatures.utf8(key), Signatures.utf8(timestamp), Signatures.utf8(token));
        if (!fits(expected, own) && !fits(expected, parent)) {
            return new Doubtful(
                    "/signature/signature",
                    "it does not fit timestamp, token and key",
                    "check that the key is the account's HTTP webhook signing key");
        }
        Instant signedAt = Moments.read(timestamp).orElse(null);
        return signedAt == null
                ? new Doubtful(
                        "/signature/timestamp", "`" + Draft.cut(timestamp, 40) + "` is no time", "pass it on as it is")
                : new Proven(token, signedAt);
    }

    private static boolean fits(byte[] expected, @Nullable String hex) {
        return Signatures.same(expected, Signatures.hex(hex));
    }
}
