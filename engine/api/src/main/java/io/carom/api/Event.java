package io.carom.api;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to one recipient. Immutable; made with {@link #of} or by reading JSON (the names of the parts are the
 * names in JSON). Only {@code kind}, {@code at} and {@code recipient} are always there.
 *
 * @param id identifies the event for ever; the same id is the same event. Null: the engine derives one from the content
 * @param kind what happened ({@code event} in JSON)
 * @param at when it happened
 * @param recipient the address that we sent to, as it was written
 * @param reply a whole SMTP reply, verbatim
 * @param replyCode the SMTP reply code; wins over the one in {@code reply}. 200 to 599
 * @param status the enhanced code; wins over the one in {@code reply}
 * @param diagnostic the text to read and to show, verbatim; wins over {@code reply}
 * @param message the Message-ID of the message that it is about
 * @param attempt which delivery try it is about; 1 is the first. Null: see policy.md, section 6
 * @param campaign the campaign, as the host names it
 * @param list the list, as the host names it
 * @param subscriber the subscriber, as the host names it
 * @param server the sending server, as the host names it
 * @param sendingIp the address that the message was sent from
 * @param remoteMta the receiving host
 * @param source by which way it reached us
 * @param proof how its origin was proven
 * @param feedbackType of a complaint: {@code abuse}, {@code opt-out}, {@code fraud}, {@code virus}, {@code not-spam}, {@code other} (RFC 5965)
 * @param bounceType the provider's own verdict, used where reply, status and text say nothing closer
 * @param reason the provider's own verdict, likewise
 * @param action the Action field of a delivery report ({@code failed}, {@code delayed} ...), lower case
 * @param meta a provider's tags and metadata, sorted by name; values are strings or JSON text
 */
public record Event(
        @Nullable String id,
        EventKind kind,
        Instant at,
        String recipient,
        @Nullable String reply,
        @Nullable Integer replyCode,
        @Nullable EnhancedStatus status,
        @Nullable String diagnostic,
        @Nullable String message,
        @Nullable Integer attempt,
        @Nullable String campaign,
        @Nullable String list,
        @Nullable String subscriber,
        @Nullable String server,
        @Nullable String sendingIp,
        @Nullable String remoteMta,
        EventSource source,
        Proof proof,
        @Nullable String feedbackType,
        @Nullable BounceType bounceType,
        @Nullable Reason reason,
        @Nullable String action,
        Map<String, String> meta)
        implements Input {

    /** Takes its own copy of {@code meta}. Fails with {@link IllegalArgumentException} when a number is out of its range. */
    public Event {
        if (recipient.isBlank()) {
            throw new IllegalArgumentException("an event needs a recipient");
        }
        if (attempt != null && attempt < 1) {
            throw new IllegalArgumentException("attempt " + attempt + " is below 1; 1 is the first delivery try");
        }
        if (replyCode != null && (replyCode < 200 || replyCode > 599)) {
            throw new IllegalArgumentException("replyCode " + replyCode + " is not between 200 and 599");
        }
        meta = meta.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(meta));
    }

    /** The beginning of an event; its source is {@code smtp} and its proof {@code operator} until said otherwise. */
    public static Builder of(EventKind kind, Instant at, String recipient) {
        return new Builder(kind, at, recipient);
    }

    /** This event as the beginning of another one. */
    public Builder edit() {
        Builder copy = new Builder(kind, at, recipient);
        copy.id = id;
        copy.reply = reply;
        copy.replyCode = replyCode;
        copy.status = status;
        copy.diagnostic = diagnostic;
        copy.message = message;
        copy.attempt = attempt;
        copy.campaign = campaign;
        copy.list = list;
        copy.subscriber = subscriber;
        copy.server = server;
        copy.sendingIp = sendingIp;
        copy.remoteMta = remoteMta;
        copy.source = source;
        copy.proof = proof;
        copy.feedbackType = feedbackType;
        copy.bounceType = bounceType;
        copy.reason = reason;
        copy.action = action;
        copy.meta = meta;
        return copy;
    }

    /** Collects the parts of an event. For one thread. */
    public static final class Builder {
        private final EventKind kind;
        private final Instant at;
        private final String recipient;
        private @Nullable String id;
        private @Nullable String reply;
        private @Nullable Integer replyCode;
        private @Nullable EnhancedStatus status;
        private @Nullable String diagnostic;
        private @Nullable String message;
        private @Nullable Integer attempt;
        private @Nullable String campaign;
        private @Nullable String list;
        private @Nullable String subscriber;
        private @Nullable String server;
        private @Nullable String sendingIp;
        private @Nullable String remoteMta;
        private EventSource source = EventSource.SMTP;
        private Proof proof = Proof.OPERATOR;
        private @Nullable String feedbackType;
        private @Nullable BounceType bounceType;
        private @Nullable Reason reason;
        private @Nullable String action;
        private Map<String, String> meta = Map.of();

        private Builder(EventKind kind, Instant at, String recipient) {
            this.kind = kind;
            this.at = at;
            this.recipient = recipient;
        }

        public Builder id(@Nullable String value) {
            id = value;
            return this;
        }

        public Builder reply(@Nullable String value) {
            reply = value;
            return this;
        }

        public Builder replyCode(@Nullable Integer value) {
            replyCode = value;
            return this;
        }

        public Builder status(@Nullable EnhancedStatus value) {
            status = value;
            return this;
        }

        public Builder diagnostic(@Nullable String value) {
            diagnostic = value;
            return this;
        }

        public Builder message(@Nullable String value) {
            message = value;
            return this;
        }

        public Builder attempt(@Nullable Integer value) {
            attempt = value;
            return this;
        }

        public Builder campaign(@Nullable String value) {
            campaign = value;
            return this;
        }

        public Builder list(@Nullable String value) {
            list = value;
            return this;
        }

        public Builder subscriber(@Nullable String value) {
            subscriber = value;
            return this;
        }

        public Builder server(@Nullable String value) {
            server = value;
            return this;
        }

        public Builder sendingIp(@Nullable String value) {
            sendingIp = value;
            return this;
        }

        public Builder remoteMta(@Nullable String value) {
            remoteMta = value;
            return this;
        }

        public Builder source(EventSource value) {
            source = value;
            return this;
        }

        public Builder proof(Proof value) {
            proof = value;
            return this;
        }

        public Builder feedbackType(@Nullable String value) {
            feedbackType = value;
            return this;
        }

        public Builder bounceType(@Nullable BounceType value) {
            bounceType = value;
            return this;
        }

        public Builder reason(@Nullable Reason value) {
            reason = value;
            return this;
        }

        public Builder action(@Nullable String value) {
            action = value;
            return this;
        }

        public Builder meta(Map<String, String> value) {
            meta = value;
            return this;
        }

        /** The event. Fails as its constructor does. */
        public Event build() {
            return new Event(
                    id,
                    kind,
                    at,
                    recipient,
                    reply,
                    replyCode,
                    status,
                    diagnostic,
                    message,
                    attempt,
                    campaign,
                    list,
                    subscriber,
                    server,
                    sendingIp,
                    remoteMta,
                    source,
                    proof,
                    feedbackType,
                    bounceType,
                    reason,
                    action,
                    meta);
        }
    }
}
