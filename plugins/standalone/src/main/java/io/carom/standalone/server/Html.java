package io.carom.standalone.server;

import org.jspecify.annotations.Nullable;

/**
 * Writes HTML. Text and values of attributes are escaped always; names of elements and attributes are written as they are and must be
 * constants. For one thread.
 */
public final class Html {
    private final StringBuilder out = new StringBuilder(1 << 15);

    /** Begins an element; {@code attributes} are names and values in turn, a name with a null value is left out. */
    public Html open(String name, @Nullable String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                escape(value);
                out.append('"');
            }
        }
        out.append('>');
        return this;
    }

    /** Ends an element. */
    public Html close(String name) {
        out.append("</").append(name).append(">\n");
        return this;
    }

    /** Text, escaped; nothing for null. */
    public Html text(@Nullable String text) {
        if (text != null) {
            escape(text);
        }
        return this;
    }

    /** An element with text and nothing else. */
    public Html element(String name, @Nullable String text, @Nullable String... attributes) {
        return open(name, attributes).text(text).close(name);
    }

    /** The beginning of every document. */
    public Html doctype() {
        out.append("<!doctype html>\n");
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append(c);
                default -> out.append(isHarmful(c) ? '\uFFFD' : c);
            }
        }
    }

    /** Control characters, marks that turn the reading direction, and halves of pairs that stand alone in no valid document. */
    private static boolean isHarmful(char c) {
        return Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
