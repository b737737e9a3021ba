package io.carom.intake.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was received. Made by whoever received it; immutable as long as nobody changes the array it was given.
 *
 * <p>The body must be the bytes of the wire: signatures are over bytes, and a body that was parsed and written again has others.
 */
public final class WebhookRequest {
    private final Map<String, String> headers;
    private final byte[] body;
    private final @Nullable String url;

    private WebhookRequest(Map<String, String> headers, byte[] body, @Nullable String url) {
        this.headers = headers;
        this.body = body;
        this.url = url;
    }

    /** A request with headers of one value each; their names are compared without case. */
    public static WebhookRequest of(Map<String, String> headers, byte[] body) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        return new WebhookRequest(Collections.unmodifiableMap(copy), body, null);
    }

    /** A request whose headers may come several times; their values are joined by a comma and a blank. */
    public static WebhookRequest ofAll(Map<String, List<String>> headers, byte[] body) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) ->
                copy.merge(name, String.join(", ", values), (first, second) -> first + ", " + second));
        return new WebhookRequest(Collections.unmodifiableMap(copy), body, null);
    }

    /** A body with nothing known of its headers, as it was saved. */
    public static WebhookRequest ofBody(String body) {
        return of(Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** This request with the path and query that it was sent to, for tokens in the address. */
    public WebhookRequest to(@Nullable String pathAndQuery) {
        return new WebhookRequest(headers, body, pathAndQuery);
    }

    /** A header's value, or null; the name's case does not matter. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The bytes of the body; not a copy. */
    public byte[] body() {
        return body;
    }

    /** The path and query that it was sent to, or null when that is not known. */
    public @Nullable String url() {
        return url;
    }
}
