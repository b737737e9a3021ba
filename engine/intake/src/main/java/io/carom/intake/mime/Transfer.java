package io.carom.intake.mime;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Undoes transfer encodings, put up with what is broken: what cannot be decoded is left as it stands. Never fails; never yields more
 * bytes than it got.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2045#section-6">RFC 2045, 6</a>
 */
public final class Transfer {
    private static final byte[] BASE64 = new byte[256];

    static {
        Arrays.fill(BASE64, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            BASE64[alphabet.charAt(i)] = (byte) i;
        }
    }

    private Transfer() {}

    /** The bytes of {@code [from, to)} without {@code encoding}, which may be null, unknown or misspelt. */
    public static byte[] decode(byte[] bytes, int from, int to, @Nullable String encoding) {
        String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("base64") || name.startsWith("\"base64")) {
            return base64(bytes, from, to);
        }
        if (name.startsWith("quoted")) {
            return quotedPrintable(bytes, from, to);
        }
        if (name.startsWith("x-uu") || name.startsWith("uu")) {
            return uuencoded(bytes, from, to);
        }
        return Arrays.copyOfRange(bytes, from, to);
    }

    static byte[] base64(byte[] bytes, int from, int to) {
        byte[] out = new byte[(to - from) / 4 * 3 + 3];
        int length = 0;
        int bits = 0;
        int have = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            int six = BASE64[b & 0xff];
            if (six < 0) {
                if (b == '=') {
                    bits = 0;
                    have = 0;
                }
                continue;
            }
            bits = (bits << 6 | six) & 0xffffff;
            have += 6;
            if (have >= 8) {
                have -= 8;
                out[length++] = (byte) (bits >> have);
            }
        }
        return Arrays.copyOf(out, length);
    }

    static byte[] quotedPrintable(byte[] bytes, int from, int to) {
        byte[] out = new byte[to - from];
        int length = 0;
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            if (b != '=') {
                out[length++] = b;
                i++;
                continue;
            }
            int high = i + 2 < to ? hex(bytes[i + 1]) : -1;
            int low = i + 2 < to ? hex(bytes[i + 2]) : -1;
            if (high >= 0 && low >= 0) {
                out[length++] = (byte) (high << 4 | low);
                i += 3;
                continue;
            }
            int end = i + 1;
            while (end < to && (bytes[end] == ' ' || bytes[end] == '\t')) {
                end++;
            }
            if (end >= to || bytes[end] == '\n' || bytes[end] == '\r') {
                i = Lines.next(bytes, end, to);
            } else {
                out[length++] = b;
                i++;
            }
        }
        return Arrays.copyOf(out, length);
    }

    static byte[] uuencoded(byte[] bytes, int from, int to) {
        byte[] out = new byte[to - from];
        int length = 0;
        boolean inside = false;
        for (int at = from; at < to; ) {
            int end = Lines.end(bytes, at, to);
            if (!inside) {
                inside = end - at > 6
                        && bytes[at] == 'b'
                        && bytes[at + 1] == 'e'
                        && bytes[at + 4] == 'n'
                        && bytes[at + 5] == ' ';
            } else {
                int wanted = end > at ? (bytes[at] - 32) & 63 : 0;
                if (wanted == 0) {
                    break;
                }
                for (int i = at + 1; i + 3 < end + 3 && wanted > 0; i += 4) {
                    int group = six(bytes, i, end) << 18
                            | six(bytes, i + 1, end) << 12
                            | six(bytes, i + 2, end) << 6
                            | six(bytes, i + 3, end);
                    for (int shift = 16; shift >= 0 && wanted > 0 && length < out.length; shift -= 8, wanted--) {
                        out[length++] = (byte) (group >> shift);
                    }
                }
            }
            at = Lines.next(bytes, end, to);
        }
        return length == 0 ? Arrays.copyOfRange(bytes, from, to) : Arrays.copyOf(out, length);
    }

    private static int six(byte[] bytes, int at, int end) {
        return at < end ? (bytes[at] - 32) & 63 : 0;
    }

    static int hex(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        if (b >= 'A' && b <= 'F') {
            return b - 'A' + 10;
        }
        return b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
    }
}
