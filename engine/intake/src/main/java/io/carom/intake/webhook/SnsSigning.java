package io.carom.intake.webhook;

import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.Moments;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RSA over the fields of an Amazon SNS message, SHA-1 (version 1) or SHA-256 (version 2), with the certificate that the message names.
 * The key of the endpoint is an allowed TopicArn: everybody's topic is signed with the same certificate.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">Amazon SNS, verifying signatures</a>
 */
final class SnsSigning implements Signing {
    private static final Pattern HOST =
            Pattern.compile("sns\\.[a-z]{2}(-[a-z]{1,12}){1,3}-[0-9]{1,2}\\.amazonaws\\.com(\\.cn)?");
    private static final List<String> OF_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> OF_CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    private static final int CACHED = 16;

    private final Map<URI, X509Certificate> certificates = new LinkedHashMap<>();

    @Override
    public Verdict verify(Incoming in, String key, Instant now) {
        Json message = in.root();
        String type = message.text("Type");
        if (type == null) {
            return new Doubtful(
                    "/Type",
                    "this is no SNS message, so it has no signature",
                    "switch raw message delivery off, or protect the address with `basic:USER:PASSWORD`");
        }
        if (!Signatures.same(key, message.text("TopicArn"))) {
            return new Doubtful(
                    "/TopicArn",
                    "`" + Draft.cut(String.valueOf(message.text("TopicArn")), 200) + "` is not allowed here",
                    "add the TopicArn to the endpoint's keys if it is yours");
        }
        String version = message.text("SignatureVersion");
        String algorithm = "1".equals(version) ? "SHA1withRSA" : "2".equals(version) ? "SHA256withRSA" : null;
        if (algorithm == null) {
            return new Doubtful("/SignatureVersion", "it is neither 1 nor 2", "set SignatureVersion of the topic to 2");
        }
        URI address = amazonAddress(message.text("SigningCertURL"));
        if (address == null || !address.getPath().endsWith(".pem") || !ofRegion(address, key)) {
            return new Doubtful(
                    "/SigningCertURL",
                    "it is no certificate of Amazon SNS in the topic's region (https://sns.REGION.amazonaws.com/...pem)",
                    "do not trust this message");
        }
        return verify(in, message, algorithm, address, now);
    }

    /** {@code arn:aws:sns:REGION:ACCOUNT:TOPIC}: a topic's messages are signed where it lives. */
    private static boolean ofRegion(URI address, String topic) {
        String[] parts = topic.split(":", 6);
        return parts.length == 6 && address.getHost().startsWith("sns." + parts[3] + ".");
    }

    /** An address of Amazon SNS itself, or null. */
    static @Nullable URI amazonAddress(@Nullable String text) {
        if (text == null || text.length() > 2_000) {
            return null;
        }
        try {
            URI address = URI.create(text);
            boolean plain = "https".equals(address.getScheme())
                    && address.getHost() != null
                    && HOST.matcher(address.getHost()).matches()
                    && address.getUserInfo() == null
                    && (address.getPort() == -1 || address.getPort() == 443)
                    && address.getPath() != null
                    && address.getFragment() == null;
            return plain ? address : null;
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    private Verdict verify(Incoming in, Json message, String algorithm, URI address, Instant now) {
        X509Certificate certificate;
        try {
            certificate = certificate(address, in.endpoint().certificates(), now);
        } catch (IOException | GeneralSecurityException e) {
            return new Doubtful(
                    "/SigningCertURL",
                    "the certificate at " + address.getHost() + " cannot be had: " + e.getMessage(),
                    "configure where certificates come from, or try again later");
        }
        byte[] signature = Signatures.base64(message.text("Signature"));
        if (!Signatures.fits(algorithm, certificate.getPublicKey(), signature, toSign(message))) {
            return Signing.wrong("/Signature");
        }
        Instant signedAt = Moments.read(message.at("Timestamp")).orElse(null);
        return signedAt == null
                ? new Doubtful("/Timestamp", "it is no time", "pass on the body as it is")
                : new Proven(message.text("MessageId"), signedAt);
    }

    /** Name and value of each signed field, a line each. */
    private static byte[] toSign(Json message) {
        boolean confirmation = !"Notification".equals(message.text("Type"));
        StringBuilder lines = new StringBuilder();
        for (String name : confirmation ? OF_CONFIRMATION : OF_NOTIFICATION) {
            if (message.at(name) instanceof Json.Text text) {
                lines.append(name).append('\n').append(text.value()).append('\n');
            }
        }
        return Signatures.utf8(lines.toString());
    }

    private X509Certificate certificate(URI address, CertificateSource source, Instant now)
            throws IOException, GeneralSecurityException {
        synchronized (certificates) {
            X509Certificate cached = certificates.get(address);
            if (cached != null && !now.isAfter(cached.getNotAfter().toInstant())) {
                return cached;
            }
        }
        byte[] bytes = source.fetch(address);
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        certificate.checkValidity(Date.from(now));
        synchronized (certificates) {
            if (certificates.size() >= CACHED) {
                certificates.clear();
            }
            certificates.put(address, certificate);
        }
        return certificate;
    }
}
