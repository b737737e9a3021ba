package io.carom.intake.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A block of header fields in bytes, read once and decoded on demand. Names are compared without regard to case; blanks before the
 * colon, lines that are no field and a missing blank line are put up with. Immutable after {@link #read}; safe for any threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5322#section-2.2">RFC 5322, 2.2</a>
 */
public final class Headers {
    private static final int LONGEST_VALUE = 65_536;

    private final byte[] bytes;
    private int[] spans = new int[30];
    /** Length, first and last letter of each name, by which nearly all other names are told apart. */
    private int[] keys = new int[10];

    /** Which keys occur, as one bit of 64 each. */
    private long seen;

    private int count;
    private int bodyStart;

    private Headers(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads fields from {@code from} until a blank line, {@code to}, or what cannot be a field. */
    public static Headers read(byte[] bytes, int from, int to, int limit) {
        Headers headers = new Headers(bytes);
        headers.scan(from, to, limit);
        return headers;
    }

    private void scan(int from, int to, int limit) {
        int at = from;
        boolean first = true;
        while (at < to) {
            int end = Lines.end(bytes, at, to);
            int next = Lines.next(bytes, end, to);
            if (end == at) {
                bodyStart = next;
                return;
            }
            byte lead = bytes[at];
            if (lead == ' ' || lead == '\t') {
                if (Lines.trimEnd(bytes, at, end) == at && !goesOn(next, to)) {
                    bodyStart = next;
                    return;
                }
                if (count == 0 && !first) {
                    bodyStart = at;
                    return;
                }
                if (count > 0) {
                    spans[count * 3 - 1] = end;
                }
            } else {
                int colon = colon(at, end);
                if (colon > 0) {
                    if (count < limit) {
                        add(at, colon, end);
                    }
                } else if (!(first && mboxLine(at, end)) && !goesOn(next, to)) {
                    bodyStart = at;
                    return;
                }
            }
            first = false;
            at = next;
        }
        bodyStart = to;
    }

    /** Whether the line at {@code at} is a field, so that an odd line before it was an accident. */
    private boolean goesOn(int at, int to) {
        if (at >= to || count == 0) {
            return false;
        }
        int end = Lines.end(bytes, at, to);
        return end > at && colon(at, end) > 0;
    }

    private boolean mboxLine(int at, int end) {
        int i = bytes[at] == '>' ? at + 1 : at;
        return end - i > 5
                && bytes[i] == 'F'
                && bytes[i + 1] == 'r'
                && bytes[i + 2] == 'o'
                && bytes[i + 3] == 'm'
                && bytes[i + 4] == ' ';
    }

    private int colon(int at, int end) {
        int i = at;
        while (i < end) {
            byte b = bytes[i];
            if (b == ':') {
                return i > at ? i : -1;
            }
            if (b <= ' ') {
                int blank = i;
                while (blank < end && (bytes[blank] == ' ' || bytes[blank] == '\t')) {
                    blank++;
                }
                return blank < end && bytes[blank] == ':' && blank > i ? blank : -1;
            }
            if (b == 127 || i - at > 200) {
                return -1;
            }
            i++;
        }
        return -1;
    }

    private void add(int nameFrom, int colon, int end) {
        if (count * 3 + 3 > spans.length) {
            spans = Arrays.copyOf(spans, spans.length * 2);
            keys = Arrays.copyOf(keys, keys.length * 2);
        }
        int nameEnd = colon;
        while (nameEnd > nameFrom + 1 && bytes[nameEnd - 1] <= ' ') {
            nameEnd--;
        }
        int key = key(nameEnd - nameFrom, bytes[nameFrom], bytes[nameEnd - 1]);
        keys[count] = key;
        seen |= bit(key);
        spans[count * 3] = nameFrom;
        spans[count * 3 + 1] = colon;
        spans[count * 3 + 2] = end;
        count++;
    }

    /** Where the body begins. */
    public int bodyStart() {
        return bodyStart;
    }

    /** How many fields there are. */
    public int size() {
        return count;
    }

    /** The name of a field, lower case. */
    public String name(int index) {
        int from = spans[index * 3];
        int to = Lines.trimEnd(bytes, from, spans[index * 3 + 1]);
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /** The value of a field, unfolded, not decoded. */
    public String raw(int index) {
        int from = spans[index * 3 + 1] + 1;
        int to = Math.min(spans[index * 3 + 2], from + LONGEST_VALUE);
        return Charsets.header(bytes, from, Math.max(from, to));
    }

    /** The value of a field with its encoded words decoded (RFC 2047). */
    public String value(int index) {
        return EncodedWords.decode(raw(index));
    }

    /** The first field of that name (lower case), unfolded and not decoded, or null. */
    public @Nullable String raw(String name) {
        int index = find(name, 0);
        return index < 0 ? null : raw(index);
    }

    /** The first field of that name (lower case), decoded, or null. */
    public @Nullable String first(String name) {
        int index = find(name, 0);
        return index < 0 ? null : value(index);
    }

    /** Every field of that name (lower case), decoded. */
    public List<String> all(String name) {
        List<String> found = new ArrayList<>();
        for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
            found.add(value(i));
        }
        return found;
    }

    /** Whether there is a field of that name (lower case). */
    public boolean has(String name) {
        return find(name, 0) >= 0;
    }

    /** The index of the field of that name (lower case) at or after {@code start}, or -1. */
    public int find(String name, int start) {
        int length = name.length();
        if (length == 0) {
            return -1;
        }
        int key = key(length, (byte) name.charAt(0), (byte) name.charAt(length - 1));
        if ((seen & bit(key)) == 0) {
            return -1;
        }
        for (int i = start; i < count; i++) {
            if (keys[i] == key) {
                int from = spans[i * 3];
                int colon = spans[i * 3 + 1];
                if (colon - from >= length && named(from, colon, name)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static int key(int length, byte first, byte last) {
        return (length << 16) | (((first | 0x20) & 0xff) << 8) | ((last | 0x20) & 0xff);
    }

    private static long bit(int key) {
        return 1L << ((key * 0x9E37_79B9) >>> 26);
    }

    private boolean named(int from, int colon, String name) {
        for (int k = 0; k < name.length(); k++) {
            int b = bytes[from + k];
            if (b >= 'A' && b <= 'Z') {
                b += 32;
            }
            if (b != name.charAt(k)) {
                return false;
            }
        }
        for (int k = from + name.length(); k < colon; k++) {
            if (bytes[k] > ' ') {
                return false;
            }
        }
        return true;
    }
}
