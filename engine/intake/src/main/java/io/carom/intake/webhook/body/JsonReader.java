package io.carom.intake.webhook.body;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a body into a {@link Json} value within bounds. A field that comes twice in one object is refused, for two readers would
 * take two different values. Safe for any number of threads.
 */
public final class JsonReader {
    private final JsonFactory factory;

    /** With its bounds. */
    public JsonReader(JsonBounds bounds) {
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(bounds.depth())
                        .maxStringLength(bounds.text())
                        .maxNameLength(bounds.name())
                        .maxNumberLength(bounds.digits())
                        .maxTokenCount(bounds.values())
                        .build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
    }

    /** Reads one value that is the whole of {@code body}; fails with {@link UnreadableBodyException} when it is none. */
    public Json read(byte[] body) {
        return read(body, "", false);
    }

    /** Reads one value, or several, one after the other, as an array: JSON lines. */
    public Json readLines(byte[] body) {
        return read(body, "", true);
    }

    /** The same for JSON that stands as text in the field {@code place}. */
    public Json read(String text, String place) {
        return read(text.getBytes(StandardCharsets.UTF_8), place + " ", false);
    }

    /** JSON that may stand as text in a field; what is no JSON is {@link Json.Nil}. Never fails. */
    public Json readOrNothing(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Json.Nil.NIL;
        }
        char first = text.stripLeading().charAt(0);
        if (first != '{' && first != '[' && first != '"') {
            return Json.Nil.NIL;
        }
        try {
            return read(text, "");
        } catch (UnreadableBodyException unreadable) {
            return Json.Nil.NIL;
        }
    }

    private Json read(byte[] body, String place, boolean lines) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body, 0, body.length)) {
            if (parser.nextToken() == null) {
                throw new UnreadableBodyException(place + "1:1", "there is no JSON");
            }
            Json value = tree(parser, place);
            JsonToken next = parser.nextToken();
            if (next != null && lines) {
                return rest(parser, value, place);
            }
            if (next != null) {
                throw new UnreadableBodyException(place(parser, place), "something follows the JSON value");
            }
            return value;
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null ? "1:1" : at.getLineNr() + ":" + at.getColumnNr();
            throw new UnreadableBodyException(place + where, firstSentence(e.getOriginalMessage()));
        } catch (RuntimeException e) {
            if (e instanceof UnreadableBodyException) {
                throw e;
            }
            // The decoder of UTF-16 and UTF-32 is known to fail with other types on broken input.
            throw new UnreadableBodyException(
                    place + "1:1", "this is no JSON: " + e.getClass().getSimpleName());
        }
    }

    private static Json rest(JsonParser parser, Json first, String place) {
        List<Json> values = new ArrayList<>();
        add(values, first);
        do {
            add(values, tree(parser, place));
        } while (parser.nextToken() != null);
        return new Json.Arr(values);
    }

    /** A line may hold one record or an array of them. */
    private static void add(List<Json> values, Json value) {
        if (value instanceof Json.Arr array) {
            values.addAll(array.items());
        } else {
            values.add(value);
        }
    }

    /** Builds the tree with a stack of its own, so that depth costs no stack frames. */
    private static Json tree(JsonParser parser, String place) {
        Deque<Level> open = new ArrayDeque<>();
        JsonToken token = parser.currentToken();
        while (true) {
            Json value = null;
            switch (token) {
                case START_OBJECT -> open.push(new Level(new LinkedHashMap<>(), null));
                case START_ARRAY -> open.push(new Level(null, new ArrayList<>()));
                case END_OBJECT, END_ARRAY -> value = open.pop().close();
                case PROPERTY_NAME -> open.element().name = parser.currentName();
                default -> value = scalar(parser, token);
            }
            if (value != null) {
                Level around = open.peek();
                if (around == null) {
                    return value;
                }
                if (!around.add(value)) {
                    throw new UnreadableBodyException(
                            place(parser, place), "the field `" + shorten(around.name) + "` comes twice");
                }
            }
            token = parser.nextToken();
            if (token == null) {
                throw new UnreadableBodyException(place(parser, place), "the JSON ends before its last bracket");
            }
        }
    }

    private static Json scalar(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> new Json.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            default -> Json.Nil.NIL;
        };
    }

    private static String place(JsonParser parser, String place) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return place + at.getLineNr() + ":" + at.getColumnNr();
    }

    private static String firstSentence(@Nullable String message) {
        if (message == null) {
            return "this is no JSON";
        }
        // The parser goes on to say what it would have taken, and where its input came from.
        String line = message.split("\n|: was expecting| \\(start marker", 2)[0];
        return line.length() <= 200 ? line : line.substring(0, 200) + " ...";
    }

    private static String shorten(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + " ...";
    }

    /** An object or array that is not closed yet. */
    private static final class Level {
        private final @Nullable Map<String, Json> fields;
        private final @Nullable List<Json> items;
        private String name = "";

        Level(@Nullable Map<String, Json> fields, @Nullable List<Json> items) {
            this.fields = fields;
            this.items = items;
        }

        boolean add(Json value) {
            if (fields != null) {
                return fields.put(name, value) == null;
            }
            if (items != null) {
                items.add(value);
            }
            return true;
        }

        Json close() {
            return fields != null ? new Json.Obj(fields) : new Json.Arr(items == null ? List.of() : items);
        }
    }
}
