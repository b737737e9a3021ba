package io.carom.intake.mail;

import io.carom.api.EnhancedStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds SMTP reply codes, enhanced codes, commands and hosts in the words around them. Never fails; linear in the text. */
final class Replies {
    /** How many characters of a text are looked at. */
    static final int LOOKED_AT = 8_192;

    private Replies() {}

    /** The reply code of a failure (4xx or 5xx), or 0: at the start, else behind punctuation, else anywhere that looks like a reply. */
    static int code(String text) {
        int limit = Math.min(text.length(), LOOKED_AT);
        int weak = 0;
        for (int i = 0; i + 2 < limit; i++) {
            char c = text.charAt(i);
            if ((c == '4' || c == '5') && digit(text, i + 1) && digit(text, i + 2)) {
                int strength = strength(text, i, limit);
                int code = (c - '0') * 100 + (text.charAt(i + 1) - '0') * 10 + text.charAt(i + 2) - '0';
                if (strength == 2 && plausible(code)) {
                    return code;
                }
                if (strength == 1 && weak == 0 && plausible(code)) {
                    weak = code;
                }
            }
        }
        return weak;
    }

    /** Whether {@code text} has a number that is a reply code beyond doubt. */
    static boolean certain(String text) {
        int limit = Math.min(text.length(), LOOKED_AT);
        for (int i = 0; i + 2 < limit; i++) {
            char c = text.charAt(i);
            if ((c == '4' || c == '5')
                    && digit(text, i + 1)
                    && digit(text, i + 2)
                    && text.charAt(i + 1) < '8'
                    && strength(text, i, limit) == 2) {
                return true;
            }
        }
        return false;
    }

    private static boolean plausible(int code) {
        return code >= 400 && code <= 599 && code % 100 < 80;
    }

    /** 2: certainly a reply code; 1: perhaps one; 0: none. */
    private static int strength(String text, int at, int limit) {
        char after = at + 3 < limit ? text.charAt(at + 3) : '\n';
        boolean ends = after == ' '
                || after == '-'
                || after == '\n'
                || after == '\r'
                || after == '\t'
                || after == ':'
                || after == '#'
                || after == ';'
                || after == ','
                || after == ']'
                || after == ')'
                || after == '"'
                || after == '\''
                || after == '_'
                || after == '('
                || (after == '.' && !digit(text, at + 4));
        if (!ends
                || (after == '-'
                        && digit(text, at + 4)
                        && EnhancedStatus.leading(text.substring(at + 4, Math.min(limit, at + 16)))
                                .isEmpty())) {
            return 0;
        }
        int before = at - 1;
        while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
            before--;
        }
        if (before < 0 || text.charAt(before) == '\n') {
            return wordOrStatus(text, at + 3, limit) ? 2 : 1;
        }
        char c = text.charAt(before);
        boolean adjacent = before == at - 1;
        if (adjacent
                && (Character.isLetterOrDigit(c)
                        || c == '.'
                        || c == '-'
                        || c == '/'
                        || c == '_'
                        || c == '@'
                        || c == '+'
                        || c == '='
                        || c == '$')) {
            return c == '=' ? 1 : 0;
        }
        boolean opens = c == ':'
                || c == ';'
                || c == '"'
                || c == '\''
                || c == '('
                || c == '<'
                || c == '>'
                || c == '='
                || c == '['
                || c == '#'
                || c == '|'
                || c == '\u201c'
                || c == '\u00ab';
        if (opens && wordOrStatus(text, at + 3, limit)) {
            return 2;
        }
        if (statusFollows(text, at + 3, limit) || wordBefore(text, before)) {
            return 2;
        }
        return opens || (wordOrStatus(text, at + 3, limit) && after != ':') ? 1 : 0;
    }

    private static boolean wordBefore(String text, int end) {
        int from = end;
        while (from >= 0 && Character.isLetter(text.charAt(from))) {
            from--;
        }
        String word = text.substring(from + 1, end + 1).toLowerCase(Locale.ROOT);
        return word.equals("code")
                || word.equals("error")
                || word.equals("said")
                || word.equals("smtp")
                || word.equals("reply")
                || word.equals("state")
                || word.equals("status")
                || word.equals("response")
                || word.equals("returned");
    }

    private static boolean statusFollows(String text, int from, int limit) {
        int at = from;
        while (at < limit && (text.charAt(at) == ' ' || text.charAt(at) == '-' || text.charAt(at) == '#')) {
            at++;
        }
        return at < limit
                && EnhancedStatus.leading(text.substring(at, Math.min(limit, at + 12)))
                        .isPresent();
    }

    private static boolean wordOrStatus(String text, int from, int limit) {
        int at = from;
        while (at < limit && (text.charAt(at) == ' ' || text.charAt(at) == '-' || text.charAt(at) == '\t')) {
            at++;
        }
        if (at >= limit) {
            return true;
        }
        char c = text.charAt(at);
        if (!Character.isDigit(c)) {
            return true;
        }
        return EnhancedStatus.leading(text.substring(at, Math.min(limit, at + 12)))
                        .isPresent()
                || (digit(text, at + 1)
                        && digit(text, at + 2)
                        && at + 3 < limit
                        && !Character.isLetterOrDigit(text.charAt(at + 3)));
    }

    private static boolean digit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /**
     * The enhanced code of a failure in {@code text}, or null: the first one, unless a later one of the same class says more
     * ({@code x.0.0}, {@code x.5.0}, {@code x.1.0} say little).
     */
    static @Nullable EnhancedStatus status(String text) {
        EnhancedStatus first = null;
        int limit = Math.min(text.length(), LOOKED_AT);
        for (int at = 0; at + 4 < limit; at++) {
            char c = text.charAt(at);
            if ((c != '4' && c != '5') || text.charAt(at + 1) != '.' || !digit(text, at + 2)) {
                continue;
            }
            String window = text.substring(Math.max(0, at - 5), Math.min(limit, at + 14));
            EnhancedStatus found = EnhancedStatus.find(window).orElse(null);
            if (found == null || found.statusClass() != c - '0' || found.subject() > 9) {
                continue;
            }
            if (first == null || closer(found, first)) {
                first = found;
            }
            if (first.detail() != 0) {
                return first;
            }
        }
        return first;
    }

    private static boolean closer(EnhancedStatus found, EnhancedStatus first) {
        return found.statusClass() == first.statusClass()
                && (first.subject() == 0 || first.subject() == 5 || first.subject() == found.subject())
                && first.detail() == 0
                && (found.subject() != 0 || found.detail() != 0);
    }

    /** The SMTP command that was answered: the last one that is named as one; or null. */
    static @Nullable String command(String text) {
        int limit = Math.min(text.length(), LOOKED_AT);
        String found = null;
        boolean inWord = false;
        for (int i = 0; i < limit; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (letter && !inWord) {
                String here = commandAt(text, i, c | 0x20);
                if (here != null && here.equals("END")) {
                    return "DATA";
                }
                found = here == null ? found : here;
            }
            inWord = letter;
        }
        return found;
    }

    private static @Nullable String commandAt(String text, int at, int initial) {
        return switch (initial) {
            case 'r' -> isCommand(text, at, "rcpt") ? "RCPT TO" : null;
            case 'm' -> isCommand(text, at, "mail") ? "MAIL FROM" : null;
            case 'd' -> isCommand(text, at, "data") ? "DATA" : null;
            case 'e' ->
                starts(text, at, "end of data") || starts(text, at, "end-of-data")
                        ? "END"
                        : isCommand(text, at, "ehlo") ? "EHLO" : null;
            case 'h' -> isCommand(text, at, "helo") ? "EHLO" : null;
            case 's' -> starts(text, at, "sent_helo") ? "EHLO" : isCommand(text, at, "starttls") ? "STARTTLS" : null;
            case 'a' -> isCommand(text, at, "auth") ? "AUTH" : null;
            case 'i' -> starts(text, at, "initial connection") ? "CONN" : null;
            case 'f' -> starts(text, at, "final data") ? "END" : null;
            default -> null;
        };
    }

    private static boolean starts(String text, int at, String word) {
        if (at + word.length() > text.length()) {
            return false;
        }
        char second = at < 0 ? word.charAt(1) : text.charAt(at + 1);
        if (second < 0x80 && (second | 0x20) != (word.charAt(1) | 0x20)) {
            return false;
        }
        return text.regionMatches(true, at, word, 0, word.length());
    }

    /** Whether the word at {@code at} is meant as a command: {@code RCPT TO}, {@code MAIL command}, {@code [DATA]}, {@code >>> DATA}. */
    private static boolean isCommand(String text, int at, String word) {
        if (!starts(text, at, word)) {
            return false;
        }
        int end = at + word.length();
        boolean ends = end >= text.length() || !Character.isLetter(text.charAt(end));
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        boolean shown = before == '['
                || (at >= 4 && text.startsWith(">>> ", at - 4))
                || (at >= 5 && starts(text, at - 5, "smtp:"))
                || (at >= 6 && (starts(text, at - 6, "after ") || starts(text, at - 6, "step: ")));
        return starts(text, end, " command")
                || starts(text, end, " to:")
                || starts(text, end, " from:")
                || (end < text.length() && text.charAt(end) == '_')
                || (shown && ends);
    }

    /** The receiving host that {@code text} names ({@code host x[1.2.3.4] said}, {@code talking to x}), or null. */
    static @Nullable String host(String text) {
        int limit = Math.min(text.length(), LOOKED_AT);
        boolean inWord = false;
        for (int i = 0; i < limit; i++) {
            char c = text.charAt(i);
            boolean word = Character.isLetterOrDigit(c);
            if (word && !inWord) {
                int after = afterCue(text, i, c | 0x20);
                String host = after < 0 ? null : hostAt(text, after);
                if (host != null) {
                    return host;
                }
            }
            inWord = word;
        }
        return null;
    }

    private static int afterCue(String text, int at, int initial) {
        return switch (initial) {
            case 'h' -> Math.max(cue(text, at, "host "), cue(text, at, "host: "));
            case 't' -> Math.max(cue(text, at, "talking to "), cue(text, at, "talk to "));
            case 's' -> cue(text, at, "server ");
            case 'm' -> cue(text, at, "mta ");
            case 'd' -> cue(text, at, "domain by ");
            case 'c' -> Math.max(cue(text, at, "connect to "), cue(text, at, "connected from "));
            default -> -1;
        };
    }

    private static int cue(String text, int at, String words) {
        return starts(text, at, words) ? at + words.length() : -1;
    }

    private static @Nullable String hostAt(String text, int from) {
        int start = from;
        while (start < text.length()
                && (text.charAt(start) == '('
                        || text.charAt(start) == '['
                        || text.charAt(start) == '<'
                        || text.charAt(start) == '\n'
                        || text.charAt(start) == ' ')) {
            start++;
        }
        int end = start;
        boolean dot = false;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end))
                        || text.charAt(end) == '.'
                        || text.charAt(end) == '-')) {
            dot |= text.charAt(end) == '.'
                    && end + 1 < text.length()
                    && Character.isLetterOrDigit(text.charAt(end + 1));
            end++;
        }
        while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        return dot && end - start > 3 && end - start < 256 && !(end < text.length() && text.charAt(end) == '@')
                ? text.substring(start, end).toLowerCase(Locale.ROOT)
                : null;
    }
}
