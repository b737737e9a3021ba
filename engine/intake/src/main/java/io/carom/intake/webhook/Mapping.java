package io.carom.intake.webhook;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.JsonPointer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of a provider that is not built in are read, without code. Made by the reader of mapping files; immutable.
 *
 * @param name the provider's name
 * @param events where the array of events is, or the single one
 * @param kind where an event's kind stands
 * @param kinds what its values mean; a kind that is not here is a problem
 * @param fields where the parts of an event stand, by their names in JSON; the first of several that is there is taken
 * @param signature how requests are proven besides passwords, or null
 */
public record Mapping(
        String name,
        JsonPointer events,
        JsonPointer kind,
        Map<String, Meaning> kinds,
        Map<String, List<JsonPointer>> fields,
        @Nullable Hmac signature) {
    /** Takes its own copies. */
    public Mapping {
        kinds = Map.copyOf(kinds);
        fields = Map.copyOf(fields);
    }

    /**
     * What a provider's kind of event means.
     *
     * @param kind the kind; null when it tells nothing of a delivery
     * @param bounceType the provider's verdict, or null
     * @param reason the provider's verdict, or null
     */
    public record Meaning(
            @Nullable EventKind kind,
            @Nullable BounceType bounceType,
            @Nullable Reason reason) {}

    /**
     * A signature over the body.
     *
     * @param header the header that it stands in
     * @param algorithm {@code HmacSHA256}, {@code HmacSHA1} or {@code HmacSHA512}
     * @param base64 whether it is written in Base64 rather than in hexadecimal digits
     */
    public record Hmac(String header, String algorithm, boolean base64) {}
}
