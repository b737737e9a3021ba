package io.carom.intake.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Decodes encoded words in header fields. Words cut in the middle of a character are joined first; what is no word stays. Never
 * fails; linear in the text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2047">RFC 2047</a>
 */
public final class EncodedWords {
    private EncodedWords() {}

    /** {@code text} with its encoded words decoded. */
    public static String decode(String text) {
        int start = text.indexOf("=?");
        if (start < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        List<byte[]> pending = new ArrayList<>();
        String pendingCharset = "";
        int copied = 0;
        while (start >= 0) {
            int charsetEnd = text.indexOf('?', start + 2);
            int encodingEnd = charsetEnd < 0 ? -1 : charsetEnd + 2;
            if (encodingEnd < 0
                    || encodingEnd >= text.length()
                    || text.charAt(encodingEnd) != '?'
                    || "BbQq".indexOf(text.charAt(charsetEnd + 1)) < 0) {
                start = text.indexOf("=?", start + 2);
                continue;
            }
            int end = text.indexOf("?=", encodingEnd + 1);
            if (end < 0) {
                break;
            }
            byte[] bytes = bytes(text.charAt(charsetEnd + 1), text.substring(encodingEnd + 1, end));
            String between = text.substring(copied, start);
            String charset = charset(text.substring(start + 2, charsetEnd));
            boolean joins = !pending.isEmpty() && between.isBlank() && charset.equals(pendingCharset);
            if (!joins) {
                flush(out, pending, pendingCharset);
                if (copied == 0 || !between.isBlank()) {
                    out.append(between);
                }
            }
            pending.add(bytes);
            pendingCharset = charset;
            copied = end + 2;
            start = text.indexOf("=?", copied);
        }
        flush(out, pending, pendingCharset);
        return out.append(text, copied, text.length()).toString();
    }

    private static void flush(StringBuilder out, List<byte[]> pending, String charset) {
        if (pending.isEmpty()) {
            return;
        }
        int length = 0;
        for (byte[] bytes : pending) {
            length += bytes.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] bytes : pending) {
            System.arraycopy(bytes, 0, all, at, bytes.length);
            at += bytes.length;
        }
        out.append(Charsets.decode(all, charset));
        pending.clear();
    }

    private static String charset(String label) {
        int language = label.indexOf('*');
        return (language < 0 ? label : label.substring(0, language)).toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(char encoding, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
        if (encoding == 'B' || encoding == 'b') {
            return Transfer.base64(ascii, 0, ascii.length);
        }
        byte[] out = new byte[ascii.length];
        int length = 0;
        for (int i = 0; i < ascii.length; i++) {
            byte b = ascii[i];
            if (b == '='
                    && i + 2 < ascii.length
                    && Transfer.hex(ascii[i + 1]) >= 0
                    && Transfer.hex(ascii[i + 2]) >= 0) {
                out[length++] = (byte) (Transfer.hex(ascii[i + 1]) << 4 | Transfer.hex(ascii[i + 2]));
                i += 2;
            } else {
                out[length++] = b == '_' ? (byte) ' ' : b;
            }
        }
        return Arrays.copyOf(out, length);
    }
}
