package io.carom.engine.simulate;

import io.carom.api.CampaignContext;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.ServerContext;
import io.carom.engine.alert.Watch;
import io.carom.engine.alert.WatchSettings;
import io.carom.engine.decide.BlastRadius;
import io.carom.engine.decide.Decider;
import io.carom.engine.decide.Surroundings;
import io.carom.engine.decide.WorkingSet;
import io.carom.engine.incident.Ledger;
import io.carom.engine.policy.Policy;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.History;
import io.carom.spi.Known;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for the branches of single addresses that other seeds have drawn. What reaches beyond one address, alerts and caps, they do not
 * have: those are the main walk's. For one thread.
 */
final class Forks implements AutoCloseable {
    private final Decider decider;
    private final LaneJournal contexts;

    /** Under {@code policy}, with the servers and campaigns of {@code contexts}. */
    Forks(Policy policy, LaneJournal contexts) {
        this.contexts = contexts;
        this.decider = new Decider(
                policy,
                "",
                new Surroundings(
                        new Watch(WatchSettings.NONE),
                        new BlastRadius(domain -> Long.MAX_VALUE),
                        new Ledger("", null, WatchSettings.NONE)),
                (rule, event, why) -> {});
    }

    /** The decision about an event in a branch, or null. */
    @Nullable
    Decision take(Branch branch, AddressKey address, Event event) {
        WorkingSet state = state(branch, address, event);
        fire(branch, event.at(), state);
        Optional<Decision> decision = decider.decide(decider.proved(event, state), false, state);
        apply(branch, address, state.toBatch());
        return decision.orElse(null);
    }

    /** The end of a hold that is due by {@code until}. */
    void fire(Branch branch, AddressKey address, Instant until) {
        if (branch.hold != null && !branch.hold.due().isAfter(until)) {
            WorkingSet state = new WorkingSet(
                    new Known(Set.of(), Map.of(address, branch.place.history()), Map.of(), Map.of(), Map.of()), false);
            fire(branch, until, state);
            apply(branch, address, state.toBatch());
        }
    }

    private void fire(Branch branch, Instant until, WorkingSet state) {
        Timer hold = branch.hold;
        if (hold != null && !hold.due().isAfter(until)) {
            branch.hold = null;
            decider.fire(hold, state);
        }
    }

    private WorkingSet state(Branch branch, AddressKey address, Event event) {
        MessageState message = event.message() == null ? null : branch.place.message(event.message());
        ServerContext server = contexts.server(event.server());
        CampaignContext campaign = contexts.campaign(event.campaign());
        History history = branch.place.history();
        return new WorkingSet(
                new Known(
                        Set.of(),
                        Map.of(address, history),
                        event.message() == null || message == null
                                ? Map.of()
                                : Map.of(new MessageKey(address, event.message()), message),
                        server == null ? Map.of() : Map.of(server.id(), server),
                        campaign == null ? Map.of() : Map.of(campaign.id(), campaign)),
                false);
    }

    private static void apply(Branch branch, AddressKey address, Batch batch) {
        History history = batch.histories().get(address);
        if (history != null) {
            branch.place.history(history);
        }
        batch.messages().forEach((key, state) -> branch.place.message(key.message(), state));
        if (!batch.cleared().isEmpty()) {
            branch.hold = null;
        }
        if (!batch.timers().isEmpty()) {
            branch.hold = batch.timers().get(batch.timers().size() - 1);
        }
    }

    @Override
    public void close() {
        decider.close();
    }
}
