package io.carom.api;

import java.util.Locale;
import java.util.Optional;

/** The steps of a policy, in the order in which they run. Within one the highest salience wins and the losers stay visible. */
public enum Phase {
    /** What the failure is, by code and text. */
    CLASSIFY,
    /** What code and text are known to say wrongly; domain scripts run at its end. */
    OVERRIDE,
    /** Whether the recipient is a spam trap. */
    TRAP,
    /** Which retry policy is in force. */
    RETRY,
    /** What happens to the subscriber and the message. */
    ACTION,
    /** What an operator is told. */
    ALERT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in JSON, and the last part of a rule file's package. */
    public String word() {
        return word;
    }

    /** The phase named {@code word}, or empty when there is none of that name. */
    public static Optional<Phase> of(String word) {
        for (Phase phase : values()) {
            if (phase.word.equals(word)) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }
}
