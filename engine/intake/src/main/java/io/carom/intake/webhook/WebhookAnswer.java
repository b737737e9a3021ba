package io.carom.intake.webhook;

import io.carom.api.Event;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request. Immutable. */
public sealed interface WebhookAnswer {
    /**
     * The request was read.
     *
     * @param events what it tells, in its order; may be none
     * @param verified whether its origin was proven; the events say so, too
     * @param ignored how many records tell nothing of a delivery (queued, processed ...)
     * @param problems records that could not be read; the others stand
     * @param ticket for {@link Webhooks#release} when the events could not be recorded and the provider will repeat them; or null
     */
    record Events(
            List<Event> events,
            boolean verified,
            int ignored,
            List<Refused> problems,
            @Nullable String ticket) implements WebhookAnswer {}

    /**
     * Amazon SNS asks for a confirmation: fetch {@code address} once. Only given after the request was verified and its topic found
     * to be allowed.
     *
     * @param address an address of Amazon SNS itself
     * @param topic the TopicArn
     */
    record Confirmation(URI address, String topic) implements WebhookAnswer {}

    /**
     * The provider wants to see this response before it sends events (Azure Event Grid).
     *
     * @param contentType of the response
     * @param body of the response, to be sent with status 200
     */
    record Handshake(String contentType, String body) implements WebhookAnswer {}

    /**
     * The request, or one record of it, is not taken.
     *
     * @param why the kind of refusal
     * @param place where: a header, a JSON pointer, a line and column
     * @param message what is wrong there
     * @param remedy what to do about it
     */
    record Refused(Why why, String place, String message, String remedy) implements WebhookAnswer {
        /** Place, message and remedy on one line. */
        @Override
        public String toString() {
            return (place.isEmpty() ? "" : place + ": ") + message + "; " + remedy;
        }
    }

    /** Why a request is refused, with the HTTP status that fits. */
    enum Why {
        /** There is no provider of that name. */
        UNKNOWN_PROVIDER(404),
        /** Larger than its bounds. */
        TOO_LARGE(413),
        /** Not what the provider sends. */
        MALFORMED(400),
        /** A signature, password or token is missing or wrong. */
        NOT_PROVEN(403),
        /** The signature is right but older, or from further ahead, than the freshness window. */
        STALE(403),
        /** The signature was used before. The first request was taken, so the provider may be told that all is well. */
        REPLAYED(200);

        private final int status;

        Why(int status) {
            this.status = status;
        }

        /** The HTTP status to answer with. */
        public int status() {
            return status;
        }
    }
}
