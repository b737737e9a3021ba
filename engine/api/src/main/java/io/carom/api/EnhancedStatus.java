package io.carom.api;

import java.util.Optional;

/**
 * An enhanced mail system status code: class 2, 4 or 5, subject 0-999, detail 0-999. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3463#section-2">RFC 3463, 2</a>
 */
public record EnhancedStatus(int statusClass, int subject, int detail) {
    /** Fails with {@link IllegalArgumentException} outside the ranges of RFC 3463. */
    public EnhancedStatus {
        if ((statusClass != 2 && statusClass != 4 && statusClass != 5) || !inRange(subject) || !inRange(detail)) {
            throw new IllegalArgumentException("`" + statusClass + "." + subject + "." + detail
                    + "` is no enhanced status code: the class is 2, 4 or 5, subject and detail are 0 to 999");
        }
    }

    /** The code that is the whole of {@code text}, or empty when it is none. */
    public static Optional<EnhancedStatus> parse(String text) {
        Scan scan = new Scan(text, 0, text.length());
        return scan.read() && scan.end == text.length() ? Optional.of(scan.status()) : Optional.empty();
    }

    /** The code at the very start of {@code text}, when a blank, punctuation or the end follows it. */
    public static Optional<EnhancedStatus> leading(CharSequence text) {
        return leading(text, 0);
    }

    static Optional<EnhancedStatus> leading(CharSequence text, int from) {
        Scan scan = new Scan(text, from, text.length());
        if (!scan.read() || (scan.end < text.length() && !endsCode(text, scan.end))) {
            return Optional.empty();
        }
        return Optional.of(scan.status());
    }

    /** The first code anywhere in {@code text} that stands alone: not part of an IP address, a version or a longer number. */
    public static Optional<EnhancedStatus> find(CharSequence text) {
        int last = text.length() - 5;
        for (int at = 0; at <= last; at++) {
            char c = text.charAt(at);
            if ((c == '2' || c == '4' || c == '5') && text.charAt(at + 1) == '.' && startsCode(text, at)) {
                Scan scan = new Scan(text, at, text.length());
                if (scan.read() && (scan.end == text.length() || endsCode(text, scan.end))) {
                    return Optional.of(scan.status());
                }
            }
        }
        return Optional.empty();
    }

    /** The code as it stands in a reply: {@code 5.1.1}. */
    @Override
    public String toString() {
        return statusClass + "." + subject + "." + detail;
    }

    private static boolean inRange(int number) {
        return number >= 0 && number <= 999;
    }

    private static boolean startsCode(CharSequence text, int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        if (before == '-') {
            return at >= 4 && SmtpReply.codeAt(text, at - 4) != 0;
        }
        return !(before == '.' || before == '_' || before == '@' || before == '/' || Character.isLetterOrDigit(before));
    }

    private static boolean endsCode(CharSequence text, int at) {
        char after = text.charAt(at);
        if (after == '.') {
            return at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1));
        }
        return !(after == '-' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)))
                && !(after == '_' || after == '@' || Character.isLetterOrDigit(after));
    }

    /** Reads one code; a class of its own so that a scan of hostile text allocates once at most. */
    private static final class Scan {
        private final CharSequence text;
        private final int limit;
        private final int[] numbers = new int[3];
        private int end;

        Scan(CharSequence text, int from, int limit) {
            this.text = text;
            this.end = from;
            this.limit = limit;
        }

        boolean read() {
            for (int part = 0; part < 3; part++) {
                if (part > 0 && !(end < limit && text.charAt(end++) == '.')) {
                    return false;
                }
                int digits = 0;
                int number = 0;
                while (end < limit && digits < 4 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                    number = number * 10 + text.charAt(end++) - '0';
                    digits++;
                }
                if (digits == 0 || digits == 4) {
                    return false;
                }
                numbers[part] = number;
            }
            return numbers[0] == 2 || numbers[0] == 4 || numbers[0] == 5;
        }

        EnhancedStatus status() {
            return new EnhancedStatus(numbers[0], numbers[1], numbers[2]);
        }
    }
}
