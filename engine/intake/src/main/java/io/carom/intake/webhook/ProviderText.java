package io.carom.intake.webhook;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Small texts that all providers write, each in its way. */
final class ProviderText {
    private ProviderText() {}

    /** The bare address in {@code Display Name <address>}; null for blank text. */
    static @Nullable String address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String trimmed = text.strip();
        int open = trimmed.lastIndexOf('<');
        if (open >= 0 && trimmed.endsWith(">")) {
            trimmed = trimmed.substring(open + 1, trimmed.length() - 1).strip();
        }
        return trimmed.isEmpty() ? null : trimmed;
    }

    /** A complaint's type in the words of RFC 5965. */
    static String feedback(String type) {
        String word = type.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        return switch (word) {
            case "abuse", "opt-out", "fraud", "virus", "not-spam" -> word;
            case "auth-failure", "miscategorized", "other" -> "other";
            default -> "abuse";
        };
    }

    /** Where the reply begins behind {@code smtp;}; 0 when that is not there. */
    static int smtpPrefix(String said) {
        if (!said.regionMatches(true, 0, "smtp;", 0, 5)) {
            return 0;
        }
        int at = 5;
        while (at < said.length() && said.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Digits of an address and what stands between them; no more is checked. */
    static boolean looksLikeIp(String value) {
        if (value.length() < 3 || value.length() > 45 || !(value.contains(".") || value.contains(":"))) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
                return false;
            }
        }
        return true;
    }
}
