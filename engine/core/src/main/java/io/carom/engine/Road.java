package io.carom.engine;

import io.carom.api.CampaignContext;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.api.ServerContext;
import io.carom.engine.ask.LookUps;
import io.carom.engine.decide.Amendment;
import io.carom.engine.decide.Decider;
import io.carom.engine.decide.Surroundings;
import io.carom.engine.decide.WorkingSet;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.json.EventId;
import io.carom.engine.json.EventJson;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicySettings;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.Before;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.Journal;
import io.carom.spi.Known;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.Timer;
import io.carom.spi.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The road itself: takes a batch of inputs in order, decides each and commits them together. Everything walks it: live mail, imports,
 * simulation and tests differ in journal and policy only. For one thread at a time.
 */
public final class Road implements Amending, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Road.class);
    private static final int TIMERS_AT_ONCE = 500;
    private static final Comparator<Timer> IN_ORDER =
            Comparator.comparing(Timer::due).thenComparing(Timer::address).thenComparing(Timer::kind);
    /** When the next timer is due has to be asked. */
    private static final Instant UNKNOWN = Instant.MIN;

    private final Journal journal;
    private final String scope;
    private final boolean host;
    private final boolean text;
    private final RecentlyKnown memory;
    private final Remembered remembered;
    private Turn.Position seen;
    private Surroundings surroundings;
    private Policy policy;
    private Decider decider;
    private @Nullable LookUps lookUps;
    private @Nullable Instant nextTimer;
    private boolean stale;
    private Witness witness = Witness.NONE;

    /**
     * A road into {@code journal}, to which others may write, too: each batch is a turn.
     *
     * @param scope the tenant; empty where there is one
     * @param host whether there is a host to carry out actions
     * @param cached how many addresses and messages are kept in memory
     */
    public Road(Policy policy, Journal journal, String scope, boolean host, int cached) {
        this(policy, journal, scope, host, cached, null);
    }

    /** Likewise, with shares and caps that are {@code known} already; null rebuilds them from the journal. */
    public Road(Policy policy, Journal journal, String scope, boolean host, int cached, @Nullable Surroundings known) {
        this.policy = policy;
        this.journal = journal;
        this.scope = scope;
        this.host = host;
        this.text = journal.keepsText();
        this.memory = new RecentlyKnown(journal, cached);
        this.remembered = new Remembered(journal, scope);
        this.seen = standing();
        this.surroundings = known != null ? known : remembered.rebuild(policy.settings(), seen.last());
        this.decider = open(policy);
        this.nextTimer = UNKNOWN;
    }

    /** Where the journal stands at this moment. */
    private Turn.Position standing() {
        try (Turn turn = journal.turn()) {
            return turn.position();
        }
    }

    /** Reads anew what is kept in memory only. It may take a while, so nobody waits for it: what comes meanwhile is learnt later. */
    private void rebuild(PolicySettings settings) {
        Turn.Position now = standing();
        if (!now.equals(seen)) {
            memory.forget();
        }
        nextTimer = UNKNOWN;
        surroundings = remembered.rebuild(settings, now.last());
        seen = now;
        stale = false;
    }

    private Decider open(Policy by) {
        return new Decider(
                by,
                scope,
                surroundings,
                (rule, event, why) -> LOG.warn("rule {} was cut off on event {}: {}", rule, event, why));
    }

    /** Decides under another policy from the next batch on. The old one is not closed. */
    public void use(Policy next) {
        PolicySettings then = policy.settings();
        boolean others = !next.settings().alerts().equals(then.alerts())
                || !next.settings().caps().equals(then.caps());
        if (stale || others) {
            rebuild(next.settings());
        }
        Decider opened = open(next);
        decider.close();
        decider = opened;
        policy = next;
    }

    /** Lets somebody see each fact before each phase, until the policy changes. */
    public void observe(Decider.Observer observer) {
        decider.observe(observer);
    }

    /** Lets somebody count what is committed. */
    void witness(Witness by) {
        witness = by;
    }

    /** Asks the host what the journal does not know; null asks nobody, which is how it is until this is called. */
    public void ask(@Nullable LookUps asked) {
        lookUps = asked;
    }

    /** The policy that decides. */
    public Policy policy() {
        return policy;
    }

    /**
     * Decides and records a batch.
     *
     * @return what became of each input, in order
     * @throws io.carom.api.JournalException when the journal refused; then nothing of the batch is recorded, and it may be taken again
     */
    public List<Receipt> take(List<? extends Input> inputs) {
        List<Input> identified = new ArrayList<>(inputs.size());
        for (Input input : inputs) {
            identified.add(input instanceof Event event ? EventId.identified(event) : input);
        }
        if (lookUps != null) {
            lookUps.prepare(identified, decider::addressOf);
        }
        return inTurn(turn -> {
            WorkingSet state = new WorkingSet(known(identified), host, identified.size());
            List<Receipt> receipts = new ArrayList<>(inputs.size());
            for (Input input : identified) {
                receipts.add(one(input, state));
            }
            commit(turn, state);
            return receipts;
        });
    }

    /** Fires the timers due at or before {@code now} and records what they decide. */
    public List<Decision> fireTimers(Instant now) {
        return inTurn(turn -> {
            List<Decision> fired = new ArrayList<>();
            WorkingSet state = new WorkingSet(known(List.of()), host);
            fire(now, state, fired);
            surroundings.ledger().advance(now);
            commit(turn, state);
            return fired;
        });
    }

    /** Does {@code work} while nobody else decides, knowing what others have done until now. */
    private <T> T inTurn(Function<Turn, T> work) {
        if (stale) {
            use(policy);
        }
        Turn taken = journal.turn();
        try (taken) {
            learn(taken);
            return work.apply(taken);
        } catch (RuntimeException e) {
            // What is in memory may have changed already; and a lost connection may hide a commit that went through
            forget();
            throw e;
        }
    }

    /** What others have recorded or changed since this road's last turn. */
    private void learn(Turn turn) {
        Turn.Position now = turn.position();
        if (now.equals(seen)) {
            return;
        }
        if (now.byHand() != seen.byHand()) {
            memory.forget();
        } else if (now.contexts() != seen.contexts()) {
            memory.forgetContexts();
        }
        if (now.last() != seen.last()) {
            turn.missed(seen, recorded -> {
                AddressKey address = AddressKey.of(scope, recorded.row().recipient());
                memory.forget(
                        address,
                        Remembered.event(recorded.row()).map(Event::message).orElse(null));
                remembered.again(recorded, surroundings, policy.settings());
                return true;
            });
        }
        surroundings.ledger().refresh();
        nextTimer = UNKNOWN;
        seen = now;
    }

    /** Does what a person asks for, and commits it as a batch of its own. */
    @Override
    public <T> T amend(String tenant, Function<Amendment, T> work) {
        return inTurn(turn -> {
            WorkingSet state = new WorkingSet(known(List.of()), host);
            T result = work.apply(new Amendment(state, memory::load, tenant, surroundings.ledger()));
            commit(turn, state);
            return result;
        });
    }

    private Receipt one(Input input, WorkingSet state) {
        if (input instanceof ServerContext server) {
            state.server(server);
            return new Receipt(Optional.empty(), List.of(), true, null);
        }
        if (input instanceof CampaignContext campaign) {
            state.campaign(campaign);
            return new Receipt(Optional.empty(), List.of(), true, null);
        }
        Event event = decider.proved((Event) input, state);
        List<Decision> timers = new ArrayList<>(0);
        fire(event.at(), state, timers);
        boolean repeated = state.recordedBefore(String.valueOf(event.id()));
        History before = state.history(decider.addressOf(event));
        if (lookUps != null && !repeated) {
            event = decider.informed(event, lookUps, state);
        }
        Optional<Decision> decision = decider.decide(event, repeated, state);
        if (!repeated) {
            state.record(new Entry(
                    event,
                    text ? EventJson.write(event) : "",
                    decision.orElse(null),
                    decision.map(this::written).orElse(null),
                    scope,
                    decision.map(made -> before(made, before)).orElse(null),
                    state.memo().take()));
        }
        return new Receipt(decision, timers, !repeated, event.proof());
    }

    private static @Nullable Before before(Decision decision, History history) {
        return decision.subscriber() == null ? null : new Before(history, null);
    }

    private String written(Decision decision) {
        return text ? DecisionJson.write(decision) : "";
    }

    private void fire(Instant until, WorkingSet state, List<Decision> fired) {
        while (true) {
            List<Timer> due = due(until, state);
            if (due.isEmpty()) {
                state.timersFired(until);
                return;
            }
            state.learn(historiesOf(due.stream().map(Timer::address).toList()));
            for (Timer timer : due) {
                History before = state.history(timer.address());
                Optional<Decision> decision = decider.fire(timer, state);
                decision.ifPresent(made -> {
                    fired.add(made);
                    state.record(new Entry(
                            null,
                            null,
                            made,
                            written(made),
                            scope,
                            before(made, before),
                            state.memo().take()));
                });
            }
        }
    }

    /** Timers that this batch has set or the journal holds, unless this batch has cleared or replaced them. */
    private List<Timer> due(Instant until, WorkingSet state) {
        List<Timer> due = state.timersDue(until);
        if (UNKNOWN.equals(nextTimer)) {
            nextTimer = journal.nextTimer().orElse(null);
        }
        boolean waiting = nextTimer != null && !nextTimer.isAfter(until);
        if (due.isEmpty() && !waiting) {
            return due;
        }
        due = new ArrayList<>(due);
        if (waiting) {
            List<Timer> stored = journal.timersDue(until, TIMERS_AT_ONCE + state.timersChanged());
            for (Timer timer : stored) {
                if (!state.supersedes(timer)) {
                    due.add(timer);
                }
            }
        }
        due.sort(IN_ORDER);
        // Those behind the last stored one may not be the next: it matters not whether they are in the journal already
        return due.size() > TIMERS_AT_ONCE ? due.subList(0, TIMERS_AT_ONCE) : due;
    }

    private Known known(List<Input> inputs) {
        int room = inputs.size() + inputs.size() / 2;
        Set<String> events = new HashSet<>(room);
        Set<AddressKey> addresses = new HashSet<>(room);
        Set<MessageKey> asked = new HashSet<>(room);
        Set<String> serverIds = new HashSet<>(0);
        Set<String> campaignIds = new HashSet<>(0);
        for (Input input : inputs) {
            if (input instanceof Event event) {
                AddressKey address = decider.addressOf(event);
                events.add(String.valueOf(event.id()));
                addresses.add(address);
                if (event.message() != null) {
                    asked.add(new MessageKey(address, event.message()));
                }
                if (event.server() != null) {
                    serverIds.add(event.server());
                }
                if (event.campaign() != null) {
                    campaignIds.add(event.campaign());
                }
            }
        }
        return memory.load(new Lookup(events, addresses, asked, serverIds, campaignIds));
    }

    private Map<AddressKey, History> historiesOf(Collection<AddressKey> addresses) {
        return memory.load(new Lookup(Set.of(), new HashSet<>(addresses), Set.of(), Set.of(), Set.of()))
                .histories();
    }

    private void commit(Turn turn, WorkingSet state) {
        surroundings.ledger().drain().forEach(state::aside);
        if (state.isEmpty()) {
            return;
        }
        Batch batch = state.toBatch();
        long begun = System.nanoTime();
        turn.commit(batch);
        witness.committed(batch.entries().size(), Duration.ofNanos(System.nanoTime() - begun));
        seen = turn.position();
        memory.committed(batch);
        if (!batch.timers().isEmpty() || !batch.cleared().isEmpty()) {
            nextTimer = UNKNOWN;
        }
    }

    /** Forgets what is cached, so that the journal is asked again. */
    public void forget() {
        memory.forget();
        nextTimer = UNKNOWN;
        stale = true;
    }

    @Override
    public void close() {
        decider.close();
    }
}
