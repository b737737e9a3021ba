package io.carom.api;

import java.util.Optional;

/** What an address is to us; only {@link #SUBSCRIBED} receives mail. Ordered by strength: a later one is not undone by an earlier one. */
public enum SubscriberStatus {
    SUBSCRIBED("subscribed"),
    UNSUBSCRIBED("unsubscribed"),
    BOUNCED("bounced"),
    COMPLAINED("complained"),
    SUPPRESSED("suppressed");

    private final String word;

    SubscriberStatus(String word) {
        this.word = word;
    }

    /** The word in JSON and in rules. */
    public String word() {
        return word;
    }

    /** The status named {@code word}, or empty when there is none of that name. */
    public static Optional<SubscriberStatus> of(String word) {
        for (SubscriberStatus status : values()) {
            if (status.word.equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
