package io.carom.intake.webhook;

import java.time.Instant;
import java.util.Locale;

/** An HMAC of the body in a header, as most providers do. */
final class HmacSigning implements Signing {
    private final String header;
    private final String algorithm;
    private final boolean base64;
    private final String prefix;

    /** With what stands in front of the signature in the header, mostly nothing. */
    HmacSigning(String header, String algorithm, boolean base64, String prefix) {
        this.header = header;
        this.algorithm = algorithm;
        this.base64 = base64;
        this.prefix = prefix;
    }

    @Override
    public Verdict verify(Incoming in, String key, Instant now) {
        String given = in.request().header(header);
        if (given == null) {
            return Signing.missing(header);
        }
        String bare = given.startsWith(prefix) ? given.substring(prefix.length()) : given;
        byte[] expected =
                Signatures.hmac(algorithm, Signatures.utf8(key), in.request().body());
        byte[] signature = base64 ? Signatures.base64(bare) : Signatures.hex(bare);
        return Signatures.same(expected, signature)
                ? new Proven(bare.strip().toLowerCase(Locale.ROOT), null)
                : Signing.wrong("header " + header);
    }
}
