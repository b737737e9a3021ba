package io.carom.engine.json;

import io.carom.api.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids for events that come without one: the same content gives the same id. Stateless; for any number of threads. */
public final class EventId {
    private static final int BYTES = 12;

    private EventId() {}

    /** The event with its own id, or with one derived from its content (the first 96 bits of SHA-256, in hex). */
    public static Event identified(Event event) {
        if (event.id() != null) {
            return event;
        }
        byte[] digest = sha256(EventJson.write(event));
        return event.edit().id(HexFormat.of().formatHex(digest, 0, BYTES)).build();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
