package io.carom.engine.decide;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Phase;
import io.carom.api.SubscriberStatus;
import io.carom.engine.decide.HoldEnd.End;
import io.carom.engine.incident.HeldEnd;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicySettings.Caps;
import io.carom.engine.policy.PolicySettings.HeldChanges.Fate;
import io.carom.spi.History;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happens when the time of a hold is over. After a review the address is bounced unless there was a sign of life; what was held
 * because its cause reached too far is carried out or given up, as the policy says. Pure.
 */
final class HoldTimer {
    private final Policy policy;
    private final Surroundings surroundings;
    private final HoldEnd holds;

    HoldTimer(Policy policy, Surroundings surroundings) {
        this.policy = policy;
        this.surroundings = surroundings;
        this.holds = new HoldEnd(policy.digest(), surroundings.ledger());
    }

    /** Empty when nothing is held any more. */
    Optional<Decision> fire(Timer timer, WorkingSet state) {
        History history = state.history(timer.address());
        History.Hold hold = history.hold();
        if (hold == null) {
            return Optional.empty();
        }
        HeldJson.Held held = HeldJson.read(hold.decision());
        End end = held.cap() == null ? reviewed(held, hold, history) : overdue(held, hold, history);
        if (end.changes() && end.how() == null) {
            List<String> causes = BlastRadius.causes(
                    held.rule(), held.script(), timer.address().domain(), held.sendingIp(), held.server());
            Caps caps = policy.settings().caps();
            Optional<String> beyond = surroundings.radius().exceeded(caps, causes, timer.due(), state);
            if (beyond.isPresent()) {
                return Optional.of(holdOn(timer, state, hold, held, beyond.get()));
            }
            surroundings.radius().changed(caps, causes, timer.due());
            state.memo().changed(causes);
        }
        return Optional.of(holds.end(timer.kind(), timer.address(), timer.due(), held, end, state));
    }

    private static End reviewed(HeldJson.Held held, History.Hold hold, History history) {
        if (HoldEnd.alive(history, hold, held)) {
            return new End(
                    null, false, "engine/hold-released", HoldEnd.lives(hold).why());
        }
        return new End(
                null,
                history.status() == SubscriberStatus.SUBSCRIBED,
                "engine/hold-ended",
                "No delivery, open or click since " + hold.from() + "; held by " + held.rule());
    }

    private static End overdue(HeldJson.Held held, History.Hold hold, History history) {
        if (HoldEnd.alive(history, hold, held)) {
            return HoldEnd.lives(hold);
        }
        String because = "Held because " + held.cap() + " reached too far; nobody decided";
        return held.release()
                ? new End(
                        HeldEnd.RELEASED,
                        HoldEnd.changes(history.status(), held.to()),
                        "engine/hold-carried-out",
                        because + " and the policy carries it out")
                : new End(HeldEnd.DISCARDED, false, "engine/hold-discarded", because + " and the policy gives it up");
    }

    /** The review ends in the middle of too many changes: an operator decides. */
    private Decision holdOn(Timer timer, WorkingSet state, History.Hold hold, HeldJson.Held held, String cause) {
        Fate fate = policy.settings().caps().held().of(held.rule());
        Instant until = timer.due().plus(fate.after());
        long cap = surroundings.radius().capOf(policy.settings().caps(), cause, state);
        surroundings.radius().held(policy.settings().caps(), cause, timer.due());
        state.memo().held(cause);
        long incident = surroundings
                .ledger()
                .held(cause, cap, hold.event(), timer.due(), held.text())
                .incident();
        state.history(
                timer.address(),
                state.history(timer.address())
                        .hold(new History.Hold(
                                hold.event(),
                                hold.from(),
                                until,
                                HeldJson.write(HeldJson.capped(held, cause, fate.release())),
                                incident)));
        state.setTimer(new Timer(timer.address(), Timer.HOLD, until));
        Because because = new Because(
                Phase.ACTION,
                "engine/blast-radius",
                cause + " has reached too far: held, see incident " + incident,
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
}
