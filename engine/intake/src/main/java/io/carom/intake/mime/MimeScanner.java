package io.carom.intake.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a mail in its bytes. One scanner reads one mail; the time is linear in its size for a given depth. Never fails:
 * what is broken is read as far as it makes sense, what is beyond the limits is left out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1">RFC 2046, 5.1</a>
 */
public final class MimeScanner {
    private static final int LONGEST_BOUNDARY = 512;

    private final MimeLimits limits;
    private int parts;

    private MimeScanner(MimeLimits limits) {
        this.limits = limits;
    }

    /** The mail in {@code bytes}. */
    public static MimePart scan(byte[] bytes, MimeLimits limits) {
        int to = Math.min(bytes.length, limits.bytes());
        int from = 0;
        while (from < to && (bytes[from] == '\n' || bytes[from] == '\r')) {
            from++;
        }
        if (to - from > 3
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf) {
            from += 3;
        }
        return new MimeScanner(limits).part(bytes, from, to, 0, "text/plain");
    }

    private MimePart part(byte[] bytes, int from, int to, int depth, String defaultType) {
        parts++;
        Headers headers = Headers.read(bytes, from, to, limits.headers());
        int body = headers.bodyStart();
        Parameters type = Parameters.parse(headers.raw("content-type"));
        if (type.value().indexOf('/') < 0) {
            type = new Parameters(defaultType, type.names());
        }
        List<MimePart> children = List.of();
        if (depth < limits.depth()) {
            if (type.value().startsWith("multipart/")) {
                children = multipart(bytes, body, to, depth, type);
            } else if (enclosed(type.value()) && parts < limits.parts()) {
                children = enclosed(bytes, headers, body, to, depth);
            }
        }
        if (children.isEmpty() && type.value().startsWith("multipart/")) {
            type = new Parameters("text/plain", type.names());
        }
        return new MimePart(bytes, headers, type, body, to, children, limits.text());
    }

    private static boolean enclosed(String type) {
        return type.equals("message/rfc822")
                || type.equals("message/global")
                || type.equals("message/rfc822-headers")
                || type.equals("text/rfc822-headers")
                || type.equals("text/rfc822-header")
                || type.equals("text/rfc822")
                || type.equals("message/global-headers")
                || type.equals("message/news");
    }

    private List<MimePart> enclosed(byte[] bytes, Headers headers, int body, int to, int depth) {
        String encoding = headers.raw("content-transfer-encoding");
        boolean encoded = encoding != null && (startsWith(encoding, "base64") || startsWith(encoding, "quoted"));
        if (encoded && encoding != null && !looksLikeFields(bytes, body, to)) {
            byte[] decoded = Transfer.decode(bytes, body, to, encoding);
            return List.of(
                    part(decoded, skipBlank(decoded, 0, decoded.length), decoded.length, depth + 1, "text/plain"));
        }
        return List.of(part(bytes, skipBlank(bytes, body, to), to, depth + 1, "text/plain"));
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static boolean looksLikeFields(byte[] bytes, int from, int to) {
        Headers headers = Headers.read(bytes, skipBlank(bytes, from, to), to, 3);
        return headers.size() >= 2;
    }

    private static int skipBlank(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == '\n' || bytes[at] == '\r')) {
            at++;
        }
        return at;
    }

    private List<MimePart> multipart(byte[] bytes, int body, int to, int depth, Parameters type) {
        String said = type.names().get("boundary");
        String childType = type.value().equals("multipart/digest") ? "message/rfc822" : "text/plain";
        List<MimePart> children = List.of();
        if (said != null && !said.isBlank() && said.length() <= LONGEST_BOUNDARY) {
            children = split(bytes, body, to, depth, said.getBytes(StandardCharsets.UTF_8), childType);
        }
        if (children.isEmpty()) {
            byte[] guessed = guess(bytes, body, to);
            if (guessed != null) {
                children = split(bytes, body, to, depth, guessed, childType);
            }
        }
        return children;
    }

    private List<MimePart> split(byte[] bytes, int body, int to, int depth, byte[] boundary, String childType) {
        List<MimePart> children = new ArrayList<>();
        int partStart = -1;
        int lastEnd = body;
        int at = body;
        while (at < to) {
            int end = Lines.end(bytes, at, to);
            int next = Lines.next(bytes, end, to);
            int kind = bytes[at] == '-' && end - at >= boundary.length + 2 ? delimiter(bytes, at, end, boundary) : 0;
            if (kind != 0) {
                if (partStart >= 0 && parts < limits.parts()) {
                    children.add(part(bytes, partStart, Math.max(partStart, lastEnd), depth + 1, childType));
                }
                partStart = kind == 1 ? next : -1;
                lastEnd = next;
            } else {
                lastEnd = end;
            }
            at = next;
        }
        if (partStart >= 0 && partStart < to && parts < limits.parts()) {
            children.add(part(bytes, partStart, to, depth + 1, childType));
        }
        return children;
    }

    /** 1 for a delimiter, 2 for the closing one, 0 for neither. */
    private static int delimiter(byte[] bytes, int at, int end, byte[] boundary) {
        if (bytes[at + 1] != '-') {
            return 0;
        }
        for (int i = 0; i < boundary.length; i++) {
            if (bytes[at + 2 + i] != boundary[i]) {
                return 0;
            }
        }
        int rest = at + 2 + boundary.length;
        int trimmed = Lines.trimEnd(bytes, rest, end);
        if (trimmed == rest) {
            return 1;
        }
        return trimmed >= rest + 2 && bytes[rest] == '-' && bytes[rest + 1] == '-' ? 2 : 0;
    }

    /** The first line that begins with two hyphens and is followed by a Content- field: a boundary that was not announced. */
    private static byte @Nullable [] guess(byte[] bytes, int body, int to) {
        int at = body;
        while (at < to) {
            int end = Lines.end(bytes, at, to);
            int next = Lines.next(bytes, end, to);
            int length = Lines.trimEnd(bytes, at, end) - at;
            if (length > 3
                    && length <= LONGEST_BOUNDARY
                    && bytes[at] == '-'
                    && bytes[at + 1] == '-'
                    && contentField(bytes, next, to)) {
                byte[] found = new byte[length - 2];
                System.arraycopy(bytes, at + 2, found, 0, found.length);
                return found;
            }
            at = next;
        }
        return null;
    }

    private static boolean contentField(byte[] bytes, int at, int to) {
        String wanted = "content-";
        if (to - at < wanted.length()) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if ((bytes[at + i] | 0x20) != wanted.charAt(i) && bytes[at + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
