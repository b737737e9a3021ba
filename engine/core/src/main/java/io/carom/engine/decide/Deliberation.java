package io.carom.engine.decide;

import io.carom.api.Bounce;
import io.carom.api.BounceType;
import io.carom.api.CampaignContext;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Phase;
import io.carom.api.Proposal;
import io.carom.api.Reason;
import io.carom.api.ServerContext;
import io.carom.engine.alert.Watch;
import io.carom.engine.ask.LookUps;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.Traps;
import io.carom.spi.AddressKey;
import io.carom.spi.Evidence;
import io.carom.spi.History;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.Reading;
import io.carom.spi.RuleSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One event's way through the phases. For one thread, one event. */
final class Deliberation implements RuleSession.RuleFaults {

    private final Policy policy;
    private final RuleSession rules;
    private final Bounce fact;
    private final RetryTimes retryTimes;
    private final Runs runs;
    private final Surroundings surroundings;
    private final Decider.Faults faults;
    private final Decider.Observer observer;
    private final Event event;
    private final AddressKey address;
    private final String domain;
    private final WorkingSet state;
    private final Standing standing = new Standing();
    private final History before;
    private final boolean proven;
    private @Nullable Duration asked;
    private List<Watch.Alarm> continuing = List.of();
    private Phase phase = Phase.CLASSIFY;

    Deliberation(
            Policy policy,
            RuleSession rules,
            Bounce fact,
            RetryTimes retryTimes,
            Runs runs,
            Surroundings surroundings,
            Decider.Faults faults,
            Decider.Observer observer,
            Event event,
            AddressKey address,
            WorkingSet state) {
        this.policy = policy;
        this.rules = rules;
        this.fact = fact;
        this.retryTimes = retryTimes;
        this.runs = runs;
        this.surroundings = surroundings;
        this.faults = faults;
        this.observer = observer;
        this.event = event;
        this.address = address;
        this.domain = address.domain();
        this.state = state;
        this.before = state.history(address);
        this.proven = policy.settings().trusts(event);
    }

    Decision decide(boolean repeated) {
        Facts.ofEvent(fact, event, address, domain);
        rememberInFact();
        return switch (event.kind()) {
            case BOUNCE -> bounce(repeated);
            case DEFERRAL -> notice(classify(), repeated);
            default -> notice(plain(), repeated);
        };
    }

    private void rememberInFact() {
        fact.setProven(proven);
        fact.setEngaged(engaged());
        fact.setSubscriberStatus(before.status().word());
        fact.setProbation(before.probation() > 0);
        if (event.server() != null) {
            state.server(event.server()).map(ServerContext::retryPolicy).ifPresent(fact::setServerRetryPolicy);
        }
        if (event.campaign() != null) {
            fact.setFirstSend(state.campaign(event.campaign())
                    .map(CampaignContext::firstSend)
                    .orElse(false));
        }
    }

    private boolean engaged() {
        if ("true".equals(event.meta().get(LookUps.ENGAGED))) {
            return true;
        }
        return before.lastEngaged() != null
                && Duration.between(before.lastEngaged(), event.at())
                                .compareTo(policy.settings().engagedFor())
                        <= 0;
    }

    /** What is no failure: one phase decides what follows. */
    private Decision notice(Classification what, boolean repeated) {
        if (repeated) {
            return duplicate(what);
        }
        Facts.ofClassification(fact, what);
        run(Phase.ACTION);
        Ending ending = new Ending(event, address, domain, state, standing, proven, ownQuota(), surroundings);
        if (what.event() == EventKind.DELIVERY && proven) {
            state.history(address, delivered());
            ending.delivered();
            if (event.message() != null) {
                state.unschedule(new MessageKey(address, event.message()));
            }
        }
        watch(what, ending);
        return noticed(ending.of(what, "", null, "", policy));
    }

    /** A message that is reported as delivered twice proves an address on trial once. */
    private History delivered() {
        History after = before.delivered(event.at());
        if (before.probation() == 0 || event.message() == null) {
            return after;
        }
        MessageKey key = new MessageKey(address, event.message());
        MessageState message = state.message(key);
        boolean again = message.counted() && message.verdict() == null;
        if (!message.counted()) {
            state.message(key, message.delivered());
        }
        return again ? after.probation(before.probation()) : after;
    }

    private Classification plain() {
        Reason reason = switch (event.kind()) {
            case DELIVERY -> Reason.DELIVERED;
            case AUTO_REPLY -> Reason.AUTO_REPLY;
            case AUTH_REPORT -> Reason.FEEDBACK_AUTH_FAILURE;
            case COMPLAINT -> feedback();
            default -> Reason.UNKNOWN;
        };
        return plain(event.kind(), reason);
    }

    private Classification plain(EventKind kind, Reason reason) {
        Evidence said = Facts.evidence(event, domain, fact.getMx());
        return new Classification(kind, null, null, reason, said.status(), said.replyCode(), null, false);
    }

    private Reason feedback() {
        if (fact.getFeedbackType().isEmpty()) {
            // A provider's complaint without a type is what its button says: spam
            fact.setFeedbackType("abuse");
        }
        return switch (fact.getFeedbackType()) {
            case "abuse" -> Reason.FEEDBACK_ABUSE;
            case "opt-out", "opt-out-list" -> Reason.FEEDBACK_OPT_OUT;
            case "auth-failure" -> Reason.FEEDBACK_AUTH_FAILURE;
            default -> Reason.FEEDBACK_OTHER;
        };
    }

    private Decision bounce(boolean repeated) {
        MessageKey key = event.message() == null ? null : new MessageKey(address, event.message());
        MessageState message = key == null || !proven ? MessageState.NONE : state.message(key);
        boolean whole = event.attempt() == null && event.source().speaksOfWholeMessage();
        int attempt = event.attempt() != null ? event.attempt() : whole ? 1 : 1 + message.softs();
        // A further try at a message that nobody names: where there is a run, its first try was counted
        boolean further = key == null && attempt > 1;
        boolean counted = further ? before.softRun() + before.goneRun() > 0 : message.counted();
        fact.setAttempt(attempt);
        fact.setSoftCount(before.softRun() + (counted ? 0 : 1));
        Classification what = classify();
        if (what.reason() == Reason.DELIVERED) {
            fact.setEvent(EventKind.DELIVERY.word());
            return notice(plain(EventKind.DELIVERY, Reason.DELIVERED), repeated);
        }
        if (further) {
            message = new MessageState(null, 0, 0, counted, what.reason() == Reason.GREYLISTED ? 1 : 0, 0);
        }
        if (repeated || countedBefore(message, attempt, whole, what)) {
            return duplicate(what);
        }
        String trap = trap(what);
        run(Phase.RETRY);
        Counting counting = new Counting(
                policy.settings(), runs, retryTimes, standing, fact, event, before, what, message, attempt, asked);
        if (proven) {
            counting.run();
        }
        Facts.ofClassification(fact, counting.what());
        fact.setRetriesLeft(counting.plan() != null);
        run(Phase.ACTION);
        if (proven) {
            state.history(address, counting.after());
            if (key != null) {
                state.message(key, counting.newMessage());
            }
        }
        Ending ending = new Ending(event, address, domain, state, standing, proven, ownQuota(), surroundings);
        if (counting.overtaken()) {
            ending.leaveRetry();
        }
        if (attempt == 1) {
            watch(counting.what(), ending);
        }
        return noticed(ending.of(counting.what(), trap, counting.plan(), counting.told(), policy));
    }

    /** Alerts of the decision open incidents, or go with one that is open. */
    private Decision noticed(Decision decision) {
        surroundings.ledger().decided(event, domain, decision, continuing, surroundings.watch());
        return decision;
    }

    private static boolean countedBefore(MessageState message, int attempt, boolean whole, Classification what) {
        if (message.verdict() == null) {
            return false;
        }
        if (message.verdict() == BounceType.HARD) {
            return true;
        }
        return what.bounceType() != BounceType.HARD && (whole || message.seen(attempt));
    }

    /** Code and text, the rules that correct them, and the domain's script. */
    private Classification classify() {
        Reading reading = policy.classifier().read(Facts.evidence(event, domain, fact.getMx()));
        asked = reading.retryAfter();
        Facts.ofReading(fact, reading);
        Classification what = new Classification(
                event.kind(),
                reading.bounceType(),
                reading.fault(),
                reading.reason(),
                reading.status(),
                reading.replyCode(),
                null,
                reading.disagreement());
        Facts.ofClassification(fact, what);
        run(Phase.CLASSIFY);
        what = corrected(what);
        run(Phase.OVERRIDE);
        what = corrected(what);
        if (event.kind() == EventKind.BOUNCE) {
            policy.scripts().run(fact, standing);
            standing.settle();
            what = corrected(what);
        }
        return what;
    }

    private Classification corrected(Classification what) {
        Optional<Proposal.Classify> said = standing.winner("classification", Proposal.Classify.class);
        if (said.isEmpty()) {
            return what;
        }
        Proposal.Classify by = said.get();
        BounceType type = by.bounceType() != null ? by.bounceType() : what.bounceType();
        Classification now = what.as(
                type == null ? BounceType.SOFT : type,
                by.reason(),
                by.fault() == null ? by.reason().fault() : by.fault());
        Facts.ofClassification(fact, now);
        return now;
    }

    private String trap(Classification what) {
        List<Traps.Hit> hits = policy.traps().match(address.address(), domain, fact.getMx(), fact.getSignals());
        for (Traps.Hit hit : hits) {
            if (hit.suspected()) {
                fact.setSuspectedTrap(hit.name());
            } else if (what.bounceType() == BounceType.HARD) {
                fact.setTrap(hit.name());
            }
        }
        run(Phase.TRAP);
        String trap = standing.winner("trap", Proposal.Trap.class)
                .map(Proposal.Trap::name)
                .orElse("");
        fact.setTrap(trap);
        fact.setSuspectedTrap(standing.winner("suspected_trap", Proposal.Trap.class)
                .map(Proposal.Trap::name)
                .orElse(""));
        return trap;
    }

    private void run(Phase next) {
        phase = next;
        observer.before(next, fact);
        rules.run(next, fact, standing, this);
        standing.settle();
    }

    /** A rule of the phase at hand was cut off. */
    @Override
    public void failed(String name, String why) {
        standing.note(phase, name, "The rule was cut off: " + why);
        faults.ruleFailed(name, String.valueOf(event.id()), why);
    }

    /** A message counts once in the shares, with its first attempt; what is not proven could raise false alarms. */
    private void watch(Classification what, Ending ending) {
        if (!proven) {
            return;
        }
        CampaignContext campaign = event.campaign() == null
                ? null
                : state.campaign(event.campaign()).orElse(null);
        state.memo().watched(campaign);
        List<Watch.Alarm> alarms = surroundings
                .watch()
                .reported(
                        event,
                        domain,
                        what,
                        campaign == null ? null : campaign.sent(),
                        campaign != null && campaign.firstSend());
        continuing = surroundings.watch().continuing();
        for (Watch.Alarm alarm : alarms) {
            fact.setAlertSignal(alarm.signal());
            fact.setAlertScope(alarm.scope());
            ending.alarm(alarm);
            run(Phase.ALERT);
        }
        fact.setAlertSignal("");
        fact.setAlertScope("");
    }

    private boolean ownQuota() {
        return Counting.ownQuota(fact);
    }

    private Decision duplicate(Classification what) {
        standing.note(Phase.ACTION, "engine/duplicate", "This was counted already; it counts once");
        return new Decision(
                event.id(),
                null,
                event.recipient(),
                event.at(),
                policy.digest(),
                what,
                null,
                null,
                List.of(),
                List.of(),
                standing.because(),
                true);
    }
}
