package io.carom.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Text as the store keeps it. No database takes keys of any length, PostgreSQL takes no NUL, and none takes half a character: such
 * text is replaced the same way wherever it is written and looked up, so that a hostile id is still found again. What was stored once
 * is stored as itself.
 */
final class Stored {
    static final int SCOPE = 128;
    static final int ADDRESS = 320;
    static final int ID = 255;
    static final int NAME = 190;

    private static final char REPLACEMENT = '\ufffd';

    private Stored() {}

    /** Text of any length. */
    static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return cleaned(text);
            }
        }
        return text;
    }

    /** A key of at most {@code max} characters (66 or more); a longer one ends in its hash. */
    static String key(String text, int max) {
        if (text.length() <= max) {
            return text(text);
        }
        byte[] hash = sha256().digest(text.getBytes(StandardCharsets.UTF_16BE));
        return text(text.substring(0, max - 65) + "~" + HexFormat.of().formatHex(hash));
    }

    static @Nullable String keyOrNull(@Nullable String text, int max) {
        return text == null ? null : key(text, max);
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else {
                clean.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return clean.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
