package io.carom.intake.webhook.body;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value, read tolerantly: what is missing or of another type is {@link Nil}, numbers in quotes are numbers, and numbers
 * asked for as text are text. Made by {@link JsonReader}; immutable as long as nobody changes what it was made from.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public sealed interface Json {
    /** An object; fields keep their order. */
    record Obj(Map<String, Json> fields) implements Json {}

    /** An array. */
    record Arr(List<Json> items) implements Json {}

    /** A text. */
    record Text(String value) implements Json {}

    /** A number, as its digits stand in the body. */
    record Num(String digits) implements Json {}

    /** A truth value. */
    record Bool(boolean value) implements Json {}

    /** {@code null}, and everything that is not there. */
    enum Nil implements Json {
        NIL
    }

    /** The field {@code name}, or {@link Nil}. */
    default Json at(String name) {
        if (this instanceof Obj object) {
            Json value = object.fields().get(name);
            return value == null ? Nil.NIL : value;
        }
        return Nil.NIL;
    }

    /** The item {@code index}, or {@link Nil}. */
    default Json at(int index) {
        return this instanceof Arr array && index >= 0 && index < array.items().size()
                ? array.items().get(index)
                : Nil.NIL;
    }

    /** The items of an array; a single value stands for an array of one, nothing for an empty one. */
    default List<Json> items() {
        return this instanceof Arr array ? array.items() : this == Nil.NIL ? List.of() : List.of(this);
    }

    /** The fields of an object; of anything else none. */
    default Map<String, Json> fields() {
        return this instanceof Obj object ? object.fields() : Map.of();
    }

    /** Whether nothing is here. */
    default boolean missing() {
        return this == Nil.NIL;
    }

    /** What a text, number or truth value says; null for everything else and for blank text. */
    default @Nullable String text() {
        if (this instanceof Text text) {
            return text.value().isBlank() ? null : text.value();
        }
        if (this instanceof Num number) {
            return number.digits();
        }
        return this instanceof Bool bool ? String.valueOf(bool.value()) : null;
    }

    /** {@link #text} of the field {@code name}. */
    default @Nullable String text(String name) {
        return at(name).text();
    }

    /** {@link #text} of the first of {@code names} that has one. */
    default @Nullable String firstText(String... names) {
        for (String name : names) {
            String text = text(name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** A whole number, also one in quotes or with a zero fraction; null for everything else. */
    default @Nullable Long number() {
        String digits = text();
        if (digits == null) {
            return null;
        }
        digits = digits.strip();
        int end = digits.length();
        int dot = digits.indexOf('.');
        if (dot > 0 && digits.substring(dot + 1).chars().allMatch(c -> c == '0')) {
            end = dot;
        }
        int start = digits.startsWith("-") ? 1 : 0;
        if (end == start || end - start > 18) {
            return null;
        }
        for (int i = start; i < end; i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return null;
            }
        }
        return Long.parseLong(digits, 0, end, 10);
    }

    /** {@link #number} of the field {@code name}. */
    default @Nullable Long number(String name) {
        return at(name).number();
    }

    /** Whether this is true, or says so as {@code "true"} or 1. */
    default boolean truth() {
        String text = text();
        return text != null && (text.equalsIgnoreCase("true") || text.equals("1"));
    }

    /** What this is, for messages: {@code an object}. */
    default String what() {
        if (this instanceof Obj) {
            return "an object";
        }
        if (this instanceof Arr) {
            return "an array";
        }
        if (this instanceof Text) {
            return "a text";
        }
        if (this instanceof Num) {
            return "a number";
        }
        return this instanceof Bool ? "a truth value" : "nothing";
    }

    /** This value at a pointer; a pointer that leads nowhere leads to {@link Nil}. */
    default Json pointer(JsonPointer pointer) {
        Json here = this;
        for (String step : pointer.steps()) {
            if (here instanceof Arr array) {
                here = array.at(JsonPointer.index(step));
            } else {
                here = here.at(step);
            }
        }
        return here;
    }

    /** This value as JSON text without blanks. */
    default String write() {
        StringBuilder out = new StringBuilder();
        JsonText.write(this, out);
        return out.toString();
    }
}
