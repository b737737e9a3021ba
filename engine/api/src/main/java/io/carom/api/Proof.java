package io.carom.api;

import java.util.Optional;

/** How the origin of an event was proven. An event with {@link #NONE} is recorded and counted but changes nothing. */
public enum Proof {
    /** Our own SMTP session saw it. */
    SMTP("smtp"),
    /** The request's signature was verified. */
    WEBHOOK("webhook"),
    /** It came to a signed return path that we made for this recipient. */
    VERP("verp"),
    /** It names a message that we sent to this recipient. */
    MESSAGE_ID("message_id"),
    /** A person vouches for it. */
    OPERATOR("operator"),
    NONE("none");

    private final String word;

    Proof(String word) {
        this.word = word;
    }

    /** The word in JSON and in rules. */
    public String word() {
        return word;
    }

    /** The proof named {@code word}, or empty when there is none of that name. */
    public static Optional<Proof> of(String word) {
        for (Proof proof : values()) {
            if (proof.word.equals(word)) {
                return Optional.of(proof);
            }
        }
        return Optional.empty();
    }
}
