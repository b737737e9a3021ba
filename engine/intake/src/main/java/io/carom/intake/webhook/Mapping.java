package io.carom.intake.webhook;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonPointer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of a provider that is not built in are read, without code. Made by {@link MappingFile}; immutable.
 *
 * @param name the provider's name
 * @param events where the array of events is, or the single one
 * @param kind where an event's kind stands
 * @param kinds what its values mean; a kind that is not here is a problem of that record
 * @param fields where the parts of an event stand, by their names in JSON
 * @param signature how requests are proven besides passwords and tokens, or null
 */
public record Mapping(
        String name,
        JsonPointer events,
        JsonPointer kind,
        Map<String, Meaning> kinds,
        Map<String, Field> fields,
        @Nullable Hmac signature) {
    /** Takes its own copies. */
    public Mapping {
        kinds = Map.copyOf(kinds);
        fields = Map.copyOf(fields);
    }

    /** The value of the part {@code name} in {@code event}; nothing when it is not mapped or not there. */
    Json value(Json event, String name) {
        Field field = fields.get(name);
        return field == null ? Json.Nil.NIL : field.value(event);
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
     * Where a part of an event stands.
     *
     * @param at the first of these places that has a value is taken
     * @param values what the provider's words are called here; a word that is not here stays as it is
     */
    public record Field(List<JsonPointer> at, Map<String, String> values) {
        /** Takes its own copies. */
        public Field {
            at = List.copyOf(at);
            values = Map.copyOf(values);
        }

        private Json value(Json event) {
            for (JsonPointer pointer : at) {
                Json value = event.pointer(pointer);
                if (!value.missing()) {
                    String word = value.text();
                    String other = word == null ? null : values.get(word);
                    return other == null ? value : new Json.Text(other);
                }
            }
            return Json.Nil.NIL;
        }
    }

    /**
     * A signature over the body.
     *
     * @param header the header that it stands in
     * @param algorithm {@code HmacSHA256}, {@code HmacSHA1} or {@code HmacSHA512}
     * @param base64 whether it is written in Base64 rather than in hexadecimal digits
     * @param prefix what stands in front of it in the header, mostly nothing
     */
    public record Hmac(String header, String algorithm, boolean base64, String prefix) {}
}
