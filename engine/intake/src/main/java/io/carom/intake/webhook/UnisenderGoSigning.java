package io.carom.intake.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * MD5 of the body in which the value of {@code auth} is the account's API key. Not a strong construction, but the provider's own.
 *
 * @see <a href="https://godocs.unisender.ru/web-api-ref#callback-format">UniSender Go, Callback format</a>
 */
final class UnisenderGoSigning implements Signing {
    @Override
    public Verdict verify(Incoming in, String key, Instant now) {
        String auth = in.root().text("auth");
        byte[] given = Signatures.hex(auth);
        if (auth == null || given == null || given.length != 16) {
            return new Doubtful("/auth", "it is missing or no MD5", "pass on the body as it is");
        }
        // Latin-1 maps bytes and characters one to one, so that the body is not changed elsewhere.
        String body = new String(in.request().body(), StandardCharsets.ISO_8859_1);
        int name = body.indexOf("\"auth\"");
        int value = name < 0 ? -1 : body.indexOf(auth, name + 6);
        if (value < 0) {
            return Signing.wrong("/auth");
        }
        String keyed = new String(Signatures.utf8(key), StandardCharsets.ISO_8859_1);
        String signed = body.substring(0, value) + keyed + body.substring(value + auth.length());
        return Signatures.same(md5(signed.getBytes(StandardCharsets.ISO_8859_1)), given)
                ? new Proven(auth, null)
                : Signing.wrong("/auth");
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no MD5", e);
        }
    }
}
