package io.carom.engine.json;

import io.carom.api.InputException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** JSON as plain maps, lists, strings, numbers (Long or Double) and booleans, in the order of the text. Bounded as all JSON here is. */
public final class JsonTree {
    private JsonTree() {}

    /**
     * The value that {@code text} is.
     *
     * @throws InputException when it is no JSON
     */
    public static @Nullable Object read(String text, String place) {
        try (JsonParser json = BoundedJson.parser(text)) {
            json.nextToken();
            return value(json);
        } catch (JacksonException e) {
            throw new InputException(place, "this is no JSON: " + JsonFault.of(e), e);
        }
    }

    private static @Nullable Object value(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> parts = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                parts.put(name, value(json));
            }
            return parts;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(json));
            }
            return items;
        }
        if (token == null || token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return json.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return json.getDoubleValue();
        }
        return token.isBoolean() ? (Object) json.getBooleanValue() : json.getString();
    }

    /** The value as JSON text; other objects than the ones that {@link #read} gives are written as their text. */
    public static String write(@Nullable Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = BoundedJson.generator(out)) {
            write(json, value);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> parts) {
            json.writeStartObject();
            parts.forEach((name, part) -> {
                json.writeName(String.valueOf(name));
                write(json, part);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            items.forEach(item -> write(json, item));
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else {
            json.writeString(value.toString());
        }
    }
}
