package io.carom.engine.decide;

import io.carom.api.Action;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Fault;
import io.carom.api.Phase;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.api.Reason;
import io.carom.api.Refusal;
import io.carom.api.RetryPlan;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.engine.alert.Watch;
import io.carom.engine.incident.HeldEnd;
import io.carom.engine.incident.Ledger;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicySettings.Caps;
import io.carom.engine.policy.PolicySettings.HeldChanges.Fate;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.MessageKey;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what stands at the end into actions, within the invariants that no rule and no script can break: an address changes only for a
 * failure that is its own, only on proof, and only once. For one thread, one event.
 */
final class Ending {
    private static final String SUBSCRIBER = "subscriber";

    private final Event event;
    private final AddressKey address;
    private final String domain;
    private final WorkingSet state;
    private final Standing standing;
    private final boolean proven;
    private final boolean ownQuota;
    private final Surroundings surroundings;
    private @Nullable Map<String, Watch.Alarm> alarms;
    private final List<Action> actions = new ArrayList<>(3);
    private final List<Refusal> refused = new ArrayList<>(0);
    private @Nullable SubscriberChange change;
    private boolean leavesRetry;

    Ending(
            Event event,
            AddressKey address,
            String domain,
            WorkingSet state,
            Standing standing,
            boolean proven,
            boolean ownQuota,
            Surroundings surroundings) {
        this.surroundings = surroundings;
        this.event = event;
        this.address = address;
        this.domain = domain;
        this.state = state;
        this.standing = standing;
        this.proven = proven;
        this.ownQuota = ownQuota;
    }

    /** A share that passed with this event: its figures go with the alert of its name. */
    void alarm(Watch.Alarm alarm) {
        if (alarms == null) {
            alarms = new HashMap<>();
        }
        alarms.put(alarm.signal(), alarm);
    }

    /** What a later try has scheduled stays. */
    void leaveRetry() {
        leavesRetry = true;
    }

    /** The decision; {@code retryTold} says in words which retry {@code plan} is. */
    Decision of(Classification what, String trap, @Nullable RetryPlan plan, String retryTold, Policy policy) {
        if (!proven) {
            standing.note(
                    Phase.ACTION, "engine/unproven", Facts.unproven(event) + ": recorded and counted, nothing changes");
        }
        standing.standing(SUBSCRIBER)
                .ifPresent(
                        said -> subscriber(said, what, trap, policy.settings().caps()));
        RetryPlan retry = retry(plan, retryTold, policy);
        if (proven) {
            giveUp(what);
            standing.standing().forEach(said -> further(said, trap));
        }
        Decision decision = new Decision(
                event.id(),
                null,
                event.recipient(),
                event.at(),
                policy.digest(),
                what,
                change,
                retry,
                actions,
                refused,
                standing.because(),
                false);
        send(decision);
        return decision;
    }

    private void subscriber(Proposed said, Classification what, String trap, Caps caps) {
        Proposal wish = said.what();
        if (wish instanceof Proposal.Keep) {
            if (proven) {
                actions.add(new Action.Keep());
            }
            return;
        }
        Optional<String> forbidden = forbidden(wish, what, trap);
        if (forbidden.isPresent()) {
            refused.add(new Refusal(Wishes.typeOf(wish), said.by(), forbidden.get()));
            standing.refuse(SUBSCRIBER);
            return;
        }
        if (wish instanceof Proposal.Hold hold) {
            if (mayHold()) {
                hold(event.at().plus(hold.length()), said, what, false, null, 0, false);
            }
            return;
        }
        List<String> causes = BlastRadius.causes(said, domain, event.sendingIp(), event.server());
        boolean capped = event.kind() == EventKind.BOUNCE;
        Optional<String> beyond =
                capped ? surroundings.radius().exceeded(caps, causes, event.at(), state) : Optional.empty();
        if (beyond.isPresent()) {
            beyondCap(beyond.get(), caps, said, what, !trap.isEmpty());
            return;
        }
        flip(Wishes.wished(wish), !trap.isEmpty(), what);
        if (capped && change != null) {
            surroundings.radius().changed(caps, causes, event.at());
            state.memo().changed(causes);
        }
    }

    /** So many changes for one cause are more likely a mistake than the truth: an operator decides. */
    private void beyondCap(String cause, Caps caps, Proposed said, Classification what, boolean trap) {
        if (!mayHold()) {
            return;
        }
        long cap = surroundings.radius().capOf(caps, cause, state);
        Ledger.HeldIn held =
                surroundings.ledger().held(cause, cap, String.valueOf(event.id()), event.at(), Facts.text(event));
        surroundings.radius().held(caps, cause, event.at());
        state.memo().held(cause);
        standing.note(
                Phase.ACTION,
                DecisionJson.BLAST_RADIUS,
                cause + " would change more than " + cap + " addresses within "
                        + caps.window().toMinutes() + " minutes: held, see incident " + held.incident());
        Fate fate = caps.held().of(said.by());
        hold(event.at().plus(fate.after()), said, what, trap, cause, held.incident(), fate.release());
        if (held.opened()) {
            actions.add(new Action.Alert(Ledger.BLAST_RADIUS, cause, null, cap, null, Ledger.HELD_ADVICE));
        }
    }

    /** Which invariant forbids a change of the subscriber, if any. */
    private Optional<String> forbidden(Proposal wish, Classification what, String trap) {
        if (!proven) {
            String why = Facts.unproven(event);
            return Optional.of(Character.toLowerCase(why.charAt(0)) + why.substring(1));
        }
        if (event.kind() == EventKind.COMPLAINT) {
            boolean wantsOut = what.reason() == Reason.FEEDBACK_ABUSE || what.reason() == Reason.FEEDBACK_OPT_OUT;
            return wantsOut ? Optional.empty() : Optional.of("feedback of this type is no complaint");
        }
        if (!trap.isEmpty()) {
            return Optional.empty();
        }
        if (event.kind() != EventKind.BOUNCE) {
            return Optional.of("a " + event.kind().word() + " is no failure");
        }
        if (what.fault() != Fault.RECIPIENT) {
            return Optional.of("fault is "
                    + (what.fault() == null ? "unknown" : what.fault().word()));
        }
        if (!what.saysDead()) {
            return Optional.of(
                    wish instanceof Proposal.Hold
                            ? "a soft bounce changes nothing: there is nothing to hold"
                            : "a soft bounce says nothing final");
        }
        return Optional.empty();
    }

    private void flip(SubscriberStatus to, boolean trap, Classification what) {
        SubscriberStatus from = state.history(address).status();
        if (!HoldEnd.changes(from, to)) {
            standing.note(Phase.ACTION, "engine/no-change", "The address is " + from.word() + " already");
            return;
        }
        change = new SubscriberChange(from, to);
        actions.addAll(HoldEnd.actions(to, trap));
        endHold();
        state.history(
                address,
                state.history(address)
                        .status(to, event.at(), Counting.lasting(what))
                        .probation(0));
    }

    /** Whether there is something to hold: a subscriber of whom no other change waits. */
    private boolean mayHold() {
        History history = state.history(address);
        if (history.status() != SubscriberStatus.SUBSCRIBED) {
            standing.note(
                    Phase.ACTION,
                    "engine/no-change",
                    "The address is " + history.status().word() + " already");
            return false;
        }
        if (history.hold() != null) {
            standing.note(
                    Phase.ACTION,
                    "engine/held",
                    "The address is held until " + history.hold().until() + " already");
            return false;
        }
        return true;
    }

    private void hold(
            Instant until,
            Proposed said,
            Classification what,
            boolean trap,
            @Nullable String cap,
            long incident,
            boolean release) {
        actions.add(new Action.HoldForReview(until));
        String detail = HeldJson.write(new HeldJson.Held(
                event.recipient(),
                what,
                Wishes.wished(said.what()),
                trap,
                said.by(),
                said.byScript(),
                Facts.text(event),
                event.list(),
                event.subscriber(),
                event.campaign(),
                event.message(),
                event.server(),
                event.sendingIp(),
                cap,
                release));
        History.Hold hold = new History.Hold(String.valueOf(event.id()), event.at(), until, detail, incident);
        state.history(address, state.history(address).hold(hold));
        state.setTimer(new Timer(address, Timer.HOLD, until));
    }

    /** A delivery proves that the address lives: what its cause's reach held is given up at once. */
    void delivered() {
        History.Hold hold = state.history(address).hold();
        if (hold == null
                || hold.incident() == 0
                || HeldJson.read(hold.decision()).to() != SubscriberStatus.BOUNCED) {
            return;
        }
        standing.note(
                Phase.ACTION,
                "engine/hold-released",
                "A delivery arrived: the address lives, and what was held since " + hold.from() + " is given up");
        actions.add(new Action.Keep());
        endHold();
    }

    private void endHold() {
        History history = state.history(address);
        History.Hold hold = history.hold();
        if (hold != null) {
            state.clearTimer(address, Timer.HOLD);
            state.history(address, history.hold(null));
            if (hold.incident() > 0) {
                surroundings.ledger().ended(hold.incident(), HeldEnd.ALIVE, event.at());
            }
        }
    }

    private @Nullable RetryPlan retry(@Nullable RetryPlan plan, String told, Policy policy) {
        String message = event.message() != null ? event.message() : String.valueOf(event.id());
        MessageKey key = new MessageKey(address, message);
        boolean mayBeMailed = state.history(address).status() == SubscriberStatus.SUBSCRIBED;
        if (plan == null || !proven || !mayBeMailed) {
            if (proven && event.kind() == EventKind.BOUNCE && !(leavesRetry && mayBeMailed)) {
                state.unschedule(key);
            }
            if (plan != null && proven) {
                String status = state.history(address).status().word();
                standing.note(Phase.RETRY, "engine/no-retry", "The address is " + status + ": nothing is sent to it");
            }
            return null;
        }
        Optional<String> suppressed =
                surroundings.suppressed().why(address, event, policy.settings().recovery());
        if (suppressed.isPresent()) {
            state.unschedule(key);
            standing.note(Phase.RETRY, "engine/no-retry", suppressed.get());
            return null;
        }
        standing.note(Phase.RETRY, "engine/retry-policy", told);
        actions.add(new Action.ScheduleRetry(plan.at()));
        state.schedule(new ScheduledRetry(address, message, plan, event.server(), event.campaign()));
        return plan;
    }

    private void giveUp(Classification what) {
        boolean usedUp = what.promoted() != null && !what.saysDead();
        if (usedUp || standing.winner("retry", Proposal.GiveUp.class).isPresent()) {
            actions.add(new Action.GiveUp());
        }
    }

    private void further(Proposed said, String trap) {
        Proposal wish = said.what();
        if (wish instanceof Proposal.Alert alert) {
            actions.add(alert(said, alert.signal(), alert.advice(), trap));
        } else if (wish instanceof Proposal.Trap suspicion && suspicion.suspected()) {
            actions.add(alert(said, "suspected_trap", "The address looks like a trap: " + suspicion.name(), trap));
        } else if (wish instanceof Proposal.Throttle throttle) {
            actions.add(new Action.Throttle(throttleScope(), throttle.rate()));
        } else if (wish instanceof Proposal.FlagSendingIp) {
            actions.add(new Action.FlagSendingIp(event.sendingIp()));
        } else if (wish instanceof Proposal.PauseCampaign) {
            String scope =
                    event.campaign() != null ? "campaign:" + event.campaign() : "list:" + Facts.orEmpty(event.list());
            actions.add(new Action.PauseCampaign(scope));
        }
    }

    private Action.Alert alert(Proposed said, String signal, @Nullable String advice, String trap) {
        Watch.Alarm alarm = alarms == null ? null : alarms.get(signal);
        if (alarm != null) {
            return new Action.Alert(signal, alarm.scope(), alarm.share(), alarm.volume(), alarm.baseline(), advice);
        }
        boolean aboutAddress = said.phase() == Phase.TRAP || (said.phase() == Phase.ACTION && !trap.isEmpty());
        String scope = aboutAddress ? "address:" + address.address() : "domain:" + domain;
        return new Action.Alert(signal, scope, null, null, null, advice);
    }

    /** Our own server's limits are the server's business; everybody else's are the receiving domain's. */
    private String throttleScope() {
        return ownQuota && event.server() != null ? "server:" + event.server() : "domain:" + domain;
    }

    private void send(Decision decision) {
        int number = 0;
        for (Action action : decision.actions()) {
            state.send(new Outgoing(
                    decision.event() + "/" + number++ + "/" + action.type(),
                    address,
                    action,
                    event.at(),
                    event.id(),
                    event.message(),
                    event.list(),
                    event.subscriber(),
                    event.campaign(),
                    decision.classification().status() == null
                            ? null
                            : decision.classification().status().toString(),
                    decision.classification().bounceType() == null
                            ? null
                            : decision.classification().bounceType().word(),
                    Facts.text(event)));
        }
    }
}
