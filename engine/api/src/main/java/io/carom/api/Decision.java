package io.carom.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one event, and why. Immutable; made by the engine only. Written as JSON by {@code io.carom.engine.json}.
 *
 * @param event the id of the event, or null for a timer's decision
 * @param timer the timer that fired ({@code hold}, {@code probation}), or null
 * @param recipient the address, as it was written in the event
 * @param at the event's time, or the timer's
 * @param policy the digest of the policy that decided
 * @param classification what the failure is
 * @param subscriber how the subscriber's status changes, or null when it does not
 * @param retry the next try, or null when none is due
 * @param actions what follows, in the order in which it is carried out
 * @param refused what was asked for and forbidden by an invariant
 * @param because the rules that took part, in the order of the phases
 * @param duplicate whether this failure was counted already; then nothing follows
 */
public record Decision(
        @Nullable String event,
        @Nullable String timer,
        String recipient,
        Instant at,
        String policy,
        Classification classification,
        @Nullable SubscriberChange subscriber,
        @Nullable RetryPlan retry,
        List<Action> actions,
        List<Refusal> refused,
        List<Because> because,
        boolean duplicate) {
    /** Takes its own copies. */
    public Decision {
        actions = List.copyOf(actions);
        refused = List.copyOf(refused);
        because = List.copyOf(because);
    }
}
