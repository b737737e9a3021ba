package io.carom.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a rule or a script asks for. The engine weighs all proposals of a phase, checks the winner against its invariants and turns it
 * into {@link Action}s or a {@link Refusal}. Immutable.
 */
public sealed interface Proposal {
    /** Two proposals of one phase with the same topic exclude each other: the stronger one wins. */
    String topic();

    /**
     * The failure is of this type, for this reason.
     *
     * @param bounceType whether it failed for good, or null for the type that was read
     * @param fault whose fault it is, or null for the reason's own
     */
    record Classify(
            @Nullable BounceType bounceType,
            Reason reason,
            @Nullable Fault fault) implements Proposal {
        @Override
        public String topic() {
            return "classification";
        }
    }

    /** The recipient is a spam trap; {@code suspected} is the weaker signal that only alerts. */
    record Trap(String name, boolean suspected) implements Proposal {
        @Override
        public String topic() {
            return suspected ? "suspected_trap" : "trap";
        }
    }

    /** Retry by the retry policy of this name. */
    record UseRetryPolicy(String name) implements Proposal {
        @Override
        public String topic() {
            return "retry";
        }
    }

    /**
     * Retry {@code attempts} times in all, {@code after} apart.
     *
     * @param after longer than zero, at most 30 days
     * @param attempts 1 to 100
     */
    record Retry(Duration after, int attempts) implements Proposal {
        @Override
        public String topic() {
            return "retry";
        }
    }

    /** No further try at this message. */
    record GiveUp() implements Proposal {
        @Override
        public String topic() {
            return "retry";
        }
    }

    /** Nothing happens to the subscriber. */
    record Keep() implements Proposal {
        @Override
        public String topic() {
            return "subscriber";
        }
    }

    /** The address is dead. */
    record MarkBounced() implements Proposal {
        @Override
        public String topic() {
            return "subscriber";
        }
    }

    /** The address leaves all lists; {@code complained} says that the person called the mail spam. */
    record Unsubscribe(boolean complained) implements Proposal {
        @Override
        public String topic() {
            return "subscriber";
        }
    }

    /** Nothing is sent to the address any more, by anybody. */
    record Suppress() implements Proposal {
        @Override
        public String topic() {
            return "subscriber";
        }
    }

    /** What would happen to the subscriber waits for {@code length}, and does not happen if there is a sign of life. */
    record Hold(Duration length) implements Proposal {
        @Override
        public String topic() {
            return "subscriber";
        }
    }

    /** Send no faster than {@code rate} ("10/min") to this receiving domain. */
    record Throttle(String rate) implements Proposal {
        @Override
        public String topic() {
            return "throttle";
        }
    }

    /** The IP that sent to a trap is to be watched. */
    record FlagSendingIp() implements Proposal {
        @Override
        public String topic() {
            return "flag_sending_ip";
        }
    }

    /** The campaign or list is to be stopped. */
    record PauseCampaign() implements Proposal {
        @Override
        public String topic() {
            return "pause_campaign";
        }
    }

    /** An operator is to know; {@code advice} may be null. Alerts of different signals stand side by side. */
    record Alert(String signal, @Nullable String advice) implements Proposal {
        @Override
        public String topic() {
            return "alert:" + signal;
        }
    }

    /** A sentence for whoever reads the decision; it does nothing. */
    record Advise(String text) implements Proposal {
        @Override
        public String topic() {
            return "advice:" + text;
        }
    }
}
