package io.carom.engine.decide;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Phase;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.engine.incident.HeldEnd;
import io.carom.engine.incident.Ledger;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Outgoing;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens when a hold ends: the change is carried out or given up, and its incident waits for that much less. Pure. */
final class HoldEnd {
    private final String policy;
    private final Ledger ledger;

    /** Decisions name {@code policy}; incidents are those of {@code ledger}. */
    HoldEnd(String policy, Ledger ledger) {
        this.policy = policy;
        this.ledger = ledger;
    }

    /** How one hold ends: whether what was held is done, and why. */
    record End(@Nullable HeldEnd how, boolean changes, String rule, String why) {}

    /** Whether an address that is {@code from} may become {@code to}: nothing weaker follows, and nobody bounces who has left. */
    static boolean changes(SubscriberStatus from, SubscriberStatus to) {
        boolean onlySubscribed = to == SubscriberStatus.BOUNCED || to == SubscriberStatus.UNSUBSCRIBED;
        return onlySubscribed ? from == SubscriberStatus.SUBSCRIBED : from.compareTo(to) < 0;
    }

    /** What makes an address {@code to}; {@code trap} says that it is because of a spam trap. */
    static List<Action> actions(SubscriberStatus to, boolean trap) {
        return switch (to) {
            case BOUNCED -> List.of(new Action.MarkBounced(), new Action.Notify("subscriber.bounced"));
            case SUPPRESSED ->
                trap ? List.of(new Action.Unsubscribe(), new Action.Suppress()) : List.of(new Action.Suppress());
            default -> List.of(new Action.Unsubscribe());
        };
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
        if (release && alive(history, hold, held)) {
            end = lives(hold);
        } else {
            String by = act.who() + (act.why().isEmpty() ? "" : ": " + act.why());
            end = new End(
                    how,
                    release && changes(history.status(), held.to()),
                    release ? "engine/hold-carried-out" : "engine/hold-discarded",
                    (release ? "Released by " : "Discarded by ") + by);
        }
        state.clearTimer(address, Timer.HOLD);
        return Optional.of(end(release ? "release" : "discard", address, act.at(), held, end, state));
    }

    static End lives(History.Hold hold) {
        return new End(
                HeldEnd.ALIVE,
                false,
                "engine/hold-released",
                "There was a delivery, an open or a click since " + hold.from() + ": the address lives");
    }

    /** Ends what is held of an address. */
    Decision end(String timer, AddressKey address, Instant at, HeldJson.Held held, End end, WorkingSet state) {
        History history = state.history(address);
        History.Hold hold = history.hold();
        Decision decision = new Decision(
                null,
                timer,
                held.recipient(),
                at,
                policy,
                held.what(),
                end.changes() ? new SubscriberChange(history.status(), held.to()) : null,
                null,
                end.changes() ? actions(held.to(), held.trap()) : List.of(new Action.Keep()),
                List.of(),
                List.of(new Because(Phase.ACTION, end.rule(), end.why(), null, Because.Outcome.WON)),
                false);
        History after = end.changes()
                ? history.status(held.to(), at, Counting.lasting(held.what())).probation(0)
                : history;
        state.history(address, after.hold(null));
        if (hold != null) {
            send(decision, held, address, at, hold, state);
            if (hold.incident() > 0) {
                ledger.ended(hold.incident(), end.how() == null ? HeldEnd.ALIVE : end.how(), at);
            }
        }
        return decision;
    }

    /** Whether a sign of life speaks against what is held: a spam trap or an unwilling person may well be alive. */
    static boolean alive(History history, History.Hold hold, HeldJson.Held held) {
        return held.to() == SubscriberStatus.BOUNCED && alive(history, hold);
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
