package io.carom.engine.decide;

import io.carom.api.Decision;
import io.carom.engine.json.DecisionJson;
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
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a person's act changes within one commit. Made by a {@link io.carom.engine.Amending}. For one thread, one commit. */
public final class Amendment {
    private final WorkingSet state;
    private final Function<Lookup, Known> journal;
    private final String scope;

    /** Over {@code state}, which is filled from {@code journal}; rows are recorded for {@code scope}. */
    public Amendment(WorkingSet state, Function<Lookup, Known> journal, String scope) {
        this.state = state;
        this.journal = journal;
        this.scope = scope;
    }

    /** Reads the histories of these addresses; others are as if never heard of. */
    public void learn(Collection<AddressKey> addresses) {
        Lookup lookup = new Lookup(Set.of(), new HashSet<>(addresses), Set.of(), Set.of(), Set.of());
        state.learn(journal.apply(lookup).histories());
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
        }
        state.history(address, after);
        state.record(new Entry(null, null, decision, DecisionJson.write(decision), scopeOf(address), before));
    }

    private String scopeOf(AddressKey address) {
        return address.scope().isEmpty() ? scope : address.scope();
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
