package io.carom.engine.undo;

import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.api.InputException;
import io.carom.engine.alert.Watch;
import io.carom.engine.alert.WatchSettings;
import io.carom.engine.decide.BlastRadius;
import io.carom.engine.decide.Decider;
import io.carom.engine.decide.Surroundings;
import io.carom.engine.decide.WorkingSet;
import io.carom.engine.incident.Ledger;
import io.carom.engine.json.EventJson;
import io.carom.engine.policy.Policy;
import io.carom.spi.Backstory;
import io.carom.spi.Journal;
import io.carom.spi.Known;
import io.carom.spi.LogRow;
import io.carom.spi.Lookup;
import io.carom.spi.StatusChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides events of the past again under today's policy, each with the history as it was and the earlier reports about its message; in
 * memory, one by one, so that no share and no cap of one case has a say in another. The rules stay open from one case to the next: to be closed. For one thread.
 */
final class Redecision implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Redecision.class);

    private final Policy policy;
    private final Journal journal;
    private @Nullable Decider decider;
    private String scope = "";

    Redecision(Policy policy, Journal journal) {
        this.policy = policy;
        this.journal = journal;
    }

    /** What would be decided today instead of {@code change}. */
    Today today(StatusChange change, @Nullable Backstory story) {
        if (story == null || story.origin() == null || story.before() == null) {
            return Today.unknown("too little of it is recorded");
        }
        Optional<Event> event = event(story.origin());
        if (event.isEmpty()) {
            return Today.unknown("its event is not recorded");
        }
        List<Event> earlier = new ArrayList<>();
        story.earlier().forEach(json -> read(json, "journal").ifPresent(earlier::add));
        WorkingSet state = new WorkingSet(contexts(event.get()), false);
        Decider deciding = alone(change.address().scope());
        earlier.forEach(report -> deciding.decide(report, false, state));
        state.history(change.address(), story.before().history());
        Optional<Decision> decision = deciding.decide(event.get(), false, state);
        return decision.map(made -> Today.of(made, change.to()))
                .orElseGet(() -> Today.unknown("the event gives no decision"));
    }

    /** The policy in surroundings where nothing has happened yet. */
    private Decider alone(String tenant) {
        Surroundings fresh = new Surroundings(
                new Watch(WatchSettings.NONE),
                new BlastRadius(domain -> 0L),
                new Ledger(tenant, null, WatchSettings.NONE));
        Decider open = decider;
        if (open != null && scope.equals(tenant)) {
            open.among(fresh);
            return open;
        }
        close();
        Decider opened = new Decider(policy, tenant, fresh, Redecision::cutOff);
        decider = opened;
        scope = tenant;
        return opened;
    }

    @Override
    public void close() {
        if (decider != null) {
            decider.close();
            decider = null;
        }
    }

    private static void cutOff(String rule, String event, String why) {
        LOG.warn("rule {} was cut off on event {}: {}", rule, event, why);
    }

    private static Optional<Event> event(LogRow origin) {
        return origin.eventJson() == null ? Optional.empty() : read(origin.eventJson(), "journal:" + origin.seq());
    }

    private static Optional<Event> read(String json, String place) {
        try {
            Input input = EventJson.read(json, place);
            return input instanceof Event event ? Optional.of(event) : Optional.empty();
        } catch (InputException e) {
            LOG.debug("a recorded event is none any more", e);
            return Optional.empty();
        }
    }

    /** The server and campaign that the event names, as they are configured now. */
    private Known contexts(Event event) {
        if (event.server() == null && event.campaign() == null) {
            return new Known(Set.of(), Map.of(), Map.of(), Map.of(), Map.of());
        }
        Known known = journal.load(new Lookup(
                Set.of(),
                Set.of(),
                Set.of(),
                event.server() == null ? new HashSet<>() : Set.of(event.server()),
                event.campaign() == null ? new HashSet<>() : Set.of(event.campaign())));
        return new Known(Set.of(), Map.of(), Map.of(), known.servers(), known.campaigns());
    }
}
