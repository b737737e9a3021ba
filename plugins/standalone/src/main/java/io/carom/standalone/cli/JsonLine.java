package io.carom.standalone.cli;

import java.io.StringWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one JSON object on one line. Stateless but for the factory, which any number of threads may use. */
public final class JsonLine {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonLine() {}

    /** The object whose fields {@code fields} writes. */
    public static String of(Consumer<JsonGenerator> fields) {
        StringWriter out = new StringWriter(256);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return out.toString();
    }

    /** Writes a text field, or null. */
    public static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }

    /** Writes the value of a column as its field, or null. */
    public static void cell(JsonGenerator json, Column column, @Nullable String value) {
        if (column.number() && value != null && value.matches("-?[0-9]{1,18}")) {
            json.writeNumberProperty(column.name(), Long.parseLong(value));
        } else {
            text(json, column.name(), value);
        }
    }
}
