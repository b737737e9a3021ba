package io.carom.intake.webhook.body;

/** Writes a value as JSON. */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    static void write(Json value, StringBuilder out) {
        if (value instanceof Json.Obj object) {
            char before = '{';
            for (var field : object.fields().entrySet()) {
                out.append(before);
                quote(field.getKey(), out);
                out.append(':');
                write(field.getValue(), out);
                before = ',';
            }
            out.append(before == '{' ? "{}" : "}");
        } else if (value instanceof Json.Arr array) {
            char before = '[';
            for (Json item : array.items()) {
                out.append(before);
                write(item, out);
                before = ',';
            }
            out.append(before == '[' ? "[]" : "]");
        } else if (value instanceof Json.Text text) {
            quote(text.value(), out);
        } else if (value instanceof Json.Num number) {
            out.append(number.digits());
        } else if (value instanceof Json.Bool bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
