package io.carom.standalone.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A key, token or password. It never prints itself; who needs it asks for it by name. Made by {@link SecretReader}. Immutable.
 */
public final class Secret {
    private final String value;
    private final String origin;

    private Secret(String value, String origin) {
        this.value = value;
        this.origin = origin;
    }

    /** A secret and where it comes from: {@code env:NAME}, {@code file:PATH} or {@code written}. */
    public static Secret of(String value, String origin) {
        return new Secret(value, origin);
    }

    /** The secret itself: for whoever signs or checks with it, never for a log. */
    public String reveal() {
        return value;
    }

    /** The same as bytes. */
    public byte[] bytes() {
        return value.getBytes(UTF_8);
    }

    /** Where it comes from: {@code env:NAME}, {@code file:PATH} or {@code written}. */
    public String origin() {
        return origin;
    }

    /** Whether {@code given} is the same; the time does not depend on where they differ. */
    public boolean fits(@Nullable String given) {
        return given != null && MessageDigest.isEqual(bytes(), given.getBytes(UTF_8));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && fits(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Where it comes from, never what it is. */
    @Override
    public String toString() {
        return "(secret, " + origin + ")";
    }
}
