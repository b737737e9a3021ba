package io.carom.engine.decide;

import io.carom.api.Proposal;
import io.carom.api.SubscriberStatus;

/** What rules and scripts wish for a subscriber, in words and as a status. Pure. */
final class Wishes {
    private Wishes() {}

    /** The action that a wish asks for. */
    static String typeOf(Proposal wish) {
        if (wish instanceof Proposal.Hold) {
            return "hold_for_review";
        }
        if (wish instanceof Proposal.MarkBounced) {
            return "mark_bounced";
        }
        return wish instanceof Proposal.Suppress ? "suppress" : "unsubscribe";
    }

    /** What a wish would make of the subscriber. */
    static SubscriberStatus wished(Proposal wish) {
        if (wish instanceof Proposal.Unsubscribe unsubscribe) {
            return unsubscribe.complained() ? SubscriberStatus.COMPLAINED : SubscriberStatus.UNSUBSCRIBED;
        }
        return wish instanceof Proposal.Suppress ? SubscriberStatus.SUPPRESSED : SubscriberStatus.BOUNCED;
    }
}
