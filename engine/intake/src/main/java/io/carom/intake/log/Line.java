package io.carom.intake.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a log while it is read; used again for the next line. Its text has one character for each byte, so that positions are
 * cheap and nothing is lost; {@link #text} makes real text of what is kept. For one thread.
 */
final class Line {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final MessageDigest digest;
    private byte[] bytes = new byte[0];
    private int from;
    private int to;

    /** The line without its end, one character a byte. */
    String all = "";

    /** Where the server's own message begins in {@link #all}. */
    int start;

    /** The program that a syslog header names, or empty. */
    String program = "";

    /** The host that a syslog header names, or empty. */
    String host = "";

    /** The time that the line begins with, or null when it has none that can be read. */
    @Nullable
    Instant at;

    Line() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void set(byte[] newBytes, int newFrom, int newTo) {
        bytes = newBytes;
        from = newFrom;
        to = newTo;
        all = new String(newBytes, newFrom, newTo - newFrom, StandardCharsets.ISO_8859_1);
        start = 0;
        program = "";
        host = "";
        at = null;
    }

    /**
     * An id that the same line always gets, whichever file it stands in and however often it is read: the line itself, and what
     * tells several events of one line apart.
     */
    String id(String server, String part) {
        digest.reset();
        digest.update(bytes, from, to - from);
        if (host.isEmpty() && !server.isEmpty()) {
            digest.update((byte) 0);
            digest.update(server.getBytes(StandardCharsets.UTF_8));
        }
        if (!part.isEmpty()) {
            digest.update((byte) 1);
            digest.update(part.getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] hash = digest.digest();
        char[] id = new char[4 + 32];
        "log-".getChars(0, 4, id, 0);
        for (int i = 0; i < 16; i++) {
            id[4 + 2 * i] = HEX[(hash[i] >> 4) & 15];
            id[5 + 2 * i] = HEX[hash[i] & 15];
        }
        return new String(id);
    }

    /** Real text: UTF-8 where the bytes are that, else Latin-1, so that nothing is lost. */
    static String text(String raw) {
        int length = raw.length();
        int i = 0;
        while (i < length && raw.charAt(i) < 0x80) {
            i++;
        }
        if (i == length) {
            return raw;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return raw; // not UTF-8: every byte stands for itself
        }
    }
}
