package io.carom.engine.decide;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Phase;
import io.carom.api.Promotion;
import io.carom.api.Reason;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.RecoverySettings;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Outgoing;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets addresses back on trial that bounced by a promotion and are seen elsewhere: not all at once, and not twice, for whoever bounces on
 * trial is bounced for another reason. Pure but for the working set.
 */
final class Reactivation {
    private final Policy policy;
    private final RecoverySettings settings;
    private final Slots slots;

    Reactivation(Policy policy, Slots slots) {
        this.policy = policy;
        this.settings = policy.settings().recovery();
        this.slots = slots;
    }

    /** The address was seen elsewhere; answers its history, lined up if it may come back. */
    History seen(Event event, AddressKey address, History history, WorkingSet state) {
        Instant bounced = history.since();
        boolean inTime = bounced != null
                && !event.at().isBefore(bounced)
                && !event.at().isAfter(bounced.plus(settings.within()));
        if (!inTime || !mayComeBack(history) || history.probation() > 0) {
            return history;
        }
        state.setTimer(new Timer(address, Timer.PROBATION, slots.next(event.at(), settings.perDay(), state)));
        return history.probation(settings.deliveries());
    }

    private boolean mayComeBack(History history) {
        return settings.perDay() > 0 && history.status() == SubscriberStatus.BOUNCED && isByCount(history.bouncedBy());
    }

    private static boolean isByCount(@Nullable Promotion by) {
        return by == Promotion.CONSECUTIVE_SOFT || by == Promotion.UNREACHABLE || by == Promotion.RETRIES_EXHAUSTED;
    }

    /** Its turn has come. Empty when the address is something else by now, or was not seen for too long. */
    Optional<Decision> fire(Timer timer, WorkingSet state) {
        History history = state.history(timer.address());
        Instant seen = history.lastActivity();
        boolean lately = seen != null && !seen.isBefore(timer.due().minus(settings.within()));
        if (history.status() != SubscriberStatus.BOUNCED || history.probation() == 0) {
            return Optional.empty();
        }
        if (!lately || !mayComeBack(history)) {
            state.history(timer.address(), history.probation(0));
            return Optional.empty();
        }
        slots.used(timer.due());
        Decision decision = new Decision(
                null,
                timer.kind(),
                timer.address().address(),
                timer.due(),
                policy.digest(),
                new Classification(EventKind.ACTIVITY, null, null, Reason.UNKNOWN, null, null, null, false),
                new SubscriberChange(SubscriberStatus.BOUNCED, SubscriberStatus.SUBSCRIBED),
                null,
                List.of(new Action.Reactivate()),
                List.of(),
                List.of(new Because(Phase.ACTION, "engine/reactivation", why(history), null, Because.Outcome.WON)),
                false);
        state.history(
                timer.address(),
                history.status(SubscriberStatus.SUBSCRIBED, timer.due(), null)
                        .softRun(0, null)
                        .goneRun(0, null)
                        .probation(settings.deliveries()));
        state.send(new Outgoing(
                "reactivation/" + timer.address().scope() + "/"
                        + timer.address().address() + "/" + timer.due(),
                timer.address(),
                decision.actions().get(0),
                timer.due(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        return Optional.of(decision);
    }

    private String why(History history) {
        return "Bounced by "
                + (history.bouncedBy() == null ? "a count" : history.bouncedBy().word()) + " at "
                + history.since() + ", seen elsewhere at " + history.lastActivity() + ": back on trial for "
                + settings.deliveries() + " deliveries";
    }
}
