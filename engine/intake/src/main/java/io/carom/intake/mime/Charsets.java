package io.carom.intake.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into text whatever the label says: a right label is believed, a wrong or unknown one is corrected by what the bytes
 * are. Never fails.
 */
public final class Charsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char ESCAPE = 0x1b;
    private static final char REPLACED = '\ufffd';
    /** What most mails say, without asking for all that there are. */
    private static final Map<String, Charset> USUAL = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "us-ascii", StandardCharsets.US_ASCII,
            "ascii", StandardCharsets.US_ASCII,
            "windows-1252", WINDOWS_1252);

    /** Labels that mails use and Java does not know. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("utf8", "utf-8"),
            Map.entry("unicode-1-1-utf-8", "utf-8"),
            Map.entry("ks_c_5601-1987", "ms949"),
            Map.entry("ks_c_5601", "ms949"),
            Map.entry("ansi_x3.110-1983", "iso-8859-1"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
            Map.entry("gb2312", "gb18030"),
            Map.entry("gbk", "gb18030"),
            Map.entry("x-gbk", "gb18030"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("cp-850", "ibm850"),
            Map.entry("cp-1252", "windows-1252"));

    /** Labels that say that nobody knows: looking for a charset of that name takes long. */
    private static final Set<String> NONE =
            Set.of("x-unknown", "unknown", "unknown-8bit", "x-user-defined", "default", "none");

    private Charsets() {}

    /** Text of {@code bytes} said to be in {@code label}, or in nothing when it is null. */
    public static String decode(byte[] bytes, @Nullable String label) {
        return decode(bytes, 0, bytes.length, label);
    }

    static String decode(byte[] bytes, int from, int to, @Nullable String label) {
        String name = label == null ? "" : label.strip().toLowerCase(Locale.ROOT);
        String text = plain(bytes, from, to, StandardCharsets.UTF_8);
        boolean valid = text.indexOf(REPLACED) < 0;
        // As many characters as bytes, and none of them replaced: ASCII.
        if (valid && text.length() == to - from) {
            if (text.indexOf(ESCAPE) >= 0) {
                return plain(bytes, from, to, japanese());
            }
            boolean shifted = name.startsWith("utf-16") || name.startsWith("utf-7") || name.startsWith("hz");
            return shifted ? plain(bytes, from, to, said(name)) : text;
        }
        Charset said = named(name, null);
        boolean claimsMore = said != null && !said.equals(WINDOWS_1252) && !said.equals(StandardCharsets.US_ASCII);
        String utf8 =
                valid ? text : writesReplaced(bytes, from, to) ? strict(bytes, from, to, StandardCharsets.UTF_8) : null;
        boolean sevenBit = name.startsWith("iso-2022") || name.startsWith("us-ascii") || name.isEmpty();
        if (utf8 != null
                && (said == null || sevenBit || StandardCharsets.UTF_8.equals(said) || WINDOWS_1252.equals(said))) {
            return utf8;
        }
        if (said != null && claimsMore && !sevenBit) {
            String believed = strict(bytes, from, to, said);
            if (believed != null) {
                return believed;
            }
        }
        if (utf8 != null) {
            return utf8;
        }
        return StandardCharsets.UTF_8.equals(said) && mostlyUtf8(bytes, from, to)
                ? text
                : plain(
                        bytes,
                        from,
                        to,
                        claimsMore && said != null && !said.equals(StandardCharsets.UTF_8) && !sevenBit
                                ? said
                                : WINDOWS_1252);
    }

    /** Text of a header's value: line ends and the blanks after them become one blank. */
    static String header(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && (bytes[start] == ' ' || bytes[start] == '\t')) {
            start++;
        }
        int at = start;
        while (at < to && bytes[at] >= ' ') {
            at++;
        }
        return at == to
                ? plain(bytes, start, to, StandardCharsets.ISO_8859_1).strip()
                : header(Arrays.copyOfRange(bytes, start, to));
    }

    private static String header(byte[] value) {
        int length = 0;
        for (int i = 0; i < value.length; i++) {
            byte b = value[i];
            if (b == '\r' || b == '\n') {
                while (i + 1 < value.length && value[i + 1] <= ' ' && value[i + 1] >= 0) {
                    i++;
                }
                value[length++] = ' ';
            } else {
                value[length++] = b;
            }
        }
        return decode(value, 0, length, null).strip();
    }

    /** Whether the character that stands for broken ones was written by the sender. */
    private static boolean writesReplaced(byte[] bytes, int from, int to) {
        for (int i = from; i + 2 < to; i++) {
            if (bytes[i] == (byte) 0xef && bytes[i + 1] == (byte) 0xbf && bytes[i + 2] == (byte) 0xbd) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String strict(byte[] bytes, int from, int to, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from));
            return text.toString();
        } catch (CharacterCodingException wrongLabel) {
            return null;
        }
    }

    /** A text cut off in the middle or with a few broken places is UTF-8 still. */
    private static boolean mostlyUtf8(byte[] bytes, int from, int to) {
        int good = 0;
        int bad = 0;
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xff;
            if (b < 0x80) {
                continue;
            }
            int more = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : b >= 0xc2 ? 1 : 0;
            int seen = 0;
            while (seen < more && i + 1 < to && (bytes[i + 1] & 0xc0) == 0x80) {
                seen++;
                i++;
            }
            if (more > 0 && seen == more) {
                good++;
            } else {
                bad++;
            }
        }
        return good > bad * 2;
    }

    private static String plain(byte[] bytes, int from, int to, Charset charset) {
        return new String(bytes, from, to - from, charset);
    }

    private static Charset japanese() {
        Charset windows = named("iso-2022-jp", null);
        return windows != null ? windows : StandardCharsets.US_ASCII;
    }

    private static Charset said(String label) {
        Charset known = named(label, null);
        return known == null ? StandardCharsets.US_ASCII : known;
    }

    private static @Nullable Charset named(String label, @Nullable Charset otherwise) {
        if (label.isEmpty() || NONE.contains(label)) {
            return otherwise;
        }
        String name = label.startsWith("\"") ? label.replace("\"", "") : label;
        String meant = ALIASES.getOrDefault(name, name);
        Charset known = USUAL.get(meant);
        if (known == null) {
            known = Installed.BY_NAME.get(meant);
        }
        if (known == null) {
            known = Installed.BY_NAME.get(name);
        }
        return known != null ? known : otherwise;
    }

    /** All that this Java has, by name and alias: it looks for an unknown name in every provider, each time again. */
    private static final class Installed {
        static final Map<String, Charset> BY_NAME = byName();

        private static Map<String, Charset> byName() {
            Map<String, Charset> all = new HashMap<>();
            for (Charset charset : Charset.availableCharsets().values()) {
                all.put(charset.name().toLowerCase(Locale.ROOT), charset);
                charset.aliases().forEach(alias -> all.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
            }
            return Map.copyOf(all);
        }
    }
}
