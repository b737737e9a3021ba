package io.carom.intake.verp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the mark of a return path: key, last day, signature, and the recipient where there is room. Immutable.
 *
 * @param key the key's id
 * @param day days since 2020-01-01
 * @param mac the signature, 16 letters of Base32 (80 bits)
 * @param named {@code user=example.com}, or null
 */
record Token(String key, int day, String mac, @Nullable String named) {
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final int DAY_LETTERS = 3;
    private static final int LAST_DAY = 36 * 36 * 36 - 1;
    private static final int MAC_BYTES = 10;
    private static final int MAC_LETTERS = 16;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    static int day(LocalDate date) {
        return (int) Math.max(0, Math.min(LAST_DAY, date.toEpochDay() - FIRST.toEpochDay()));
    }

    LocalDate lastDay() {
        return FIRST.plusDays(day);
    }

    /** The signature of {@code recipient} (lower case) and {@code day} by {@code key}. */
    static String sign(SigningKey key, int day, String recipient) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
            // The first line keeps these signatures apart from any other use of the key
            mac.update(("carom return path 1\n" + key.id() + "\n" + day + "\n" + recipient).getBytes(UTF_8));
            return base32(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder letters = new StringBuilder(MAC_LETTERS);
        long bits = 0;
        int held = 0;
        for (int i = 0; i < MAC_BYTES; i++) {
            bits = (bits << 8) | (bytes[i] & 0xff);
            held += 8;
            while (held >= 5) {
                held -= 5;
                letters.append(LETTERS.charAt((int) ((bits >> held) & 31)));
            }
        }
        return letters.toString();
    }

    String written() {
        String date = Integer.toString(day, 36);
        return key + "-" + "0".repeat(DAY_LETTERS - date.length()) + date + "-" + mac
                + (named == null ? "" : "-" + named);
    }

    /** The token that is written so, in any case; empty when it is none. */
    static Optional<Token> read(String written) {
        String[] parts = written.toLowerCase(Locale.ROOT).split("-", 4);
        boolean formed = parts.length >= 3
                && parts[0].matches("[a-z0-9]{1,2}")
                && parts[1].matches("[0-9a-z]{" + DAY_LETTERS + "}")
                && parts[2].matches("[a-z2-7]{" + MAC_LETTERS + "}");
        return formed
                ? Optional.of(new Token(
                        parts[0], Integer.parseInt(parts[1], 36), parts[2], parts.length == 4 ? parts[3] : null))
                : Optional.empty();
    }

    /** The recipient that it names, or null: {@code user=example.com} is {@code user@example.com}. */
    @Nullable
    String recipient() {
        int equals = named == null ? -1 : named.lastIndexOf('=');
        return named == null || equals <= 0 || equals == named.length() - 1
                ? null
                : named.substring(0, equals) + "@" + named.substring(equals + 1);
    }
}
