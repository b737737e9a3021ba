package io.carom.api;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Why a message failed, in one neutral word, with the party whose fault it is unless the text says otherwise. */
public enum Reason {
    /** The mailbox does not exist. */
    USER_UNKNOWN(Fault.RECIPIENT),
    /** The domain does not exist or has no mail host. */
    HOST_UNKNOWN(Fault.RECIPIENT),
    /** The domain says that it takes no mail (RFC 7504, RFC 7505). */
    NULL_MX(Fault.RECIPIENT),
    /** The mailbox has moved or was given to somebody else. */
    MAILBOX_MOVED(Fault.RECIPIENT),
    /** The recipient's address is malformed. */
    BAD_ADDRESS_SYNTAX(Fault.RECIPIENT),
    /** The mailbox exists but is suspended, disabled, expired or inactive. */
    MAILBOX_DISABLED(Fault.RECIPIENT),
    /** The mailbox is over its quota. */
    MAILBOX_FULL(Fault.RECIPIENT),
    /** SPF, DKIM, DMARC or ARC failed. */
    AUTH_FAILURE(Fault.SENDER),
    /** The sending IP (or its name) is on a blocklist or of bad reputation. */
    IP_REPUTATION(Fault.SENDER),
    /** The envelope or header sender, or its domain, is refused. */
    SENDER_REJECTED(Fault.SENDER),
    /** No or wrong reverse DNS. */
    RDNS_FAILURE(Fault.SENDER),
    /** Refused by local policy; no closer reason is given. */
    POLICY_REJECTED(Fault.SENDER),
    /** Relaying is denied. */
    RELAY_DENIED(Fault.SENDER),
    /** The client must authenticate, or its credentials are wrong. */
    SMTP_AUTH_REQUIRED(Fault.SENDER),
    /** Too many connections, messages or recipients in a time. */
    RATE_LIMITED(Fault.SENDER),
    /** TLS is required, or failed. */
    TLS_FAILURE(Fault.SENDER),
    /** An SMTP command or argument was refused. */
    PROTOCOL_ERROR(Fault.SENDER),
    /** The message was judged to be spam. */
    SPAM_CONTENT(Fault.CONTENT),
    /** A virus or a forbidden executable. */
    VIRUS(Fault.CONTENT),
    /** The content or an attachment's type was refused. */
    CONTENT_REJECTED(Fault.CONTENT),
    /** Larger than the mailbox or the system takes. */
    MESSAGE_TOO_LARGE(Fault.CONTENT),
    /** The message breaks RFC 5322. */
    NOT_RFC_COMPLIANT(Fault.CONTENT),
    /** Refused for now because the sender is new to the receiver. */
    GREYLISTED(Fault.RECEIVER),
    /** Trouble of the receiving (or relaying) system itself. */
    SYSTEM_ERROR(Fault.RECEIVER),
    /** The receiving system is out of storage. */
    SYSTEM_FULL(Fault.RECEIVER),
    /** The mailbox or list takes mail from certain senders only. */
    MAILBOX_RESTRICTED(Fault.RECEIVER),
    /** No connection, a lost connection, DNS trouble. */
    NETWORK_ERROR(Fault.NETWORK),
    /** A mail loop, or too many hops. */
    ROUTING_LOOP(Fault.NETWORK),
    /** Given up after the retry time, the cause unknown. */
    EXPIRED(Fault.NETWORK),
    /** On a suppression list of the sending service. */
    SUPPRESSED(Fault.UNKNOWN),
    /** Failed, and nothing says why. */
    UNKNOWN(Fault.UNKNOWN),
    /** A complaint: spam. */
    FEEDBACK_ABUSE(Fault.UNKNOWN),
    /** A complaint: the recipient wants out. */
    FEEDBACK_OPT_OUT(Fault.UNKNOWN),
    /** An authentication failure report. */
    FEEDBACK_AUTH_FAILURE(Fault.UNKNOWN),
    /** Another feedback report: fraud, virus, not-spam, other. */
    FEEDBACK_OTHER(Fault.UNKNOWN),
    /** A vacation note, a challenge or another automatic reply. */
    AUTO_REPLY(Fault.UNKNOWN),
    /** A positive delivery report. */
    DELIVERED(Fault.UNKNOWN);

    private static final Map<String, Reason> BY_WORD = byWord();

    private final String word;
    private final Fault fault;

    Reason(Fault fault) {
        this.word = name().toLowerCase(Locale.ROOT);
        this.fault = fault;
    }

    /** The word in JSON, in rules and in scripts. */
    public String word() {
        return word;
    }

    /** Whose fault this is unless the text says otherwise. */
    public Fault fault() {
        return fault;
    }

    /** The reason named {@code word}, or empty when there is none of that name. */
    public static Optional<Reason> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    private static Map<String, Reason> byWord() {
        Map<String, Reason> words = new HashMap<>();
        for (Reason reason : values()) {
            words.put(reason.word, reason);
        }
        return Collections.unmodifiableMap(words);
    }
}
