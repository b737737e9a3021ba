package io.carom.api;

import java.util.Optional;

/** Whose fault a failure is. Only a hard bounce whose fault is the recipient says that an address is dead. */
public enum Fault {
    RECIPIENT("recipient"),
    SENDER("sender"),
    CONTENT("content"),
    RECEIVER("receiver"),
    NETWORK("network"),
    UNKNOWN("unknown");

    private final String word;

    Fault(String word) {
        this.word = word;
    }

    /** The word in JSON and in rules. */
    public String word() {
        return word;
    }

    /** The fault named {@code word}, or empty when there is none of that name. */
    public static Optional<Fault> of(String word) {
        for (Fault fault : values()) {
            if (fault.word.equals(word)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
