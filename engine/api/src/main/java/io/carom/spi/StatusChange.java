package io.carom.spi;

import io.carom.api.SubscriberStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision that changed a subscriber: what can be undone. Immutable.
 *
 * @param seq the row of the log that holds event and decision
 * @param event the event's id; null for a timer's decision
 * @param at the decision's time
 * @param address whose status changed
 * @param from the status before
 * @param to the status after
 * @param rules the rules that won
 * @param policy the digest of the policy that decided
 */
public record StatusChange(
        long seq,
        @Nullable String event,
        Instant at,
        AddressKey address,
        SubscriberStatus from,
        SubscriberStatus to,
        List<String> rules,
        String policy) {
    /** Takes its own copy. */
    public StatusChange {
        rules = List.copyOf(rules);
    }

    /**
     * Which changes to read; null does not filter. Immutable.
     *
     * @param rule a rule that won
     * @param policy the policy's digest
     * @param sendingIp the address that the message was sent from
     * @param log code, text, domain, campaign, time and so on of the row; its order, limit and offset count, too
     */
    public record Filter(
            @Nullable String rule,
            @Nullable String policy,
            @Nullable String sendingIp,
            LogFilter log) {}
}
