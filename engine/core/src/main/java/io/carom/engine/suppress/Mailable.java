package io.carom.engine.suppress;

import io.carom.api.SubscriberStatus;
import io.carom.spi.Suppression;
import java.util.Optional;

/**
 * Whether a message may be sent to an address now. Immutable.
 *
 * @param status what the address is to us
 * @param probation deliveries that it still has to prove itself with; above 0 the next message is a probe: one, and of low volume
 * @param suppressed what stops this message, or empty
 */
public record Mailable(SubscriberStatus status, int probation, Optional<Suppression> suppressed) {
    /** Whether it may be sent. */
    public boolean allowed() {
        return status == SubscriberStatus.SUBSCRIBED && suppressed.isEmpty();
    }

    /** Whether it may be sent only as a probe: to few at once, and nothing else to this address until it was delivered. */
    public boolean probe() {
        return allowed() && probation > 0;
    }
}
