package io.carom.intake.mime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of a mail, or the whole mail. Made by {@link MimeScanner}; decodes on demand and keeps nothing, so ask once. Immutable;
 * safe for any threads.
 */
public final class MimePart {
    private final byte[] bytes;
    private final Headers headers;
    private final Parameters type;
    private final int from;
    private final int to;
    private final List<MimePart> children;
    private final int textLimit;

    MimePart(byte[] bytes, Headers headers, Parameters type, int from, int to, List<MimePart> children, int textLimit) {
        this.bytes = bytes;
        this.headers = headers;
        this.type = type;
        this.from = from;
        this.to = to;
        this.children = children;
        this.textLimit = textLimit;
    }

    /** The part's own header fields. */
    public Headers headers() {
        return headers;
    }

    /** Type and subtype, lower case; {@code text/plain} when the part says nothing. */
    public String type() {
        return type.value();
    }

    /** A parameter of Content-Type, or null. */
    public @Nullable String parameter(String name) {
        return type.names().get(name);
    }

    /** Parts of a multipart, or the one enclosed mail of a {@code message/rfc822} and its like. */
    public List<MimePart> children() {
        return children;
    }

    /** How many bytes the body has, still encoded. */
    public int size() {
        return to - from;
    }

    /** The body without its transfer encoding. */
    public byte[] decoded() {
        return Transfer.decode(bytes, from, to, headers.raw("content-transfer-encoding"));
    }

    /** The body as text: transfer encoding undone, charset applied, cut at the limit. */
    public String text() {
        String encoding = headers.raw("content-transfer-encoding");
        String charset = type.names().get("charset");
        if (encoding == null || plain(encoding)) {
            return Charsets.decode(bytes, from, end(bytes, from, to), charset);
        }
        byte[] decoded = Transfer.decode(bytes, from, (int) Math.min(to, from + textLimit * 4L), encoding);
        return Charsets.decode(decoded, 0, end(decoded, 0, decoded.length), charset);
    }

    /** Where text is cut: not within a character of UTF-8. */
    private int end(byte[] text, int start, int length) {
        int end = Math.min(length, start + textLimit);
        for (int back = 0; back < 3 && end < length && end > start && (text[end] & 0xc0) == 0x80; back++) {
            end--;
        }
        return end;
    }

    private static boolean plain(String encoding) {
        return !encoding.isEmpty() && (encoding.charAt(0) == '7' || encoding.charAt(0) == '8');
    }
}
