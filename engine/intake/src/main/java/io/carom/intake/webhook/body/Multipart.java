package io.carom.intake.webhook.body;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a {@code multipart/form-data} body; files in it are left out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
public final class Multipart {
    private Multipart() {}

    /** The boundary that a Content-Type names, or empty when it is no form of parts. */
    public static Optional<String> boundary(@Nullable String contentType) {
        if (contentType == null || !contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return Optional.empty();
        }
        String boundary = parameter(contentType, "boundary");
        return boundary == null || boundary.isBlank() || boundary.length() > 70
                ? Optional.empty()
                : Optional.of(boundary);
    }

    /** Reads at most {@code limit} fields; fails with {@link UnreadableBodyException}. */
    public static Form read(byte[] body, String boundary, int limit) {
        // Latin-1 maps bytes and characters one to one; values are decoded afterwards.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String delimiter = "--" + boundary;
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int count = 0;
        int at = text.indexOf(delimiter);
        while (at >= 0 && !text.startsWith("--", at + delimiter.length())) {
            int start = at + delimiter.length();
            int end = text.indexOf(delimiter, start);
            if (end < 0) {
                throw new UnreadableBodyException("part " + (count + 1), "the last boundary is missing");
            }
            if (++count > limit) {
                throw new UnreadableBodyException("part " + count, "the form has more than " + limit + " fields");
            }
            add(text.substring(start, end), fields);
            at = end;
        }
        if (count == 0) {
            throw new UnreadableBodyException("1:1", "the boundary of the Content-Type is not in the body");
        }
        return Form.of(fields);
    }

    private static void add(String part, Map<String, List<String>> fields) {
        int blank = part.indexOf("\r\n\r\n");
        String headers = blank < 0 ? "" : part.substring(0, blank);
        String name = parameter(headers, "name");
        if (name == null || parameter(headers, "filename") != null) {
            return;
        }
        String value = part.substring(blank + 4);
        String bare = value.endsWith("\r\n") ? value.substring(0, value.length() - 2) : value;
        fields.computeIfAbsent(utf8(name), n -> new ArrayList<>(1)).add(utf8(bare));
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The value of {@code name=} or {@code name="..."}, when nothing but a blank or semicolon stands in front. */
    private static @Nullable String parameter(String headers, String name) {
        String lower = headers.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf(name + "="); at >= 0; at = lower.indexOf(name + "=", at + 1)) {
            if (at > 0 && " ;\t".indexOf(headers.charAt(at - 1)) < 0) {
                continue;
            }
            int from = at + name.length() + 1;
            if (from < headers.length() && headers.charAt(from) == '"') {
                int close = headers.indexOf('"', from + 1);
                return close < 0 ? null : headers.substring(from + 1, close);
            }
            int to = from;
            while (to < headers.length() && ";\r\n ".indexOf(headers.charAt(to)) < 0) {
                to++;
            }
            return headers.substring(from, to);
        }
        return null;
    }
}
