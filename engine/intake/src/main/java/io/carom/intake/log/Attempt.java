package io.carom.intake.log;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.Proof;
import io.carom.api.Reason;
import io.carom.api.SmtpReply;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what a line says of one try, in the line's raw characters, and makes the event. For one thread and one event. */
final class Attempt {
    private final EventKind kind;
    private final Instant at;
    private final String recipient;
    private final Map<String, String> meta = new TreeMap<>();
    private @Nullable String reply;
    private @Nullable String diagnostic;
    private @Nullable EnhancedStatus status;
    private @Nullable Integer replyCode;
    private @Nullable BounceType type;
    private @Nullable Reason reason;
    private @Nullable String message;
    private @Nullable Integer number;
    private @Nullable String server;
    private @Nullable String sendingIp;
    private @Nullable String remote;
    private @Nullable String campaign;
    private @Nullable String action;
    private @Nullable String feedbackType;

    Attempt(EventKind kind, Instant at, String recipient) {
        this.kind = kind;
        this.at = at;
        this.recipient = recipient;
    }

    Attempt reply(@Nullable String value) {
        reply = value;
        return this;
    }

    Attempt diagnostic(@Nullable String value) {
        diagnostic = value;
        return this;
    }

    Attempt status(@Nullable EnhancedStatus value) {
        status = value;
        return this;
    }

    Attempt replyCode(@Nullable Integer value) {
        replyCode = value;
        return this;
    }

    Attempt type(@Nullable BounceType value) {
        type = value;
        return this;
    }

    Attempt reason(@Nullable Reason value) {
        reason = value;
        return this;
    }

    Attempt message(@Nullable String value) {
        message = value;
        return this;
    }

    Attempt number(int value) {
        number = Math.max(1, value);
        return this;
    }

    Attempt server(@Nullable String value) {
        server = value;
        return this;
    }

    Attempt sendingIp(@Nullable String value) {
        sendingIp = value;
        return this;
    }

    Attempt remote(@Nullable String value) {
        remote = value;
        return this;
    }

    Attempt campaign(@Nullable String value) {
        campaign = value;
        return this;
    }

    Attempt action(@Nullable String value) {
        action = value;
        return this;
    }

    Attempt feedbackType(@Nullable String value) {
        feedbackType = value;
        return this;
    }

    Attempt meta(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            meta.put(name, Line.text(value));
        }
        return this;
    }

    /** The event; code and status are taken from the reply where the log has no field of its own for them. */
    Event event(String id, Proof proof) {
        if (reply != null && (status == null || replyCode == null)) {
            SmtpReply read = SmtpReply.parse(reply);
            if (replyCode == null && read.code() != 0) {
                replyCode = read.code();
            }
            if (status == null) {
                status = read.status();
            }
        }
        return Event.of(kind, at, Line.text(recipient))
                .id(id)
                .reply(clean(reply))
                .diagnostic(clean(diagnostic))
                .status(status)
                .replyCode(replyCode)
                .bounceType(type)
                .reason(reason)
                .message(bracketed(clean(message)))
                .attempt(number)
                .server(clean(server))
                .sendingIp(clean(sendingIp))
                .remoteMta(clean(remote))
                .campaign(clean(campaign))
                .action(action)
                .feedbackType(feedbackType)
                .source(EventSource.LOG)
                .proof(proof)
                .meta(meta)
                .build();
    }

    /** A Message-ID as it stands in a header; Exim logs it without brackets. */
    static @Nullable String bracketed(@Nullable String message) {
        return message == null || message.startsWith("<") || message.indexOf('@') < 0 ? message : "<" + message + ">";
    }

    private static @Nullable String clean(@Nullable String raw) {
        return raw == null || raw.isEmpty() ? null : Line.text(raw);
    }
}
