package io.carom.api;

import java.util.Optional;

/** Did this delivery fail for good? It says nothing about the address: see {@link Fault}. */
public enum BounceType {
    /** Permanent: class 5 of RFC 3463, or decided so by a rule. */
    HARD("hard"),
    /** Transient: class 4 of RFC 3463, or decided so by a rule. */
    SOFT("soft");

    private final String word;

    BounceType(String word) {
        this.word = word;
    }

    /** The word in JSON and in rules. */
    public String word() {
        return word;
    }

    /** The type named {@code word}, or empty when there is none of that name. */
    public static Optional<BounceType> of(String word) {
        return HARD.word.equals(word)
                ? Optional.of(HARD)
                : SOFT.word.equals(word) ? Optional.of(SOFT) : Optional.empty();
    }
}
