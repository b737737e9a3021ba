package io.carom.spi;

import io.carom.api.Action;
import io.carom.api.RetryPlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be sent again. A message to an address has at most one. Immutable.
 *
 * @param address whom it is sent to
 * @param message its Message-ID; the event's id where the message has none
 * @param plan which retry it is, and when
 * @param server the server that sends it, or null
 * @param campaign the campaign, or null
 */
public record ScheduledRetry(
        AddressKey address,
        String message,
        RetryPlan plan,
        @Nullable String server,
        @Nullable String campaign) {
    /** The same at another instant. */
    public ScheduledRetry at(Instant due) {
        return new ScheduledRetry(
                address, message, new RetryPlan(plan.policy(), plan.attempt(), plan.of(), due), server, campaign);
    }

    /** What a host is asked when it is due; its key is the same whenever and by whomever it is made. */
    public Outgoing outgoing() {
        return new Outgoing(
                "retry/" + address.scope() + "/" + address.address() + "/" + message + "/" + plan.attempt() + "/"
                        + plan.at(),
                address,
                new Action.Retry(plan.attempt(), plan.of(), server),
                plan.at(),
                null,
                message,
                null,
                null,
                campaign,
                null,
                null,
                null);
    }
}
