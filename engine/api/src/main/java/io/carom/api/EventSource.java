package io.carom.api;

import java.util.Optional;

/** By which way an event reached us. */
public enum EventSource {
    /** A delivery report with a machine-readable part (RFC 3464). */
    DSN("dsn"),
    /** A feedback report (RFC 5965 or an older form). */
    ARF("arf"),
    /** A bounce without a machine-readable part. */
    TEXT("text"),
    AUTO_REPLY("auto_reply"),
    WEBHOOK("webhook"),
    /** A mail server's log. */
    LOG("log"),
    /** Our own SMTP session, or a program that speaks for one. */
    SMTP("smtp");

    private final String word;

    EventSource(String word) {
        this.word = word;
    }

    /** The word in JSON and in rules. */
    public String word() {
        return word;
    }

    /**
     * Whether a report that comes this way and names no attempt speaks of the whole message rather than of one attempt: the
     * sending server mails it once, after it gave up.
     */
    public boolean speaksOfWholeMessage() {
        return this == DSN || this == TEXT;
    }

    /** The source named {@code word}, or empty when there is none of that name. */
    public static Optional<EventSource> of(String word) {
        for (EventSource source : values()) {
            if (source.word.equals(word)) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }
}
