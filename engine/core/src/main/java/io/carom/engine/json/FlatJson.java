package io.carom.engine.json;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One flat JSON object as a map, for small things that are kept as text. Stateless; for any number of threads. */
public final class FlatJson {
    private FlatJson() {}

    /** The object with these parts in this order; numbers as numbers, null parts left out. */
    public static String write(Map<String, @Nullable Object> parts) {
        StringWriter out = new StringWriter(128);
        try (JsonGenerator json = BoundedJson.generator(out)) {
            json.writeStartObject();
            parts.forEach((name, value) -> {
                if (value instanceof Integer number) {
                    json.writeNumberProperty(name, number);
                } else if (value != null) {
                    json.writeStringProperty(name, value.toString());
                }
            });
            json.writeEndObject();
        }
        return out.toString();
    }

    /** The parts of an object that {@link #write} made; what is nested is passed over. */
    public static Map<String, String> read(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        try (JsonParser json = BoundedJson.parser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    parts.put(name, json.getString());
                } else {
                    json.skipChildren();
                }
            }
        }
        return parts;
    }
}
