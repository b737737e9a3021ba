package io.carom.engine.decide;

import io.carom.api.Bounce;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Phase;
import io.carom.api.Proof;
import io.carom.api.SubscriberStatus;
import io.carom.engine.ask.LookUps;
import io.carom.engine.incident.Ledger;
import io.carom.engine.policy.Policy;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.RuleSession;
import io.carom.spi.Timer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides events one by one under one policy; what it changes goes into a {@link WorkingSet}. The same events, memory and policy give
 * the same decisions. For one thread.
 */
public final class Decider implements AutoCloseable {
    private final Policy policy;
    private final String scope;
    private final RuleSession rules;
    private final Bounce fact = new Bounce();
    private final RetryTimes retryTimes;
    private final Runs runs;
    private final Faults faults;
    private Surroundings surroundings;
    private Observer observer = (phase, seen) -> {};

    /** Is told of rules that were cut off. Safe for the thread that decides. */
    @FunctionalInterface
    public interface Faults {
        /** The rule {@code name} failed on the event {@code event} with {@code why}. */
        void ruleFailed(String name, String event, String why);
    }

    /** Sees the fact before each phase, for explanations; changes nothing. */
    @FunctionalInterface
    public interface Observer {
        /** The rules of {@code phase} are about to see {@code fact}, which is reused afterwards. */
        void before(Phase phase, Bounce fact);
    }

    /** For addresses within {@code scope} (the tenant; empty where there is one). */
    public Decider(Policy policy, String scope, Surroundings surroundings, Faults faults) {
        this.surroundings = surroundings;
        this.policy = policy;
        this.scope = scope;
        this.faults = faults;
        this.rules = policy.rules().open();
        this.retryTimes = new RetryTimes(policy.settings().greylisting());
        this.runs = new Runs(policy.settings().promotions());
    }

    /** Decides in the surroundings {@code next} from now on: cheaper than to open rules and scripts once more. */
    public void among(Surroundings next) {
        surroundings = next;
    }

    /** Lets {@code next} see each fact from now on. */
    public void observe(Observer next) {
        observer = next;
    }

    /**
     * The event with the proof that the journal can give it: a report of unknown origin that names a message which we sent to this very
     * address is proven by its Message-ID.
     */
    public Event proved(Event event, WorkingSet state) {
        String message = event.message();
        if (event.proof() != Proof.NONE || message == null || !event.kind().decided()) {
            return event;
        }
        return state.knows(new MessageKey(addressOf(event), message))
                ? event.edit().proof(Proof.MESSAGE_ID).build()
                : event;
    }

    /**
     * The event with what the host knows of its person; what it knows of servers and campaigns that the journal has never heard of is
     * configured with this batch. All of it is recorded, so that a replay needs no host.
     */
    public Event informed(Event event, LookUps lookUps, WorkingSet state) {
        if (event.server() != null && state.server(event.server()).isEmpty()) {
            lookUps.server(event.server()).ifPresent(state::server);
        }
        if (event.campaign() != null && state.campaign(event.campaign()).isEmpty()) {
            lookUps.campaign(event.campaign()).ifPresent(state::campaign);
        }
        boolean asks = event.kind() == EventKind.BOUNCE && !event.meta().containsKey(LookUps.ENGAGED);
        if (!asks || !lookUps.engaged(addressOf(event))) {
            return event;
        }
        Map<String, String> meta = new HashMap<>(event.meta());
        meta.put(LookUps.ENGAGED, "true");
        return event.edit().meta(meta).build();
    }

    /** Whose history an event is part of. */
    public AddressKey addressOf(Event event) {
        return AddressKey.of(scope, event.recipient());
    }

    /**
     * The decision about an event with an id, or empty for a kind that gives none. {@code repeated} says that this very event was
     * recorded before: then nothing changes.
     */
    public Optional<Decision> decide(Event event, boolean repeated, WorkingSet state) {
        surroundings.ledger().advance(event.at());
        if (event.kind().decided()) {
            Deliberation deliberation = new Deliberation(
                    policy,
                    rules,
                    fact,
                    retryTimes,
                    runs,
                    surroundings,
                    faults,
                    observer,
                    event,
                    addressOf(event),
                    state);
            return Optional.of(deliberation.decide(repeated));
        }
        if (!repeated && policy.settings().trusts(event)) {
            remember(event, state);
        }
        return Optional.empty();
    }

    /** What happens when a timer fires, or empty when what it waited for is no longer there. */
    public Optional<Decision> fire(Timer timer, WorkingSet state) {
        state.clearTimer(timer.address(), timer.kind());
        return switch (timer.kind()) {
            case Timer.HOLD -> new HoldTimer(policy, surroundings).fire(timer, state);
            case Timer.PROBATION -> new Reactivation(policy, surroundings.slots()).fire(timer, state);
            default -> Optional.empty();
        };
    }

    /** The incidents that go on. */
    public Ledger incidents() {
        return surroundings.ledger();
    }

    @Override
    public void close() {
        rules.close();
    }

    private void remember(Event event, WorkingSet state) {
        AddressKey address = addressOf(event);
        History before = state.history(address);
        History after = switch (event.kind()) {
            case SENT -> sent(before, event, address, state);
            case OPENED, CLICKED -> before.engaged(event.at());
            case ACTIVITY ->
                new Reactivation(policy, surroundings.slots()).seen(event, address, before.active(event.at()), state);
            case SUBSCRIBED -> subscribed(before, event);
            case UNSUBSCRIBED ->
                before.status() == SubscriberStatus.SUBSCRIBED
                        ? before.status(SubscriberStatus.UNSUBSCRIBED, event.at(), null)
                        : before;
            default -> before;
        };
        if (!after.equals(before)) {
            state.history(address, after);
        }
    }

    /** Whoever is mailed is known from then on: shares of the known addresses count from them. */
    private History sent(History before, Event event, AddressKey address, WorkingSet state) {
        surroundings.watch().sent(event, address.domain());
        state.memo().watched(null);
        if (event.message() != null) {
            MessageKey message = new MessageKey(address, event.message());
            if (!state.knows(message)) {
                state.message(message, MessageState.NONE);
            }
        }
        return before.since() == null ? before.status(SubscriberStatus.SUBSCRIBED, event.at(), null) : before;
    }

    /** A new sign-up ends an unsubscription; it is no evidence that a dead, complaining or suppressed address may be mailed. */
    private static History subscribed(History before, Event event) {
        boolean wantsBack = before.status() == SubscriberStatus.UNSUBSCRIBED || before.since() == null;
        return wantsBack ? before.status(SubscriberStatus.SUBSCRIBED, event.at(), null) : before;
    }
}
