package io.carom.intake.verp;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A key for return paths. It never prints itself. Immutable.
 *
 * @param id one or two of {@code a-z} and {@code 0-9}; it stands in the return path
 * @param secret at least 16 bytes; the caller must not change them
 */
public record SigningKey(String id, byte[] secret) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,2}");
    private static final int SHORTEST = 16;

    /** Fails with {@link IllegalArgumentException} when the id or the secret is none. */
    public SigningKey {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("`" + id + "` is no key id; it is one or two of a-z and 0-9");
        }
        if (secret.length < SHORTEST) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "the key `%s` has less than %d bytes", id, SHORTEST));
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
