package io.carom.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a decision ends with; what a host can carry out. Immutable. */
public sealed interface Action {
    /** The word in JSON. */
    String type();

    /** The address is dead, on all lists of its scope. */
    record MarkBounced() implements Action {
        @Override
        public String type() {
            return "mark_bounced";
        }
    }

    /** The address leaves all lists. */
    record Unsubscribe() implements Action {
        @Override
        public String type() {
            return "unsubscribe";
        }
    }

    /** Nothing is sent to the address any more. */
    record Suppress() implements Action {
        @Override
        public String type() {
            return "suppress";
        }
    }

    /** The subscriber stays as it is, and that was decided. */
    record Keep() implements Action {
        @Override
        public String type() {
            return "keep";
        }
    }

    /** The message is to be sent again at {@code at}. */
    record ScheduleRetry(Instant at) implements Action {
        @Override
        public String type() {
            return "schedule_retry";
        }
    }

    /**
     * The message is to be sent again now: a scheduled retry came due. Only hosts see it; no decision carries it.
     *
     * @param attempt which retry it is; 1 is the first
     * @param of how many there are in all
     * @param server the server that sent it before, or null
     */
    record Retry(int attempt, int of, @Nullable String server) implements Action {
        @Override
        public String type() {
            return "retry";
        }
    }

    /** No further try at this message. */
    record GiveUp() implements Action {
        @Override
        public String type() {
            return "give_up";
        }
    }

    /** The change of the subscriber waits until {@code until} for a sign of life. */
    record HoldForReview(Instant until) implements Action {
        @Override
        public String type() {
            return "hold_for_review";
        }
    }

    /** The IP {@code ip} sent to a trap; null when it is not known. */
    record FlagSendingIp(@Nullable String ip) implements Action {
        @Override
        public String type() {
            return "flag_sending_ip";
        }
    }

    /** The campaign or list {@code scope} is to be stopped. */
    record PauseCampaign(String scope) implements Action {
        @Override
        public String type() {
            return "pause_campaign";
        }
    }

    /** Send no faster than {@code rate} ("10/min") within {@code scope} (a receiving domain or {@code server:...}). */
    record Throttle(String scope, String rate) implements Action {
        @Override
        public String type() {
            return "throttle";
        }
    }

    /**
     * An operator is to know.
     *
     * @param signal what was noticed
     * @param scope where: a campaign, domain, server, IP or address
     * @param share the share that was measured, 0 to 1, or null when the alert counts nothing
     * @param volume how many events the share is of, or null
     * @param baseline the scope's own usual share, or null
     * @param advice what to do about it, or null
     */
    record Alert(
            String signal,
            String scope,
            @Nullable Double share,
            @Nullable Long volume,
            @Nullable Double baseline,
            @Nullable String advice)
            implements Action {
        @Override
        public String type() {
            return "alert";
        }
    }

    /** The outside world is told by webhook; {@code event} is {@code subscriber.bounced}. */
    record Notify(String event) implements Action {
        @Override
        public String type() {
            return "notify";
        }
    }

    /** The address receives mail again, in probation. */
    record Reactivate() implements Action {
        @Override
        public String type() {
            return "reactivate";
        }
    }
}
