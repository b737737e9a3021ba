package io.carom.intake.log;

import org.jspecify.annotations.Nullable;

/**
 * The parts of one delivery, failure or deferral line of Exim: address, {@code NAME=value} fields, and the text behind the colon.
 * Used again for the next line. For one thread.
 */
final class EximFields {
    String address = "";

    /** The address before redirection, when it is another. */
    @Nullable
    String original;

    @Nullable
    String host;

    @Nullable
    String hostIp;

    @Nullable
    String localIp;

    @Nullable
    String transport;

    /** The remote server's answer to a delivery ({@code C=}). */
    @Nullable
    String confirmation;

    /** The number in {@code defer (-44)}. */
    @Nullable
    String deferred;

    String text = "";

    /** Reads from the address on; false when there is none. */
    boolean read(String s, int from) {
        original = null;
        host = null;
        hostIp = null;
        localIp = null;
        transport = null;
        confirmation = null;
        deferred = null;
        text = "";
        int at = address(s, from);
        if (at < 0 || recipient().isBlank()) {
            return false;
        }
        if (s.charAt(at - 1) == ':' && !address.endsWith(":")) {
            text = end(s, at + 1);
            return true;
        }
        fields(s, at);
        return true;
    }

    /** The address that we sent to. */
    String recipient() {
        return original == null ? address : original;
    }

    /** The address that tries are counted by: the one the server went on with. */
    String tried() {
        return address;
    }

    /** Reads {@code final (parents) <original>}; gives the place behind it and behind a colon there, or -1. */
    private int address(String s, int from) {
        int end = tokenEnd(s, from);
        if (end == from) {
            return -1;
        }
        address = s.substring(from, end);
        if (address.endsWith(":") && !address.startsWith(":")) {
            address = address.substring(0, address.length() - 1);
            return end;
        }
        int at = end;
        if (s.startsWith(" (", at)) { // the parents between, with +all_parents
            int close = s.indexOf(") <", at);
            at = close < 0 ? at : close + 1;
        }
        if (s.startsWith(" <", at)) {
            int close = Fields.addressEnd(s, at + 2);
            if (close > 0) {
                String inner = s.substring(at + 2, close);
                if (!inner.isBlank()) {
                    original = inner;
                }
                at = close + 1;
                if (at < s.length() && s.charAt(at) == ':') {
                    return at + 1;
                }
            }
        }
        if (address.startsWith("<") && address.endsWith(">")) {
            address = address.substring(1, address.length() - 1);
        }
        return at;
    }

    private void fields(String s, int from) {
        int at = from;
        boolean hostIpNext = false;
        while (at < s.length()) {
            if (s.charAt(at) == ' ') {
                at++;
                continue;
            }
            int end = tokenEnd(s, at);
            boolean last = s.charAt(end - 1) == ':' && end < s.length();
            int valueEnd = last ? end - 1 : end;
            if (s.charAt(at) == '[' && hostIpNext) {
                int close = s.indexOf(']', at);
                hostIp = s.substring(at + 1, close < 0 || close > valueEnd ? valueEnd : close);
                hostIpNext = false;
            } else {
                hostIpNext = field(s, at, valueEnd) || (hostIpNext && s.charAt(at) == '(');
            }
            at = end + 1;
            if (last) {
                text = end(s, at);
                return;
            }
        }
    }

    /** Takes one {@code NAME=value}; true when it is the host, whose IP follows. */
    private boolean field(String s, int at, int end) {
        if (s.startsWith("H=", at)) {
            host = s.substring(at + 2, end);
            if (host.startsWith("[")) {
                int close = host.indexOf(']');
                hostIp = host.substring(1, close < 0 ? host.length() : close);
                host = null;
            }
            return true;
        }
        if (s.startsWith("T=", at)) {
            transport = s.substring(at + 2, end);
        } else if (s.startsWith("C=\"", at) && end - at > 4) {
            // Exim escapes the answer once as text and once as a quoted field.
            confirmation = unescaped(unescaped(s.substring(at + 3, end - 1), true), false);
        } else if (s.startsWith("I=[", at)) {
            int close = s.indexOf(']', at);
            localIp = close > 0 && close <= end ? s.substring(at + 3, close) : null;
        } else if (s.charAt(at) == '(' && s.charAt(end - 1) == ')' && end - at < 12) {
            deferred = s.substring(at + 1, end - 1);
        }
        return false;
    }

    /** Where the word at {@code from} ends; quotes and angle brackets hold blanks together. */
    private static int tokenEnd(String s, int from) {
        int at = from;
        while (at < s.length()) {
            char c = s.charAt(at);
            if (c == ' ') {
                return at;
            }
            if (c == '"') {
                int close = Fields.quoteEnd(s, at);
                at = close < 0 ? at : close;
            } else if (c == '<' && at > from) {
                int close = Fields.addressEnd(s, at + 1);
                at = close < 0 ? at : close;
            }
            at++;
        }
        return at;
    }

    /** The text from {@code from} on, without the times that Exim puts behind it, its escapes resolved. */
    private static String end(String s, int from) {
        int to = s.length();
        while (true) {
            int blank = s.lastIndexOf(' ', to - 1);
            if (blank < from || to - blank > 24) {
                break;
            }
            if (!s.startsWith("DT=", blank + 1) && !s.startsWith("QT=", blank + 1)) {
                break;
            }
            to = blank;
        }
        return from >= to ? "" : unescaped(s.substring(from, to), false);
    }

    /** Exim writes what cannot be printed as an octal number or as a letter behind a backslash. */
    static String unescaped(String s, boolean quoted) {
        int first = s.indexOf('\\');
        if (first < 0) {
            return s;
        }
        StringBuilder plain = new StringBuilder(s.length()).append(s, 0, first);
        for (int i = first; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c != '\\' || i + 1 == s.length()) {
                plain.append(c);
                continue;
            }
            char next = s.charAt(i + 1);
            if (octal(s, i + 1) >= 0) {
                plain.append((char) octal(s, i + 1));
                i += 3;
            } else if (next == 'n' || next == 'r' || next == 't') {
                plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : '\t');
                i++;
            } else if (quoted && (next == '"' || next == '\\')) {
                plain.append(next);
                i++;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static int octal(String s, int at) {
        if (s.length() < at + 3) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + 3; i++) {
            int digit = s.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            value = value * 8 + digit;
        }
        return value < 256 ? value : -1;
    }

    /** The SMTP or LMTP reply in a failure's text, or null. */
    static @Nullable String reply(String text) {
        int error = text.indexOf("TP error ");
        int after = error < 0 ? -1 : text.indexOf(" after ", error);
        int reply = after < 0 ? -1 : Fields.replyAfterColon(text, after);
        return reply < 0 ? null : text.substring(reply);
    }

    /** The command that a failure's text names, or null. */
    static @Nullable String command(String text) {
        int error = text.indexOf("TP error ");
        int after = error < 0 ? -1 : text.indexOf(" after ", error);
        int end = after < 0 ? -1 : text.indexOf(':', after);
        return end < 0 ? null : text.substring(after + 7, end);
    }

    static String cut(String value) {
        return value.length() > 1000 ? value.substring(0, 1000) : value;
    }
}
