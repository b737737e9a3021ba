package io.carom.intake.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The beginning of a log's content, by which it is known again under another name, copied or compressed. Immutable.
 *
 * @param length how many bytes it is of, 0 to {@link #FULL}
 * @param hash their SHA-256 in hexadecimal
 */
record Fingerprint(int length, String hash) {
    /** As many bytes as tell two logs apart. */
    static final int FULL = 1024;

    static final Fingerprint EMPTY = new Fingerprint(0, "");

    /** The fingerprint of the first {@code length} bytes of {@code head}. */
    static Fingerprint of(byte[] head, int length) {
        if (length == 0) {
            return EMPTY;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(head, 0, length);
            return new Fingerprint(length, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The content's first bytes, {@link #FULL} at most; what gzip compressed is read as what it holds. */
    static byte[] head(Path file) throws IOException {
        try (InputStream in = LogSource.plain(Files.newInputStream(file))) {
            return in.readNBytes(FULL);
        }
    }

    /** Whether content that begins with {@code head} begins as this does; never when this is empty. */
    boolean begins(byte[] head) {
        return length > 0 && head.length >= length && of(head, length).equals(this);
    }

    /**
     * Whether content that begins with {@code head} is the whole content this was taken of. A short file is all in its fingerprint:
     * one that begins alike and goes on is another (files that begin with the same header line are).
     */
    boolean identifies(byte[] head) {
        return (length == FULL || head.length == length) && begins(head);
    }
}
