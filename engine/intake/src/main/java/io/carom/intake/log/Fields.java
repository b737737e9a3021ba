package io.carom.intake.log;

import org.jspecify.annotations.Nullable;

/** Finds parts of a line's raw characters. */
final class Fields {
    private Fields() {}

    /** Where the bracket closes that an address behind {@code from} stands in, its quoted local part skipped; -1 when it is open. */
    static int addressEnd(String s, int from) {
        int at = from;
        if (at < s.length() && s.charAt(at) == '"') {
            at = quoteEnd(s, at);
            if (at < 0) {
                return s.indexOf('>', from);
            }
        }
        return s.indexOf('>', at);
    }

    /** Where the quote at {@code from} closes, or -1. */
    static int quoteEnd(String s, int from) {
        for (int i = from + 1; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return -1;
    }

    /** What stands behind {@code name} up to a comma, between {@code from} and {@code to}; null when it is not there. */
    static @Nullable String value(String s, int from, int to, String name) {
        int at = s.indexOf(name, from);
        if (at < 0 || at >= to) {
            return null;
        }
        int begin = at + name.length();
        int end = s.indexOf(", ", begin);
        return s.substring(begin, end < 0 || end > to ? to : end);
    }

    /** The number at {@code from}, at most {@code max}; 0 when there is none. */
    static long number(String s, int from, long max) {
        long number = 0;
        for (int i = from; i < s.length() && s.charAt(i) >= '0' && s.charAt(i) <= '9'; i++) {
            number = number * 10 + s.charAt(i) - '0';
            if (number > max) {
                return max;
            }
        }
        return number;
    }

    /** Whether an SMTP reply of a code the protocol has begins at {@code from}. */
    static boolean isReply(String s, int from) {
        if (s.length() < from + 3 || s.charAt(from) < '2' || s.charAt(from) > '5') {
            return false;
        }
        for (int i = from + 1; i < from + 3; i++) {
            if (s.charAt(i) < '0' || s.charAt(i) > '9') {
                return false;
            }
        }
        return s.length() == from + 3 || s.charAt(from + 3) == ' ' || s.charAt(from + 3) == '-';
    }

    /** Where the first SMTP reply behind {@code ": "} begins at or after {@code from}; -1 when none does. */
    static int replyAfterColon(String s, int from) {
        for (int colon = s.indexOf(": ", from); colon >= 0; colon = s.indexOf(": ", colon + 2)) {
            if (isReply(s, colon + 2)) {
                return colon + 2;
            }
        }
        return -1;
    }
}
