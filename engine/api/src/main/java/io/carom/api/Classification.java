package io.carom.api;

import org.jspecify.annotations.Nullable;

/**
 * The answers to the three questions about a failed message. Immutable.
 *
 * @param event what happened
 * @param bounceType whether this delivery failed for good; null for what is no bounce
 * @param fault whose fault it is; null for what is no bounce
 * @param reason why
 * @param status the enhanced code that was read, or null
 * @param replyCode the SMTP reply code that was read, or null
 * @param promoted what turned a soft bounce into a hard one, or null
 * @param disagreement whether the text contradicts the code
 */
public record Classification(
        EventKind event,
        @Nullable BounceType bounceType,
        @Nullable Fault fault,
        Reason reason,
        @Nullable EnhancedStatus status,
        @Nullable Integer replyCode,
        @Nullable Promotion promoted,
        boolean disagreement) {
    /** Whether it says that the address is dead: a hard bounce that is the recipient's fault. */
    public boolean saysDead() {
        return bounceType == BounceType.HARD && fault == Fault.RECIPIENT;
    }

    /** This classification with another type, reason and fault. */
    public Classification as(BounceType type, Reason newReason, Fault newFault) {
        return new Classification(event, type, newFault, newReason, status, replyCode, promoted, disagreement);
    }

    /** This classification made hard by {@code promotion}. */
    public Classification promotedBy(Promotion promotion) {
        Fault whose = promotion == Promotion.RETRIES_EXHAUSTED ? fault : Fault.RECIPIENT;
        return new Classification(event, BounceType.HARD, whose, reason, status, replyCode, promotion, disagreement);
    }
}
