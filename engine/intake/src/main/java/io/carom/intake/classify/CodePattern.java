package io.carom.intake.classify;

import io.carom.api.EnhancedStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some codes: {@code 5.7.1}, {@code x.7.1} (class 4 or 5), {@code 5.7.*}, a reply code ({@code 550}) or a class of them ({@code 5xx}). Immutable.
 *
 * @param reply whether these are reply codes: then {@code first} and {@code second} are the lowest and the highest
 * @param first the class, or {@link #ANY}
 * @param second the subject, or {@link #ANY}
 * @param third the detail, or {@link #ANY}
 */
record CodePattern(boolean reply, int first, int second, int third) {
    static final int ANY = -1;

    /** The pattern written as {@code text}, or empty when it is none. */
    static Optional<CodePattern> parse(String text) {
        if (text.length() == 3 && text.charAt(0) >= '2' && text.charAt(0) <= '5') {
            return reply(text);
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        int first = parts[0].equals("x") ? ANY : number(parts[0]);
        int second = parts[1].equals("*") ? ANY : number(parts[1]);
        int third = parts[2].equals("*") ? ANY : number(parts[2]);
        boolean isClass = first == ANY || first == 2 || first == 4 || first == 5;
        if (!isClass || second < ANY || third < ANY || (second == ANY && third != ANY)) {
            return Optional.empty();
        }
        return Optional.of(new CodePattern(false, first, second, third));
    }

    private static Optional<CodePattern> reply(String text) {
        if (text.endsWith("xx")) {
            int low = (text.charAt(0) - '0') * 100;
            return Optional.of(new CodePattern(true, low, low + 99, ANY));
        }
        int code = number(text);
        return code < 0 ? Optional.empty() : Optional.of(new CodePattern(true, code, code, ANY));
    }

    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > 3) {
            return -2;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -2;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    /** Whether a failure with these codes is meant. */
    boolean matches(@Nullable EnhancedStatus status, int replyCode) {
        if (reply) {
            return replyCode >= first && replyCode <= second;
        }
        return status != null
                && (first == ANY || first == status.statusClass())
                && (second == ANY || second == status.subject())
                && (third == ANY || third == status.detail());
    }
}
