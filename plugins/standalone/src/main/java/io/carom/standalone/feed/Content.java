package io.carom.standalone.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.carom.intake.log.LogSource;
import java.util.Locale;
import java.util.Optional;

/** What a file holds, by its beginning. */
enum Content {
    EMPTY,
    /** One mail, or an mbox. */
    MAIL,
    /** One event a line, as JSON. */
    EVENTS,
    /** A mail server's log, perhaps compressed. */
    LOG,
    /** One request of a mail provider, as JSON or as a form. */
    WEBHOOK,
    /** Nothing that Carom reads. */
    OTHER;

    /** How much of a file is looked at. */
    static final int HEAD = 1 << 16;

    /** What the first {@code length} bytes of {@code head} are the beginning of. */
    static Content of(byte[] head, int length) {
        int at = skipBlanks(head, length);
        if (at == length) {
            return length == 0 || at < HEAD ? EMPTY : OTHER;
        }
        if (length > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
            return LOG;
        }
        String line = firstLine(head, at, length);
        if (boundary(head, length).isPresent()) {
            return WEBHOOK;
        }
        if (line.startsWith("{")) {
            return json(line, head, length);
        }
        if (isHeader(line) || line.startsWith("From ")) {
            return MAIL;
        }
        if (LogSource.recognise(head, length).isPresent()) {
            return LOG;
        }
        if (line.startsWith("[") || isForm(line)) {
            return WEBHOOK;
        }
        return isBinary(head, length) ? OTHER : MAIL;
    }

    /** Whether it has the form of a provider's request, whatever else it may be. */
    static boolean mayBeRequest(byte[] head, int length) {
        String line = firstLine(head, skipBlanks(head, length), length);
        return line.startsWith("{")
                || line.startsWith("[")
                || line.matches("[A-Za-z0-9_.%+\\[\\]-]{1,100}=\\S*")
                || boundary(head, length).isPresent();
    }

    /** What parts a form of several parts, when it is one. */
    static Optional<String> boundary(byte[] head, int length) {
        String line = firstLine(head, 0, length);
        if (!line.startsWith("--") || line.length() < 3 || line.length() > 72 || line.indexOf('"') >= 0) {
            return Optional.empty();
        }
        int next = skipLineEnd(head, line.length(), length);
        return firstLine(head, next, length).toLowerCase(Locale.ROOT).startsWith("content-disposition: form-data")
                ? Optional.of(line.substring(2))
                : Optional.empty();
    }

    private static int skipLineEnd(byte[] head, int from, int length) {
        int at = from;
        while (at < length && at < from + 2 && (head[at] == '\r' || head[at] == '\n')) {
            at++;
        }
        return at;
    }

    private static Content json(String line, byte[] head, int length) {
        String flat = line.replace(" ", "").toLowerCase(Locale.ROOT);
        boolean whole = line.strip().endsWith("}") || line.length() > 4_000;
        if (whole && flat.contains("\"event\":\"") && isEvent(flat)) {
            return EVENTS;
        }
        return LogSource.recognise(head, length).isPresent() ? LOG : WEBHOOK;
    }

    /** An event needs an instant and a recipient; lines that configure servers and campaigns need an id. */
    private static boolean isEvent(String flat) {
        return (flat.contains("\"at\":") && flat.contains("\"recipient\":"))
                || flat.contains("\"event\":\"server\"")
                || flat.contains("\"event\":\"campaign\"");
    }

    private static boolean isHeader(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            return false;
        }
        for (int i = 0; i < colon; i++) {
            char c = line.charAt(i);
            if (c <= ' ' || c > '~') {
                return i > 0 && c == ' ' && line.substring(i, colon).isBlank();
            }
            if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return !Character.isDigit(line.charAt(0));
    }

    private static boolean isForm(String line) {
        int equals = line.indexOf('=');
        return equals > 0 && line.indexOf(' ') < 0 && (line.contains("%") || line.contains("&"));
    }

    private static boolean isBinary(byte[] head, int length) {
        for (int i = 0; i < Math.min(length, 4096); i++) {
            if (head[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static int skipBlanks(byte[] head, int length) {
        int at = 0;
        if (length >= 3 && (head[0] & 0xff) == 0xef && (head[1] & 0xff) == 0xbb && (head[2] & 0xff) == 0xbf) {
            at = 3;
        }
        while (at < length && head[at] <= ' ' && head[at] > 0) {
            at++;
        }
        return at;
    }

    private static String firstLine(byte[] head, int from, int length) {
        int end = from;
        while (end < length && head[end] != '\n' && head[end] != '\r') {
            end++;
        }
        return new String(head, from, end - from, ISO_8859_1);
    }
}
