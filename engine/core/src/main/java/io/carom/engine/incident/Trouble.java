package io.carom.engine.incident;

import io.carom.api.Reason;
import io.carom.engine.alert.Signal.Scope;
import java.util.List;

/**
 * Kinds of trouble: what has the same remedy. Each names where its cause sits, the likeliest place first: refusals follow the sending
 * IP whatever the receiver, dead addresses follow the list whatever the IP.
 */
enum Trouble {
    UNAUTHENTICATED("unauthenticated", "that the sender could not prove who it is", Scope.IP, Scope.SERVER),
    REFUSED("refused", "that the sender is refused", Scope.IP, Scope.SERVER),
    SLOWED("slowed", "that the sender is too fast", Scope.IP, Scope.SERVER),
    GREYLISTED("greylisted", "of greylisting", Scope.SERVER, Scope.IP),
    DEAD("dead", "of addresses that do not exist", Scope.CAMPAIGN, Scope.LIST),
    FULL("full", "of full mailboxes", Scope.LIST, Scope.CAMPAIGN),
    CONTENT("content", "of the message itself", Scope.CAMPAIGN, Scope.LIST),
    COMPLAINED("complained", "of people who call it spam", Scope.CAMPAIGN, Scope.LIST),
    RECEIVER("receiver", "of trouble at the receiver", Scope.DOMAIN),
    MIXED("mixed", "of nothing in particular");

    private final String word;
    private final String told;
    // What List.of gives cannot be changed
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Scope> places;

    Trouble(String word, String told, Scope... places) {
        this.word = word;
        this.told = told;
        this.places = List.of(places);
    }

    /** The first word of a cause. */
    String word() {
        return word;
    }

    /** What such failures speak of. */
    String told() {
        return told;
    }

    /** Where its cause sits, the likeliest first. */
    List<Scope> places() {
        return places;
    }

    /** The trouble that a failure of this reason is part of. */
    static Trouble of(Reason reason) {
        return switch (reason) {
            case AUTH_FAILURE, RDNS_FAILURE, TLS_FAILURE, SMTP_AUTH_REQUIRED -> UNAUTHENTICATED;
            case IP_REPUTATION, SENDER_REJECTED, POLICY_REJECTED, RELAY_DENIED, PROTOCOL_ERROR -> REFUSED;
            case RATE_LIMITED -> SLOWED;
            case GREYLISTED -> GREYLISTED;
            case USER_UNKNOWN, HOST_UNKNOWN, NULL_MX, MAILBOX_MOVED, BAD_ADDRESS_SYNTAX, MAILBOX_DISABLED -> DEAD;
            case MAILBOX_FULL -> FULL;
            case SPAM_CONTENT, VIRUS, CONTENT_REJECTED, MESSAGE_TOO_LARGE, NOT_RFC_COMPLIANT -> CONTENT;
            case FEEDBACK_ABUSE, FEEDBACK_OPT_OUT, FEEDBACK_AUTH_FAILURE, FEEDBACK_OTHER -> COMPLAINED;
            case SYSTEM_ERROR, SYSTEM_FULL, MAILBOX_RESTRICTED, NETWORK_ERROR, ROUTING_LOOP, EXPIRED -> RECEIVER;
            case SUPPRESSED, UNKNOWN, AUTO_REPLY, DELIVERED -> MIXED;
        };
    }
}
