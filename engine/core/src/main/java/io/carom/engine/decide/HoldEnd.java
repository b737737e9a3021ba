package io.carom.engine.decide;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Phase;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicySettings.Caps;
import io.carom.spi.History;
import io.carom.spi.Outgoing;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens when a hold for review ends: the address is bounced unless there was a sign of life. Pure. */
final class HoldEnd {
    private final Policy policy;
    private final BlastRadius radius;

    HoldEnd(Policy policy, BlastRadius radius) {
        this.policy = policy;
        this.radius = radius;
    }

    /** Empty when nothing is held any more. */
    Optional<Decision> fire(Timer timer, WorkingSet state) {
        History history = state.history(timer.address());
        History.Hold hold = history.hold();
        if (hold == null) {
            return Optional.empty();
        }
        HeldJson.Held held = HeldJson.read(hold.decision());
        boolean alive = since(history.lastSuccess(), hold.from()) || since(history.lastEngaged(), hold.from());
        boolean bounces = !alive && held.cap() == null && history.status() == SubscriberStatus.SUBSCRIBED;
        List<String> causes = BlastRadius.causes(held.rule(), timer.address().domain(), held.sendingIp());
        Caps caps = policy.settings().caps();
        Optional<String> beyond = bounces ? radius.exceeded(caps, causes, timer.due()) : Optional.empty();
        if (beyond.isPresent()) {
            return Optional.of(holdOn(timer, state, history, hold, HeldJson.capped(held, beyond.get())));
        }
        if (bounces) {
            radius.changed(caps, causes, timer.due());
        }
        Decision decision = new Decision(
                null,
                timer.kind(),
                held.recipient(),
                timer.due(),
                policy.digest(),
                held.what(),
                bounces ? new SubscriberChange(SubscriberStatus.SUBSCRIBED, SubscriberStatus.BOUNCED) : null,
                null,
                bounces
                        ? List.of(new Action.MarkBounced(), new Action.Notify("subscriber.bounced"))
                        : List.of(new Action.Keep()),
                List.of(),
                List.of(because(held, hold, alive)),
                false);
        state.history(
                timer.address(),
                bounces
                        ? history.status(
                                        SubscriberStatus.BOUNCED,
                                        timer.due(),
                                        held.what().promoted())
                                .hold(null)
                        : history.hold(null));
        send(decision, held, timer, hold, state);
        return Optional.of(decision);
    }

    /** The hold ends in the middle of too many changes: an operator decides. */
    private Decision holdOn(Timer timer, WorkingSet state, History history, History.Hold hold, HeldJson.Held held) {
        Instant until = timer.due().plus(policy.settings().caps().discardAfter());
        state.history(
                timer.address(),
                history.hold(new History.Hold(hold.event(), hold.from(), until, HeldJson.write(held))));
        state.setTimer(new Timer(timer.address(), Timer.HOLD, until));
        Because because = new Because(
                Phase.ACTION,
                "engine/blast-radius",
                held.cap() + " has reached too far: held",
                null,
                Because.Outcome.WON);
        return new Decision(
                null,
                timer.kind(),
                held.recipient(),
                timer.due(),
                policy.digest(),
                held.what(),
                null,
                null,
                List.of(new Action.HoldForReview(until)),
                List.of(),
                List.of(because),
                false);
    }

    private static Because because(HeldJson.Held held, History.Hold hold, boolean alive) {
        if (!alive && held.cap() != null) {
            String discarded = "Held because " + held.cap() + " reached too far; nobody released it";
            return new Because(Phase.ACTION, "engine/hold-discarded", discarded, null, Because.Outcome.WON);
        }
        String text = alive
                ? "There was a delivery, an open or a click since " + hold.from() + ": the address lives"
                : "No delivery, open or click since " + hold.from() + "; held by " + held.rule();
        return new Because(
                Phase.ACTION, alive ? "engine/hold-released" : "engine/hold-ended", text, null, Because.Outcome.WON);
    }

    private static boolean since(@Nullable Instant sign, Instant from) {
        return sign != null && !sign.isBefore(from);
    }

    private static void send(Decision decision, HeldJson.Held held, Timer timer, History.Hold hold, WorkingSet state) {
        int number = 0;
        for (Action action : decision.actions()) {
            state.send(new Outgoing(
                    hold.event() + "/hold/" + number++ + "/" + action.type(),
                    timer.address(),
                    action,
                    timer.due(),
                    null,
                    held.message(),
                    held.list(),
                    held.subscriber(),
                    held.campaign(),
                    held.what().status() == null ? null : held.what().status().toString(),
                    held.what().bounceType() == null
                            ? null
                            : held.what().bounceType().word(),
                    held.text()));
        }
    }
}
