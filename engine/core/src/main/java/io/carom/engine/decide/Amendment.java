package io.carom.engine.decide;

import io.carom.api.Decision;
import io.carom.engine.incident.HeldEnd;
import io.carom.engine.incident.Ledger;
import io.carom.engine.json.DecisionJson;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Aside;
import io.carom.spi.Before;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.Known;
import io.carom.spi.Lookup;
import io.carom.spi.Outgoing;
import io.carom.spi.Timer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a person's act changes within one commit. Made by a {@link io.carom.engine.Amending}. For one thread, one commit. */
public final class Amendment {
    private final WorkingSet state;
    private final Function<Lookup, Known> journal;
    private final String scope;
    private final Ledger incidents;

    /**
     * Over {@code state}, which is filled from {@code journal}; rows are recorded for {@code scope}, whose {@code incidents} wait for what
     * is held.
     */
    public Amendment(WorkingSet state, Function<Lookup, Known> journal, String scope, Ledger incidents) {
        this.incidents = incidents;
        this.state = state;
        this.journal = journal;
        this.scope = scope;
    }

    /** Reads the histories of these addresses; others are as if never heard of. */
    public void learn(Collection<AddressKey> addresses) {
        Lookup lookup = new Lookup(Set.of(), new HashSet<>(addresses), Set.of(), Set.of(), Set.of());
        state.learn(journal.apply(lookup).histories());
    }

    /** Whether an address that was learnt has been heard of. */
    public boolean knows(AddressKey address) {
        return state.knows(address);
    }

    /** The history of an address that was learnt, with what this commit has changed. */
    public History history(AddressKey address) {
        return state.history(address);
    }

    /**
     * Gives an address another history and records the decision behind it.
     *
     * @param undone what the decision undoes, or null
     */
    public void change(AddressKey address, History after, Decision decision, Before.@Nullable Undone undone) {
        Before before = new Before(state.history(address), undone);
        if (before.history().hold() != null && after.hold() == null) {
            state.clearTimer(address, Timer.HOLD);
            incidents.ended(before.history().hold().incident(), HeldEnd.ALIVE, decision.at());
        }
        state.history(address, after);
        state.record(new Entry(null, null, decision, DecisionJson.write(decision), scopeOf(address), before));
    }

    /**
     * Ends a change that is held because its cause reached too far: carries it out unless there was a sign of life, or gives it up, and
     * records the decision. Empty when nothing of the kind is held any more.
     *
     * @param policy who decides: a policy's digest, or {@code operator}
     */
    public Optional<Decision> endHold(AddressKey address, HeldEnd how, Act act, String policy) {
        History before = state.history(address);
        Optional<Decision> decision = new HoldEnd(policy, incidents).byHand(address, how, act, state);
        decision.ifPresent(made -> state.record(new Entry(
                null,
                null,
                made,
                DecisionJson.write(made),
                scopeOf(address),
                made.subscriber() == null ? null : new Before(before, null))));
        return decision;
    }

    private String scopeOf(AddressKey address) {
        return address.scope().isEmpty() ? scope : address.scope();
    }

    /** The incidents that go on; what changes of them is written with this commit. */
    public Ledger incidents() {
        return incidents;
    }

    /** Puts an action into the outbox, behind those about the same address; where there is no host, nowhere. */
    public void send(Outgoing action) {
        state.send(action);
    }

    /** Writes something else with the commit. */
    public void aside(Aside aside) {
        state.aside(aside);
    }

    /** Takes a timer away. */
    public void clearTimer(AddressKey address, String kind) {
        state.clearTimer(address, kind);
    }
}
