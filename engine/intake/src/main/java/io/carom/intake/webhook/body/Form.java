package io.carom.intake.webhook.body;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a URL-encoded form, in their order; a field may come several times. Immutable.
 *
 * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">URL standard, urlencoded parsing</a>
 */
public final class Form {
    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** A form of fields that were read in another way. */
    static Form of(Map<String, List<String>> fields) {
        return new Form(fields);
    }

    /** Reads a form of at most {@code limit} fields; fails with {@link UnreadableBodyException}. */
    public static Form read(byte[] body, int limit) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int count = 0;
        int from = 0;
        while (from < body.length) {
            int end = from;
            int equals = -1;
            while (end < body.length && body[end] != '&') {
                if (body[end] == '=' && equals < 0) {
                    equals = end;
                }
                end++;
            }
            if (end > from) {
                if (++count > limit) {
                    throw new UnreadableBodyException("field " + count, "the form has more than " + limit + " fields");
                }
                String place = "field " + count;
                String name = decode(body, from, equals < 0 ? end : equals, place);
                String value = equals < 0 ? "" : decode(body, equals + 1, end, place);
                fields.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
            }
            from = end + 1;
        }
        return new Form(fields);
    }

    /** The first value of a field, or null when it is not there or blank. */
    public @Nullable String text(String name) {
        List<String> values = fields.get(name);
        return values == null || values.get(0).isBlank() ? null : values.get(0);
    }

    /** The first value that any of {@code names} has. */
    public @Nullable String firstText(String... names) {
        for (String name : names) {
            String text = text(name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** All values of a field. */
    public List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    /** The names of all fields, in their order. */
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    private static String decode(byte[] body, int from, int to, String place) {
        byte[] out = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = body[i];
            if (b == '+') {
                b = ' ';
            } else if (b == '%' && i + 2 < to) {
                int high = Character.digit(body[i + 1], 16);
                int low = Character.digit(body[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    b = (byte) (high * 16 + low);
                    i += 2;
                }
            }
            out[length++] = b;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableBodyException(place, "this is no UTF-8");
        }
    }
}
