package io.carom.engine.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of one line of an event stream. A field that is asked for and has another type than it should fails with
 * {@link IllegalArgumentException}, which says so; fields that nobody asks for are passed over, whatever they are. For one thread.
 */
final class EventFields {
    /** RFC 3339 has four digits for a year; what is before 1970 in any zone is a clock that was never set. */
    private static final Instant FIRST = Instant.parse("1969-12-31T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final Map<String, String> texts = new HashMap<>();
    /** What fields hold that are no text; most lines have none but numbers. */
    private final Map<String, JsonToken> others = new HashMap<>();

    private Map<String, String> meta = Map.of();

    private EventFields() {}

    /** The fields of a line that is one JSON object. Fails with {@link IllegalArgumentException}, or as the parser does. */
    static EventFields of(String line) {
        EventFields fields = new EventFields();
        try (JsonParser json = BoundedJson.parser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("this is no JSON object; write {\"event\":...} on one line");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (name.equals("meta") && token == JsonToken.START_OBJECT) {
                    fields.meta = metaOf(json);
                } else {
                    fields.keep(name, token, json);
                }
            }
            if (json.nextToken() != null) {
                throw new IllegalArgumentException(
                        "something follows the JSON object on the same line; write one object a line");
            }
        }
        return fields;
    }

    private void keep(String name, JsonToken token, JsonParser json) {
        switch (token) {
            case VALUE_STRING -> {
                texts.put(name, json.getString());
                others.remove(name);
            }
            case VALUE_NULL -> {
                texts.remove(name);
                others.remove(name);
            }
            case START_OBJECT, START_ARRAY -> {
                json.skipChildren();
                others.put(name, token);
            }
            default -> {
                texts.put(name, json.getString());
                others.put(name, token);
            }
        }
    }

    private static Map<String, String> metaOf(JsonParser json) {
        Map<String, String> meta = new TreeMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                StringWriter inner = new StringWriter();
                try (JsonGenerator copy = BoundedJson.generator(inner)) {
                    copy.copyCurrentStructure(json);
                }
                meta.put(name, inner.toString());
            } else if (token != JsonToken.VALUE_NULL) {
                meta.put(name, json.getString());
            }
        }
        return meta;
    }

    /** The provider's tags and metadata; an inner object or array as JSON text. */
    Map<String, String> meta() {
        if (others.containsKey("meta") || texts.containsKey("meta")) {
            throw new IllegalArgumentException("`meta` is " + kind("meta") + "; it must be an object");
        }
        return meta;
    }

    /** A text, or a number as it is written: ids are often numbers. Null when it is not there, null or empty. */
    @Nullable
    String text(String name) {
        JsonToken other = others.get(name);
        if (other != null && !other.isNumeric()) {
            throw new IllegalArgumentException("`" + name + "` is " + kind(name) + "; it must be a text");
        }
        String value = texts.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A text that must be there. */
    String required(String name) {
        String value = text(name);
        if (value == null) {
            throw new IllegalArgumentException("`" + name + "` is missing");
        }
        return value;
    }

    /** An address, without blanks or angle brackets around it. */
    String address(String name) {
        String value = required(name).strip();
        if (others.containsKey(name)) {
            throw new IllegalArgumentException("`" + name + "` is " + kind(name) + "; it must be an address");
        }
        if (value.length() >= 2 && value.startsWith("<") && value.endsWith(">")) {
            value = value.substring(1, value.length() - 1).strip();
        }
        if (value.isEmpty()) {
            throw new IllegalArgumentException("`" + name + "` is missing");
        }
        return value;
    }

    /** A time that must be there. */
    Instant instant(String name) {
        String value = required(name);
        Instant time = UsualTime.read(value);
        if (time == null) {
            try {
                time = OffsetDateTime.parse(value.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T"))
                        .toInstant();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "`" + name + "` is \"" + value + "\", which is no time such as 2026-01-05T10:00:00Z", e);
            }
        }
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException(
                    "`" + name + "` is \"" + value + "\", which is not between 1970 and 9999");
        }
        return time;
    }

    /** A whole number, also one written as text ({@code "550"}) or with a fraction of zero ({@code 550.0}). */
    @Nullable
    Long number(String name) {
        JsonToken other = others.get(name);
        if (other != null && !other.isNumeric()) {
            throw new IllegalArgumentException("`" + name + "` is " + kind(name) + "; it must be a whole number");
        }
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            return whole(name, value);
        }
    }

    private static Long whole(String name, String value) {
        try {
            return new BigDecimal(value).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("`" + name + "` is \"" + value + "\", which is no whole number", e);
        }
    }

    /** A number that fits 32 bits. */
    @Nullable
    Integer small(String name) {
        Long value = number(name);
        if (value != null && (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("`" + name + "` is " + value + ", which is too large");
        }
        return value == null ? null : value.intValue();
    }

    /** A number of things. */
    @Nullable
    Long count(String name) {
        Long value = number(name);
        if (value != null && value < 0) {
            throw new IllegalArgumentException("`" + name + "` is " + value + ", which is below 0");
        }
        return value;
    }

    /** Whether it is true; not when it is not there. */
    boolean flag(String name) {
        String value = others.get(name) == JsonToken.START_OBJECT || others.get(name) == JsonToken.START_ARRAY
                ? kind(name)
                : texts.getOrDefault(name, "");
        return switch (value) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw new IllegalArgumentException("`" + name + "` is " + value + "; it must be true or false");
        };
    }

    /** A value of a closed set; {@code otherwise} says of any other value what it is. */
    <T> Optional<T> each(String name, Function<String, Optional<T>> reader, String otherwise) {
        String value = text(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> read = reader.apply(value);
        if (read.isEmpty()) {
            throw new IllegalArgumentException("`" + name + "` is \"" + value + "\", which is " + otherwise);
        }
        return read;
    }

    private String kind(String name) {
        JsonToken token = others.get(name);
        if (token == null) {
            return "a text";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            default -> "a number";
        };
    }
}
