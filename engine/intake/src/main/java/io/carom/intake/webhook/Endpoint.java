package io.carom.intake.webhook;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for one address that a provider posts to. Immutable; made with {@link #unsigned} or {@link #of} and the
 * methods that change one part.
 *
 * @param keys any of them proves a request, so that a key can be exchanged: the provider's signing key or public key; or
 *     {@code basic:USER:PASSWORD}, {@code bearer:TOKEN}, {@code header:NAME:VALUE}, {@code url:TOKEN} (a part of path or query) for
 *     any provider; for {@code ses} an allowed TopicArn. Without any, nothing is checked and nothing is proven
 * @param url the address as it is registered with the provider, for those who sign it (Mandrill); or null
 * @param freshness how old or how far ahead a signed time may be; null: the provider's default (5 minutes; Amazon SNS 1 hour,
 *     because it repeats a message with its first signature for that long)
 * @param fields under which names the sending application passes its own ids through the provider
 * @param certificates where the certificates of Amazon SNS come from
 */
public record Endpoint(
        List<String> keys,
        @Nullable String url,
        @Nullable Duration freshness,
        CustomFields fields,
        CertificateSource certificates) {
    /** Takes its own copies. */
    public Endpoint {
        keys = List.copyOf(keys);
    }

    /** Nothing is checked: events have the proof {@code none}. */
    public static Endpoint unsigned() {
        return new Endpoint(List.of(), null, null, CustomFields.DEFAULT, CertificateSource.NONE);
    }

    /** An endpoint with keys; blank ones fail with {@link IllegalArgumentException}. */
    public static Endpoint of(String... keys) {
        for (String key : keys) {
            if (key.isBlank()) {
                throw new IllegalArgumentException("a webhook's key is blank; leave it out to check nothing");
            }
        }
        Endpoint none = unsigned();
        return new Endpoint(List.of(keys), none.url, none.freshness, none.fields, none.certificates);
    }

    /** This endpoint at the address {@code newUrl}. */
    public Endpoint url(@Nullable String newUrl) {
        return new Endpoint(keys, newUrl, freshness, fields, certificates);
    }

    /** This endpoint with another window for signed times. */
    public Endpoint freshness(@Nullable Duration newFreshness) {
        return new Endpoint(keys, url, newFreshness, fields, certificates);
    }

    /** This endpoint with other names for the application's own ids. */
    public Endpoint fields(CustomFields names) {
        return new Endpoint(keys, url, freshness, names, certificates);
    }

    /** This endpoint with a way to get certificates. */
    public Endpoint certificates(CertificateSource source) {
        return new Endpoint(keys, url, freshness, fields, source);
    }

    /** Without the keys: they are secret. */
    @Override
    public String toString() {
        return "Endpoint[keys=" + keys.size() + ", url=" + url + ", freshness=" + freshness + "]";
    }
}
