package io.carom.intake.mail;

import io.carom.api.EnhancedStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds SMTP reply codes, enhanced codes, commands and hosts in the words around them. Never fails; linear in the text. */
final class Replies {
    private static final int LOOKED_AT = 8_192;

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
     * ({@code x.0.0}, {@code x.1.0} say little).
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
                && (first.subject() == 0 || first.subject() == found.subject())
                && first.detail() == 0
                && (found.subject() != 0 || found.detail() != 0);
    }

    /** The SMTP command that was answered, or null. */
    static @Nullable String command(String text) {
        String upper = (text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text).toUpperCase(Locale.ROOT);
        if (upper.contains("END OF DATA") || upper.contains("FINAL DATA") || upper.contains("END-OF-DATA")) {
            return "DATA";
        }
        int rcpt = earliest(upper, "RCPT TO", "RCPT COMMAND", "SMTP:RCPT", "[RCPT_TO]", "RCPT:", "AFTER RCPT");
        int mail = earliest(
                upper,
                "MAIL FROM:",
                "MAIL FROM COMMAND",
                "MAIL COMMAND",
                "[MAIL_FROM]",
                ">>> MAIL",
                "AFTER MAIL",
                "SMTP:MAIL");
        int data = earliest(upper, "DATA COMMAND", ">>> DATA", "[DATA]", "AFTER DATA", "STEP: DATA", "SMTP:DATA");
        int helo = earliest(
                upper,
                "EHLO COMMAND",
                "HELO COMMAND",
                ">>> EHLO",
                ">>> HELO",
                "AFTER EHLO",
                "AFTER HELO",
                "[EHLO]",
                "[HELO]",
                "SENT_HELO");
        int auth = earliest(upper, "AUTH COMMAND", ">>> AUTH", "STARTTLS COMMAND");
        int best = Math.max(Math.max(Math.max(rcpt, mail), Math.max(data, helo)), auth);
        if (best < 0) {
            return upper.contains("INITIAL CONNECTION") || upper.contains("GREETING") ? "CONN" : null;
        }
        if (best == rcpt) {
            return "RCPT TO";
        }
        if (best == mail) {
            return "MAIL FROM";
        }
        return best == data ? "DATA" : best == helo ? "EHLO" : "AUTH";
    }

    private static int earliest(String text, String... words) {
        int last = -1;
        for (String word : words) {
            last = Math.max(last, text.lastIndexOf(word));
        }
        return last;
    }

    /** The receiving host that {@code text} names ({@code host x[1.2.3.4] said}, {@code talking to x}), or null. */
    static @Nullable String host(String text) {
        String lower = (text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text).toLowerCase(Locale.ROOT);
        for (String cue : new String[] {
            "host ", "talking to ", "talk to ", "server ", "domain by ", "mta ", "connect to ", "while connected from "
        }) {
            int at = lower.indexOf(cue);
            while (at >= 0) {
                String host = hostAt(text, at + cue.length());
                if (host != null && (at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1)))) {
                    return host;
                }
                at = lower.indexOf(cue, at + 1);
            }
        }
        return null;
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
