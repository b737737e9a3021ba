package io.carom.engine.simulate;

import io.carom.api.CampaignContext;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import io.carom.api.RegisteredDomain;
import io.carom.engine.Receipt;
import io.carom.engine.alert.Watch;
import io.carom.engine.json.EventId;
import io.carom.engine.policy.Policy;
import io.carom.spi.AddressKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The walk of both policies through one history, in batches of events that do not depend on each other's decisions. For one thread; the
 * candidate may decide on another one meanwhile.
 */
final class Walk implements AutoCloseable {
    /** Takes no cases. */
    static final Consumer<Case> NOBODY = unwatched -> {};

    private static final int AT_ONCE = 512;
    /** Below that handing over costs more than it saves. */
    private static final int WORTH_ANOTHER_THREAD = 24;

    private static final int MOST_DOMAINS = 100_000;

    private final Policy candidatePolicy;
    private final Lane baseline;
    private @Nullable Lane candidate;
    private @Nullable OtherWay other;
    private final Watch warmedWatch;
    private final SimulationSettings settings;
    private final OutcomeModel model;
    private final Difference difference;
    private final @Nullable ExecutorService second;
    private final List<Item> batch = new ArrayList<>(AT_ONCE);
    private final Set<String> touched = new HashSet<>();
    private final Seen seen = new Seen();
    private Set<String> repeated = Set.of();
    private final Map<String, String> registered = new HashMap<>();
    private @Nullable Instant from;
    private @Nullable Instant to;
    private long events;
    private long warmed;
    private long sent;
    private Consumer<Decision> watcher = unwatched -> {};

    /** An input with what the candidate meets of it, and whether the baseline wrote to its address no more. */
    private record Item(
            Input input,
            String address,
            @Nullable Input met,
            boolean baselineOut,
            @Nullable Followed followed) {}

    Walk(Policy baseline, Policy candidate, SimulationSettings settings, @Nullable ExecutorService second) {
        this.baseline = new Lane(baseline);
        this.candidatePolicy = candidate;
        this.warmedWatch = new Watch(candidate.settings().alerts());
        this.settings = settings;
        this.model = new OutcomeModel(settings.seed());
        this.difference = new Difference(settings.samples(), settings.cases(), settings.wanted());
        this.second = second;
        this.baseline.counting(settings.from() == null);
        if (settings.from() == null) {
            begin();
        }
    }

    /** From here on the candidate decides, too: from what the baseline remembers. */
    private void begin() {
        Lane lane = baseline.from(candidatePolicy, warmedWatch);
        candidate = lane;
        other = new OtherWay(baseline, lane, model, settings.seed(), this::domain, fired -> timer(fired, lane, true));
        baseline.counting(true);
    }

    void watchBaseline(Consumer<Decision> sink) {
        watcher = sink;
    }

    void take(Input input) {
        if (!(input instanceof Event given)) {
            batch.add(new Item(input, "", input, false, null));
            return;
        }
        Event event = EventId.identified(given);
        if (candidate == null) {
            if (settings.from() != null && event.at().isBefore(settings.from())) {
                warm(event);
                return;
            }
            flush();
            begin();
        }
        events++;
        sent += event.kind() == EventKind.SENT ? 1 : 0;
        from = from == null || event.at().isBefore(from) ? event.at() : from;
        to = to == null || event.at().isAfter(to) ? event.at() : to;
        both(event, candidate(), other());
    }

    private void both(Event event, Lane lane, OtherWay way) {
        String address = Lane.key(event.recipient());
        if (way.isDue(event.at())) {
            flush();
            way.make(event.at());
        }
        boolean timer = baseline.timerDue(event.at()) || lane.timerDue(event.at());
        boolean again = !seen.add(String.valueOf(event.id()));
        if (timer || again || batch.size() >= AT_ONCE || touched.contains(address)) {
            flush();
        }
        if (again) {
            repeated = Set.of(String.valueOf(event.id()));
        }
        boolean out = baseline.isOut(address);
        boolean stopped = !settings.asRecorded() && !out && lane.isOut(address);
        Followed followed = settings.asRecorded() ? null : way.followed(event, address, stopped);
        Event met = followed == null ? event : way.meet(followed, event, stopped);
        batch.add(new Item(event, address, met, out, followed));
        if (!harmless(event.kind())) {
            touched.add(address);
        }
        if (timer || again) {
            flush();
        }
    }

    private void warm(Event event) {
        warmed++;
        boolean again = !seen.add(String.valueOf(event.id()));
        if (again || batch.size() >= AT_ONCE) {
            flush();
        }
        if (again) {
            repeated = Set.of(String.valueOf(event.id()));
        }
        batch.add(new Item(event, Lane.key(event.recipient()), null, false, null));
        if (again) {
            flush();
        }
    }

    /** Whether such an event leaves open neither a retry nor a change of its address. */
    private static boolean harmless(EventKind kind) {
        return kind == EventKind.SENT
                || kind == EventKind.DELIVERY
                || kind == EventKind.OPENED
                || kind == EventKind.CLICKED;
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<Input> all = new ArrayList<>(batch.size());
        List<Input> met = new ArrayList<>(batch.size());
        for (Item item : batch) {
            all.add(item.input());
            if (item.met() != null) {
                met.add(item.met());
            }
        }
        Set<String> again = repeated;
        Lane lane = candidate;
        List<Receipt> ofCandidate = List.of();
        List<Receipt> ofBaseline;
        if (lane == null) {
            ofBaseline = baseline.take(all, again);
        } else if (second == null || batch.size() < WORTH_ANOTHER_THREAD) {
            ofCandidate = lane.take(met, again);
            ofBaseline = baseline.take(all, again);
        } else {
            CompletableFuture<List<Receipt>> future =
                    CompletableFuture.supplyAsync(() -> lane.take(met, again), second);
            ofBaseline = baseline.take(all, again);
            ofCandidate = joined(future);
        }
        int next = 0;
        for (int i = 0; i < batch.size(); i++) {
            Item item = batch.get(i);
            if (lane == null) {
                warmed(item, ofBaseline.get(i));
            } else {
                compare(item, ofBaseline.get(i), item.met() == null ? null : ofCandidate.get(next++), lane, other());
            }
        }
        batch.clear();
        touched.clear();
        repeated = Set.of();
    }

    private static List<Receipt> joined(CompletableFuture<List<Receipt>> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void warmed(Item item, Receipt one) {
        one.timers().forEach(fired -> {
            baseline.count(fired, false);
            watcher.accept(fired);
        });
        if (!(item.input() instanceof Event event) || !one.recorded()) {
            return;
        }
        Decision decision = one.decision().orElse(null);
        told(event, item.address(), decision);
        if (candidatePolicy.settings().trusts(event)) {
            watch(event, new AddressKey("", item.address()).domain(), decision);
        }
    }

    /** What the candidate's windows would hold had it been there from the beginning. */
    private void watch(Event event, String domain, @Nullable Decision decision) {
        if (event.kind() == EventKind.SENT) {
            warmedWatch.sent(event, domain);
        } else if (decision != null
                && !decision.duplicate()
                && (event.attempt() == null || event.attempt() == 1 || event.kind() != EventKind.BOUNCE)) {
            CampaignContext campaign = baseline.journal().campaign(event.campaign());
            warmedWatch.reported(
                    event,
                    domain,
                    decision.classification(),
                    campaign == null ? null : campaign.sent(),
                    campaign != null && campaign.firstSend());
        }
    }

    /** Takes in what the record and the baseline tell. */
    private void told(Event event, String address, @Nullable Decision decision) {
        if (event.kind() == EventKind.DELIVERY) {
            baseline.delivered(address);
        }
        baseline.notice(event, address);
        if (decision != null) {
            baseline.count(decision, false);
            watcher.accept(decision);
            if (event.message() != null) {
                model.learn(address + " " + event.message(), event, decision, domain(address));
            }
        }
    }

    private void compare(Item item, Receipt one, @Nullable Receipt met, Lane lane, OtherWay way) {
        one.timers().forEach(fired -> timer(fired, baseline, false));
        if (met != null) {
            met.timers().forEach(fired -> timer(fired, lane, true));
        }
        // A repetition of a recorded event is no news for the one, the other or the model
        if (!(item.input() instanceof Event event) || !one.recorded()) {
            return;
        }
        String address = item.address();
        Decision first = one.decision().orElse(null);
        Decision second = met != null && met.recorded() ? met.decision().orElse(null) : null;
        boolean drawn = item.followed() != null && item.followed().drawn;
        told(event, address, first);
        if (event.kind() == EventKind.DELIVERY) {
            lane.delivered(address);
        }
        if (met != null) {
            lane.notice(event, address);
        }
        if (second != null) {
            lane.count(second, drawn);
        }
        if (first != null && second != null) {
            difference.compare(event, domain(address), first, second, drawn);
        } else if (first != null) {
            difference.leftOut(event, first, drawn);
        }
        if (!settings.asRecorded()) {
            way.decided(item.followed(), event, address, item.baselineOut(), first, second);
        }
    }

    private void timer(Decision fired, Lane lane, boolean ofCandidate) {
        boolean drawn = other != null && other().isDrawn(Lane.key(fired.recipient()));
        lane.count(fired, drawn);
        if (!ofCandidate) {
            watcher.accept(fired);
        }
        difference.timer(fired, ofCandidate, drawn);
    }

    private Lane candidate() {
        if (candidate == null) {
            throw new IllegalStateException("the candidate has not begun");
        }
        return candidate;
    }

    private OtherWay other() {
        if (other == null) {
            throw new IllegalStateException("the candidate has not begun");
        }
        return other;
    }

    private String domain(String address) {
        String whole = address.substring(address.lastIndexOf('@') + 1);
        String known = registered.get(whole);
        if (known == null) {
            known = RegisteredDomain.of(whole);
            if (registered.size() < MOST_DOMAINS) {
                registered.put(whole, known);
            }
        }
        return known;
    }

    SimulationReport report() {
        flush();
        if (candidate == null) {
            begin();
        }
        OtherWay way = other();
        if (to != null) {
            way.make(to);
            way.finish(to);
        }
        difference.finish();
        return new Reporting(baseline, candidate(), difference, way, model, settings.seed(), this::domain)
                .report(new Reporting.Span(events, warmed, sent, from, to));
    }

    @Override
    public void close() {
        baseline.close();
        if (candidate != null) {
            candidate.close();
        }
        if (other != null) {
            other.close();
        }
    }
}
