package io.carom.engine.decide;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Phase;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.engine.incident.HeldEnd;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicySettings.Caps;
import io.carom.engine.policy.PolicySettings.HeldChanges.Fate;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Outgoing;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a hold ends: by its timer or by hand. After a review the address is bounced unless there was a sign of life; what was
 * held because its cause reached too far is carried out or given up. Pure.
 */
final class HoldEnd {
    private final Policy policy;
    private final Surroundings surroundings;

    HoldEnd(Policy policy, Surroundings surroundings) {
        this.policy = policy;
        this.surroundings = surroundings;
    }

    /** How one hold ends: whether the address is bounced, and why. */
    private record End(@Nullable HeldEnd how, boolean bounces, String rule, String why) {}

    /** Empty when nothing is held any more. */
    Optional<Decision> fire(Timer timer, WorkingSet state) {
        History history = state.history(timer.address());
        History.Hold hold = history.hold();
        if (hold == null) {
            return Optional.empty();
        }
        HeldJson.Held held = HeldJson.read(hold.decision());
        End end = held.cap() == null ? reviewed(held, hold, history) : overdue(held, hold, history);
        if (end.bounces() && end.how() == null) {
            List<String> causes = BlastRadius.causes(
                    held.rule(), held.script(), timer.address().domain(), held.sendingIp(), held.server());
            Caps caps = policy.settings().caps();
            Optional<String> beyond = surroundings.radius().exceeded(caps, causes, timer.due());
            if (beyond.isPresent()) {
                return Optional.of(holdOn(timer, state, hold, held, beyond.get()));
            }
            surroundings.radius().changed(caps, causes, timer.due());
        }
        return Optional.of(end(timer.kind(), timer.address(), timer.due(), held, end, state));
    }

    /** Ends a change that was held because its cause reached too far; empty when there is none any more. */
    Optional<Decision> byHand(AddressKey address, HeldEnd how, Act act, WorkingSet state) {
        History history = state.history(address);
        History.Hold hold = history.hold();
        if (hold == null || hold.incident() == 0) {
            return Optional.empty();
        }
        HeldJson.Held held = HeldJson.read(hold.decision());
        boolean release = how == HeldEnd.RELEASED;
        End end;
        if (release && alive(history, hold)) {
            end = lives(hold);
        } else {
            String by = act.who() + (act.why().isEmpty() ? "" : ": " + act.why());
            end = new End(
                    how,
                    release && history.status() == SubscriberStatus.SUBSCRIBED,
                    release ? "engine/hold-carried-out" : "engine/hold-discarded",
                    (release ? "Released by " : "Discarded by ") + by);
        }
        state.clearTimer(address, Timer.HOLD);
        return Optional.of(end(release ? "release" : "discard", address, act.at(), held, end, state));
    }

    private static End reviewed(HeldJson.Held held, History.Hold hold, History history) {
        if (alive(history, hold)) {
            return new End(null, false, "engine/hold-released", lives(hold).why());
        }
        return new End(
                null,
                history.status() == SubscriberStatus.SUBSCRIBED,
                "engine/hold-ended",
                "No delivery, open or click since " + hold.from() + "; held by " + held.rule());
    }

    private static End overdue(HeldJson.Held held, History.Hold hold, History history) {
        if (alive(history, hold)) {
            return lives(hold);
        }
        String because = "Held because " + held.cap() + " reached too far; nobody decided";
        return held.release()
                ? new End(
                        HeldEnd.RELEASED,
                        history.status() == SubscriberStatus.SUBSCRIBED,
                        "engine/hold-carried-out",
                        because + " and the policy carries it out")
                : new End(HeldEnd.DISCARDED, false, "engine/hold-discarded", because + " and the policy gives it up");
    }

    private static End lives(History.Hold hold) {
        return new End(
                HeldEnd.ALIVE,
                false,
                "engine/hold-released",
                "There was a delivery, an open or a click since " + hold.from() + ": the address lives");
    }

    private Decision end(String timer, AddressKey address, Instant at, HeldJson.Held held, End end, WorkingSet state) {
        History history = state.history(address);
        History.Hold hold = history.hold();
        Decision decision = new Decision(
                null,
                timer,
                held.recipient(),
                at,
                policy.digest(),
                held.what(),
                end.bounces() ? new SubscriberChange(SubscriberStatus.SUBSCRIBED, SubscriberStatus.BOUNCED) : null,
                null,
                end.bounces()
                        ? List.of(new Action.MarkBounced(), new Action.Notify("subscriber.bounced"))
                        : List.of(new Action.Keep()),
                List.of(),
                List.of(new Because(Phase.ACTION, end.rule(), end.why(), null, Because.Outcome.WON)),
                false);
        History after = end.bounces()
                ? history.status(SubscriberStatus.BOUNCED, at, Counting.lasting(held.what()))
                        .probation(0)
                : history;
        state.history(address, after.hold(null));
        if (hold != null) {
            send(decision, held, address, at, hold, state);
            if (hold.incident() > 0) {
                surroundings.ledger().ended(hold.incident(), end.how() == null ? HeldEnd.ALIVE : end.how(), at);
            }
        }
        return decision;
    }

    /** The review ends in the middle of too many changes: an operator decides. */
    private Decision holdOn(Timer timer, WorkingSet state, History.Hold hold, HeldJson.Held held, String cause) {
        Fate fate = policy.settings().caps().held().of(held.rule());
        Instant until = timer.due().plus(fate.after());
        long cap = surroundings.radius().capOf(policy.settings().caps(), cause, timer.due());
        surroundings.radius().held(cause, timer.due());
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

    private static boolean alive(History history, History.Hold hold) {
        return since(history.lastSuccess(), hold.from()) || since(history.lastEngaged(), hold.from());
    }

    private static boolean since(@Nullable Instant sign, Instant from) {
        return sign != null && !sign.isBefore(from);
    }

    private static void send(
            Decision decision,
            HeldJson.Held held,
            AddressKey address,
            Instant at,
            History.Hold hold,
            WorkingSet state) {
        int number = 0;
        for (Action action : decision.actions()) {
            state.send(new Outgoing(
                    hold.event() + "/hold/" + number++ + "/" + action.type(),
                    address,
                    action,
                    at,
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
