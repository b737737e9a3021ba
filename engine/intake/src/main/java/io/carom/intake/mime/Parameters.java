package io.carom.intake.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A field such as Content-Type: a value and its parameters, with continuations and charsets. Immutable; never fails.
 *
 * @param value what stands before the first semicolon, lower case
 * @param names parameters by name, lower case
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2231">RFC 2231</a>
 */
public record Parameters(String value, Map<String, String> names) {
    private static final int MOST = 100;

    /** Reads a field's value; null is an empty one. */
    public static Parameters parse(@Nullable String field) {
        if (field == null) {
            return new Parameters("", Map.of());
        }
        int semicolon = field.indexOf(';');
        String value = semicolon < 0 ? field : field.substring(0, semicolon);
        int comment = value.indexOf('(');
        value = lower((comment < 0 ? value : value.substring(0, comment)).strip());
        if (semicolon < 0) {
            return new Parameters(value, Map.of());
        }
        Map<String, String> plain = new HashMap<>(8);
        Map<String, TreeMap<Integer, String>> pieces = null;
        int at = semicolon + 1;
        int seen = 0;
        while (at < field.length() && seen++ < MOST) {
            int equals = field.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            int first = Math.max(at, field.lastIndexOf(';', equals) + 1);
            String name = lower(field.substring(Math.min(first, equals), equals).strip());
            StringBuilder text = new StringBuilder(64);
            at = readValue(field, equals + 1, text);
            int star = name.indexOf('*');
            if (star < 0) {
                plain.putIfAbsent(name, EncodedWords.decode(text.toString()));
            } else {
                pieces = pieces == null ? new TreeMap<>() : pieces;
                put(pieces, name, star, text.toString());
            }
        }
        if (pieces != null) {
            pieces.forEach((name, parts) -> plain.put(name, join(parts)));
        }
        return new Parameters(value, plain);
    }

    private static int readValue(String field, int from, StringBuilder out) {
        int at = from;
        while (at < field.length() && field.charAt(at) <= ' ') {
            at++;
        }
        if (at < field.length() && field.charAt(at) == '"') {
            for (at++; at < field.length() && field.charAt(at) != '"'; at++) {
                if (field.charAt(at) == '\\' && at + 1 < field.length()) {
                    at++;
                }
                out.append(field.charAt(at));
            }
            int next = field.indexOf(';', at);
            return next < 0 ? field.length() : next + 1;
        }
        int next = field.indexOf(';', at);
        int end = next < 0 ? field.length() : next;
        int last = end;
        while (last > at && Character.isWhitespace(field.charAt(last - 1))) {
            last--;
        }
        out.append(field, at, last);
        return next < 0 ? end : next + 1;
    }

    /** What is written in lower case mostly is not copied. */
    private static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
                return text.toLowerCase(Locale.ROOT);
            }
        }
        return text;
    }

    private static void put(Map<String, TreeMap<Integer, String>> pieces, String name, int star, String value) {
        String rest = name.substring(star + 1);
        boolean encoded = rest.isEmpty() || rest.endsWith("*");
        String digits = rest.endsWith("*") ? rest.substring(0, rest.length() - 1) : rest;
        int index = 0;
        for (int i = 0; i < digits.length() && i < 3; i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return;
            }
            index = index * 10 + digits.charAt(i) - '0';
        }
        pieces.computeIfAbsent(name.substring(0, star), key -> new TreeMap<>())
                .put(index, (encoded ? "e" : "p") + value);
    }

    private static String join(TreeMap<Integer, String> parts) {
        String charset = null;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Map.Entry<Integer, String> part : parts.entrySet()) {
            String text = part.getValue().substring(1);
            if (part.getValue().charAt(0) == 'p') {
                bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                continue;
            }
            if (charset == null) {
                int first = text.indexOf('\'');
                int second = first < 0 ? -1 : text.indexOf('\'', first + 1);
                if (second >= 0) {
                    charset = text.substring(0, first);
                    text = text.substring(second + 1);
                }
            }
            percent(text, bytes);
        }
        return Charsets.decode(bytes.toByteArray(), charset);
    }

    private static void percent(String text, ByteArrayOutputStream out) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%' && i + 2 < raw.length && Transfer.hex(raw[i + 1]) >= 0 && Transfer.hex(raw[i + 2]) >= 0) {
                out.write(Transfer.hex(raw[i + 1]) << 4 | Transfer.hex(raw[i + 2]));
                i += 2;
            } else {
                out.write(raw[i]);
            }
        }
    }
}
