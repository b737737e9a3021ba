package io.carom.intake.webhook;

import java.io.IOException;
import java.net.URI;

/**
 * Brings the certificate that an Amazon SNS message names. Asked only for addresses that are Amazon's own, and once for each, as long
 * as the certificate is valid. An implementation must use TLS, follow no redirects and bound time and size.
 */
@FunctionalInterface
public interface CertificateSource {
    /** Brings none: no SNS message can be verified. */
    CertificateSource NONE = address -> {
        throw new IOException("no source of certificates is configured");
    };

    /** The certificate at {@code address}, PEM or DER. */
    byte[] fetch(URI address) throws IOException;
}
