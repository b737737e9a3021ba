package io.carom.intake.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes lines of text out of HTML, so that what reads lines can read it. Never fails; linear in the text. */
final class HtmlText {
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("amp", "&"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("#39", "'"),
            Map.entry("rsquo", "'"),
            Map.entry("eacute", "é"),
            Map.entry("egrave", "è"),
            Map.entry("agrave", "à"),
            Map.entry("ccedil", "ç"),
            Map.entry("auml", "ä"),
            Map.entry("ouml", "ö"),
            Map.entry("uuml", "ü"),
            Map.entry("szlig", "ß"),
            Map.entry("atilde", "ã"),
            Map.entry("otilde", "õ"),
            Map.entry("oacute", "ó"),
            Map.entry("iacute", "í"),
            Map.entry("aacute", "á"),
            Map.entry("uacute", "ú"),
            Map.entry("ntilde", "ñ"),
            Map.entry("ocirc", "ô"),
            Map.entry("ecirc", "ê"));

    private HtmlText() {}

    static String lines(String html) {
        StringBuilder out = new StringBuilder(html.length() / 2);
        boolean verbatim = false;
        String mailto = null;
        int linked = 0;
        int at = 0;
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c == '<') {
                if (address(html, at)) {
                    out.append(c);
                    at++;
                } else {
                    if (html.regionMatches(true, at, "<pre", 0, 4) || html.regionMatches(true, at, "</pre", 0, 5)) {
                        verbatim = html.charAt(at + 1) != '/';
                    }
                    if (link(html, at)) {
                        mailto = mailto(html, at);
                        linked = out.length();
                    } else if (mailto != null && html.regionMatches(true, at, "</a", 0, 3)) {
                        if (out.indexOf("@", linked) < 0) {
                            out.append(" <").append(mailto).append('>');
                        }
                        mailto = null;
                    }
                    at = tag(html, at, out);
                }
            } else if (c == '&') {
                at = entity(html, at, out);
            } else {
                out.append(
                        c > ' '
                                ? c
                                : verbatim && (c == '\n' || (c == '\r' && !html.startsWith("\n", at + 1)))
                                        ? '\n'
                                        : ' ');
                at++;
            }
        }
        return tidy(out);
    }

    private static boolean link(String html, int at) {
        return html.regionMatches(true, at, "<a", 0, 2) && at + 2 < html.length() && html.charAt(at + 2) <= ' ';
    }

    /** The address behind a link, which may stand for a name; or null. */
    private static @Nullable String mailto(String html, int at) {
        int end = html.indexOf('>', at);
        String tag = html.substring(at, Math.min(end < 0 ? html.length() : end, at + 600));
        int to = indexOfIgnoreCase(tag, "mailto:", 0);
        if (to < 0) {
            return null;
        }
        List<String> found = Addresses.ofHeader(tag.substring(to + 7), 1);
        return found.isEmpty() ? null : found.get(0);
    }

    /** {@code <user@example.com>} written without escapes. */
    private static boolean address(String html, int at) {
        for (int i = at + 1; i < html.length() && i < at + 320; i++) {
            char c = html.charAt(i);
            if (c == '>') {
                return html.substring(at, i).indexOf('@') > 0;
            }
            if (c <= ' ' || c == '"' || c == '=' || c == '<') {
                return false;
            }
        }
        return false;
    }

    private static int tag(String html, int at, StringBuilder out) {
        int end = html.indexOf('>', at);
        if (end < 0) {
            return html.length();
        }
        int from = at + 1;
        boolean closes = from < end && html.charAt(from) == '/';
        if (closes) {
            from++;
        }
        int to = from;
        while (to < end && Character.isLetterOrDigit(html.charAt(to))) {
            to++;
        }
        String name = html.substring(from, Math.min(to, from + 12)).toLowerCase(Locale.ROOT);
        if (html.startsWith("!--", from)) {
            int close = html.indexOf("-->", at);
            return close < 0 ? html.length() : close + 3;
        }
        if (!closes && (name.equals("style") || name.equals("script") || name.equals("title"))) {
            int close = indexOfIgnoreCase(html, "</" + name, end);
            return close < 0 ? html.length() : close;
        }
        switch (name) {
            case "br",
                    "p",
                    "div",
                    "tr",
                    "li",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "table",
                    "pre",
                    "hr",
                    "blockquote",
                    "ul",
                    "dt",
                    "dd" -> out.append('\n');
            case "td", "th" -> out.append(' ');
            default -> {}
        }
        return end + 1;
    }

    private static int indexOfIgnoreCase(String text, String what, int from) {
        int at = text.indexOf(what, from);
        return at >= 0 ? at : text.indexOf(what.toUpperCase(Locale.ROOT), from);
    }

    private static int entity(String html, int at, StringBuilder out) {
        int end = at + 1;
        while (end < html.length() && end - at <= 10 && html.charAt(end) != ';') {
            end++;
        }
        if (end >= html.length() || html.charAt(end) != ';') {
            out.append('&');
            return at + 1;
        }
        String name = html.substring(at + 1, end);
        String text = ENTITIES.get(name);
        if (text == null && name.startsWith("#")) {
            int code = number(name);
            text = code > 0 && Character.isValidCodePoint(code) ? Character.toString(code) : null;
        }
        if (text == null) {
            out.append('&');
            return at + 1;
        }
        out.append(text);
        return end + 1;
    }

    private static int number(String name) {
        try {
            return name.length() > 2 && (name.charAt(1) == 'x' || name.charAt(1) == 'X')
                    ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.substring(1));
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private static String tidy(StringBuilder text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean blank = true;
        int breaks = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                while (out.length() > 0 && out.charAt(out.length() - 1) == ' ') {
                    out.setLength(out.length() - 1);
                }
                if (breaks < 2) {
                    out.append('\n');
                    breaks++;
                }
                blank = true;
            } else if (c == ' ' || c == '\u00a0') {
                if (!blank) {
                    out.append(' ');
                }
                blank = true;
            } else {
                out.append(c);
                blank = false;
                breaks = 0;
            }
        }
        return out.toString();
    }
}
