package io.carom.api;

import java.util.Optional;

/** What happened. The first six are reports about a message that was sent and give a decision; the rest only build history. */
public enum EventKind {
    BOUNCE("bounce", true),
    /** A "delayed" notice: the sending server goes on trying. */
    DEFERRAL("deferral", true),
    DELIVERY("delivery", true),
    COMPLAINT("complaint", true),
    AUTO_REPLY("auto_reply", true),
    /** An authentication failure report (RFC 6591). */
    AUTH_REPORT("auth_report", true),
    SENT("sent", false),
    OPENED("opened", false),
    CLICKED("clicked", false),
    SUBSCRIBED("subscribed", false),
    UNSUBSCRIBED("unsubscribed", false),
    /** The person was seen elsewhere: a log-in, a purchase. */
    ACTIVITY("activity", false);

    private final String word;
    private final boolean decided;

    EventKind(String word, boolean decided) {
        this.word = word;
        this.decided = decided;
    }

    /** The word in JSON and in rules. */
    public String word() {
        return word;
    }

    /** Whether an event of this kind gives a decision of its own. */
    public boolean decided() {
        return decided;
    }

    /** The kind named {@code word} ({@code delivered} is {@link #DELIVERY}, too), or empty when there is none of that name. */
    public static Optional<EventKind> of(String word) {
        if (word.equals("delivered")) {
            return Optional.of(DELIVERY);
        }
        for (EventKind kind : values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
