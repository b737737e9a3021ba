package io.carom.intake.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds mail addresses in fields and in lines of text, and undoes their encodings. Never fails; linear in the text. */
final class Addresses {
    private static final int LONGEST = 512;
    /** Scripts from here on set no blanks around words: an address in Latin letters ends where they begin. */
    private static final char UNSPACED = '\u2e80';
    /** What stands before an equals sign in front of an address and is no part of it. */
    private static final Set<String> LABELS = Set.of(
            "smtp",
            "to",
            "rcpt",
            "addr",
            "address",
            "recipient",
            "email",
            "mail",
            "for",
            "rfc822",
            "from",
            "user",
            "nrcpt",
            "orcpt");

    /** Which characters of ASCII stand in an unquoted local part, and which in a domain. */
    private static final boolean[] LOCAL = new boolean[0x80];

    private static final boolean[] DOMAIN = new boolean[0x80];

    static {
        for (char c = 0; c < 0x80; c++) {
            LOCAL[c] = c > ' ' && c != 127 && "()<>[]:;@\\,\"".indexOf(c) < 0;
            DOMAIN[c] = c == '.' || c == '-' || c == '_' || Character.isLetterOrDigit(c);
        }
    }

    private Addresses() {}

    /** An address and where it stands, brackets and quotes left out. */
    record Found(String address, int from, int to, boolean bracketed) {}

    /** Every address in {@code line}, in order. */
    static List<Found> in(String line) {
        int at = line.indexOf('@');
        if (at < 0) {
            return List.of();
        }
        List<Found> found = new ArrayList<>(2);
        int floor = 0;
        while (at >= 0) {
            Found one = around(line, at, floor);
            if (one != null) {
                found.add(one);
                floor = one.to;
            }
            at = line.indexOf('@', Math.max(at + 1, floor));
        }
        return found;
    }

    private static @Nullable Found around(String line, int at, int floor) {
        int from = at;
        if (at > floor && line.charAt(at - 1) == '"') {
            int quote = line.lastIndexOf('"', at - 2);
            if (quote >= floor && at - quote < LONGEST && (quote == 0 || !localChar(line.charAt(quote - 1)))) {
                from = quote;
            }
        }
        if (from == at) {
            boolean latin = at > floor && line.charAt(at - 1) < UNSPACED;
            while (from > floor
                    && at - from < LONGEST
                    && localChar(line.charAt(from - 1))
                    && !(latin && line.charAt(from - 1) >= UNSPACED)) {
                from--;
            }
        }
        int to = at + 1;
        if (to < line.length() && line.charAt(to) == '[') {
            int close = line.indexOf(']', to);
            to = close < 0 || close - to > 60 ? to : close + 1;
        } else {
            boolean latin = to < line.length() && line.charAt(to) < UNSPACED;
            while (to < line.length()
                    && to - at < LONGEST
                    && domainChar(line.charAt(to))
                    && !(latin && line.charAt(to) >= UNSPACED && line.charAt(to - 1) != '.')) {
                to++;
            }
            while (to > at + 1 && !Character.isLetterOrDigit(line.charAt(to - 1))) {
                to--;
            }
        }
        from = skipLabel(line, from, at);
        while (from < at
                && (line.charAt(from) == '.'
                        || line.charAt(from) == '\''
                        || line.charAt(from) == '`'
                        || line.charAt(from) == '*')) {
            from++;
        }
        boolean bracketed = from > 0 && line.charAt(from - 1) == '<' && to < line.length() && line.charAt(to) == '>';
        if (from >= at || to <= at + 1) {
            return null;
        }
        String domain = line.substring(at + 1, to);
        boolean dotted = domain.indexOf('.') > 0 && domain.indexOf("..") < 0;
        if (!dotted && !bracketed && domain.charAt(0) != '[') {
            return null;
        }
        return new Found(line.substring(from, to), from, to, bracketed);
    }

    private static int skipLabel(String line, int from, int at) {
        int equals = at - 1;
        while (equals >= from && line.charAt(equals) != '=') {
            equals--;
        }
        if (equals >= from && LABELS.contains(line.substring(from, equals).toLowerCase(Locale.ROOT))) {
            return equals + 1;
        }
        return from;
    }

    private static boolean localChar(char c) {
        if (c < 0x80) {
            return LOCAL[c];
        }
        return Character.isLetterOrDigit(c) && !wide(c);
    }

    /** Sentence punctuation and letters of scripts that are written without blanks: they end an address in running text. */
    private static boolean wide(char c) {
        return (c >= 0x3000 && c <= 0x30ff) || (c >= 0xff00 && c <= 0xffef);
    }

    private static boolean domainChar(char c) {
        return c < 0x80 ? DOMAIN[c] : Character.isLetterOrDigit(c) && !wide(c);
    }

    /** The one address of a field such as Final-Recipient ({@code rfc822; x}), or null when there is none that could be one. */
    static @Nullable String ofField(String field) {
        String value = field.strip();
        int semicolon = value.indexOf(';');
        String type = semicolon < 0 ? "" : value.substring(0, semicolon).strip().toLowerCase(Locale.ROOT);
        if (semicolon >= 0 && (type.isEmpty() || type.indexOf('@') < 0)) {
            value = value.substring(semicolon + 1).strip();
        }
        if (value.length() > 2_000) {
            value = value.substring(0, 2_000);
        }
        if (type.equals("utf-8")) {
            value = unescape(value);
        }
        int comment = value.indexOf(" (");
        if (comment > 0) {
            value = value.substring(0, comment).strip();
        }
        value = xtext(value);
        if (value.regionMatches(true, 0, "rfc822;", 0, 7) || value.regionMatches(true, 0, "smtp:", 0, 5)) {
            value = value.substring(value.charAt(4) == ':' ? 5 : 7).strip();
        }
        if (value.regionMatches(true, 0, "mailto:", 0, 7)) {
            value = value.substring(7);
        }
        return clean(value);
    }

    /** An address that fills all of {@code text} but for brackets, a name and a route, or null. */
    static @Nullable String clean(String text) {
        String value = text.strip();
        int open = value.lastIndexOf('<');
        int close = open < 0 ? -1 : value.indexOf('>', open);
        if (open >= 0) {
            value = value.substring(open + 1, close < 0 ? value.length() : close)
                    .strip();
        }
        if (value.startsWith("@") && value.indexOf(':') > 0) {
            value = value.substring(value.indexOf(':') + 1);
        }
        int from = 0;
        int to = value.length();
        while (to - from > 1 && (value.charAt(from) == '\'' || value.charAt(from) == '<')) {
            from++;
        }
        while (to > from && ">.;,'".indexOf(value.charAt(to - 1)) >= 0) {
            to--;
        }
        value = value.substring(from, to);
        int at = value.lastIndexOf('@');
        if (at <= 0 || at == value.length() - 1 || value.length() > LONGEST) {
            return null;
        }
        if (value.charAt(0) != '"' && (value.indexOf(' ') >= 0 || value.indexOf('@') != at)) {
            List<Found> found = in(value);
            return found.isEmpty() ? null : found.get(0).address();
        }
        return value;
    }

    /** Addresses of a header field with several. */
    static List<String> ofHeader(String field, int limit) {
        List<String> found = new ArrayList<>();
        for (Found one : in(field.length() > 20_000 ? field.substring(0, 20_000) : field)) {
            if (found.size() == limit) {
                break;
            }
            found.add(one.address());
        }
        return found;
    }

    /** Undoes {@code +XX} of RFC 3461, 4: only when every plus sign is one and something readable comes out. */
    private static String xtext(String value) {
        int plus = value.indexOf('+');
        if (plus < 0
                || (!value.toUpperCase(Locale.ROOT).contains("+40")
                        && !value.contains("+2B")
                        && !value.contains("+3D"))) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '+') {
                out.append(c);
                continue;
            }
            int high = i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), 16) : -1;
            int code = high * 16 + low;
            if (high < 0 || low < 0 || code <= ' ' || code > 126) {
                return value;
            }
            out.append((char) code);
            i += 2;
        }
        boolean twice = value.indexOf('@') >= 0 && out.indexOf("@") != out.lastIndexOf("@");
        return twice ? value : out.toString();
    }

    /** Undoes {@code \x{HEX}} of RFC 6533, 3. */
    private static String unescape(String value) {
        int at = value.indexOf("\\x{");
        if (at < 0) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length());
        int copied = 0;
        while (at >= 0) {
            int close = value.indexOf('}', at);
            if (close < 0 || close - at > 9) {
                break;
            }
            int code = 0;
            boolean hex = close > at + 3;
            for (int i = at + 3; i < close; i++) {
                int digit = Character.digit(value.charAt(i), 16);
                hex &= digit >= 0;
                code = code * 16 + Math.max(0, digit);
            }
            if (hex && Character.isValidCodePoint(code) && code > ' ') {
                out.append(value, copied, at).appendCodePoint(code);
                copied = close + 1;
            }
            at = value.indexOf("\\x{", close);
        }
        return out.append(value, copied, value.length()).toString();
    }

    static boolean same(@Nullable String one, @Nullable String other) {
        return one != null && other != null && one.equalsIgnoreCase(other);
    }

    /** Whether {@code address} is one of {@code addresses}, in whatever case. */
    static boolean contains(List<String> addresses, String address) {
        for (String one : addresses) {
            if (address.equalsIgnoreCase(one)) {
                return true;
            }
        }
        return false;
    }

    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    static String local(String address) {
        int at = address.lastIndexOf('@');
        return (at < 0 ? address : address.substring(0, at)).toLowerCase(Locale.ROOT);
    }
}
