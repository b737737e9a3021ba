package io.carom.rules.drl;

import org.jspecify.annotations.Nullable;

/** Reads number literals. */
final class Literals {
    private static final int DIGITS = 9;

    private Literals() {}

    /** A whole number of at most nine digits, or null. One that begins with 0 would be octal elsewhere, and is none here. */
    static @Nullable Integer number(String digits) {
        if (digits.isEmpty() || digits.length() > DIGITS || (digits.length() > 1 && digits.charAt(0) == '0')) {
            return null;
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return null;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }
}
