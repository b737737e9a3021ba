package io.carom.intake.verp;

import java.util.Locale;
import java.util.regex.Pattern;

/** A key for return paths. It never prints itself. Immutable. */
public final class SigningKey {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,2}");
    private static final int SHORTEST = 16;

    private final String id;
    private final byte[] secret;

    /**
     * A key of at least 16 bytes; fails with {@link IllegalArgumentException} when the id or the secret is none.
     *
     * @param id one or two of {@code a-z} and {@code 0-9}; it stands in the return path
     */
    public SigningKey(String id, byte[] secret) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("`" + id + "` is no key id; it is one or two of a-z and 0-9");
        }
        if (secret.length < SHORTEST) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "the key `%s` has less than %d bytes", id, SHORTEST));
        }
        this.id = id;
        this.secret = secret.clone();
    }

    /** What stands in the return path. */
    public String id() {
        return id;
    }

    /** A copy of the key. */
    byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
