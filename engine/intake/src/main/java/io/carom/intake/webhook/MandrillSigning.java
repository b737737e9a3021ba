package io.carom.intake.webhook;

import io.carom.intake.webhook.body.Form;
import java.time.Instant;

/**
 * HMAC-SHA1 of the registered address and the form's fields, sorted by name. Nothing in it is a time.
 *
 * @see <a href="https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/#authenticating-webhook-requests">
 *     Mailchimp Transactional, Authenticating webhook requests</a>
 */
final class MandrillSigning implements Signing {
    private static final String HEADER = "X-Mandrill-Signature";

    @Override
    public Verdict verify(Incoming in, String key, Instant now) {
        String given = in.request().header(HEADER);
        if (given == null) {
            return Signing.missing(HEADER);
        }
        String url = in.endpoint().url();
        Form form = in.form();
        if (url == null || form == null) {
            return new Doubtful(
                    url == null ? "configuration" : "body",
                    url == null ? "the endpoint's url is not set, and Mandrill signs it" : "it is no form",
                    "set the url exactly as it is registered with Mandrill");
        }
        StringBuilder signed = new StringBuilder(url);
        for (String name : form.names().stream().sorted().toList()) {
            signed.append(name).append(form.all(name).get(0));
        }
        byte[] expected = Signatures.hmac("HmacSHA1", Signatures.utf8(key), Signatures.utf8(signed.toString()));
        return Signatures.same(expected, Signatures.base64(given))
                ? new Proven(given.strip(), null)
                : Signing.wrong("header " + HEADER);
    }
}
