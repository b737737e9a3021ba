package io.carom.engine.simulate;

import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import io.carom.api.RegisteredDomain;
import io.carom.engine.Receipt;
import io.carom.engine.policy.Policy;
import io.carom.spi.AddressKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads two policies through one history, each with history, windows, caps and timers of its own, and compares what they decide. The
 * events' times are the only clock; no store, host or network is touched. Takes events one by one and keeps none, so that a history may
 * be longer than memory. For one thread. The policies stay open.
 */
public final class Simulation implements AutoCloseable {
    private static final int AT_ONCE = 256;
    private static final int MOST_DOMAINS = 100_000;

    private final Lane baseline;
    private final Lane candidate;
    private final SimulationSettings settings;
    private final Following following = new Following();
    private final OutcomeModel model;
    private final Difference difference;
    private final @Nullable ExecutorService second;
    private final List<Item> batch = new ArrayList<>(AT_ONCE);
    private final Set<String> touched = new HashSet<>();
    private final Map<String, String> registered = new HashMap<>();
    private @Nullable Instant from;
    private @Nullable Instant to;
    private long events;
    private long sent;
    private long taken;
    private Consumer<Decision> watcher = unwatched -> {};

    private record Item(Input input, String address, boolean both) {}

    private Simulation(Policy baseline, Policy candidate, SimulationSettings settings) {
        this.baseline = new Lane(baseline);
        this.candidate = new Lane(candidate);
        this.settings = settings;
        this.model = new OutcomeModel(settings.seed());
        this.difference = new Difference(settings.samples());
        this.second = settings.parallel()
                ? Executors.newSingleThreadExecutor(work -> {
                    Thread thread = new Thread(work, "carom-candidate");
                    thread.setDaemon(true);
                    return thread;
                })
                : null;
    }

    /** A simulation of {@code candidate} against {@code baseline}, which the history was recorded under. */
    public static Simulation of(Policy baseline, Policy candidate, SimulationSettings settings) {
        return new Simulation(baseline, candidate, settings);
    }

    /** Leads both policies through the whole of {@code history}. */
    public static SimulationReport run(
            Policy baseline, Policy candidate, Iterator<? extends Input> history, SimulationSettings settings) {
        try (Simulation simulation = of(baseline, candidate, settings)) {
            while (history.hasNext()) {
                simulation.take(history.next());
            }
            return simulation.report();
        }
    }

    /** Shows each decision of the baseline, in the order in which a journal would record them. */
    public void watchBaseline(Consumer<Decision> sink) {
        watcher = sink;
    }

    /** Takes the next event or context line, in the order of the history. */
    public void take(Input input) {
        settings.progress().accept(++taken);
        if (!(input instanceof Event event)) {
            batch.add(new Item(input, "", true));
            return;
        }
        events++;
        sent += event.kind() == EventKind.SENT ? 1 : 0;
        from = from == null || event.at().isBefore(from) ? event.at() : from;
        to = to == null || event.at().isAfter(to) ? event.at() : to;
        String address = Lane.key(event.recipient());
        if (following.isDue(event.at())) {
            flush();
            model(event.at());
        }
        boolean timer = baseline.timerDue(event.at()) || candidate.timerDue(event.at());
        if (timer || batch.size() >= AT_ONCE || touched.contains(address)) {
            flush();
        }
        boolean stopped = candidate.isOut(address) && !baseline.isOut(address);
        batch.add(new Item(event, address, settings.asRecorded() || following.meets(event, address, stopped)));
        if (!harmless(event.kind())) {
            touched.add(address);
        }
        if (timer) {
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
            if (item.both()) {
                met.add(item.input());
            }
        }
        List<Receipt> ofCandidate;
        List<Receipt> ofBaseline;
        if (second == null) {
            ofCandidate = candidate.take(met);
            ofBaseline = baseline.take(all);
        } else {
            CompletableFuture<List<Receipt>> future = CompletableFuture.supplyAsync(() -> candidate.take(met), second);
            ofBaseline = baseline.take(all);
            ofCandidate = joined(future);
        }
        int next = 0;
        for (int i = 0; i < batch.size(); i++) {
            Item item = batch.get(i);
            compare(item, ofBaseline.get(i), item.both() ? ofCandidate.get(next++) : null);
        }
        batch.clear();
        touched.clear();
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

    private void compare(Item item, Receipt one, @Nullable Receipt other) {
        timers(one, baseline, false);
        if (other != null) {
            timers(other, candidate, true);
        }
        if (!(item.input() instanceof Event event)) {
            return;
        }
        String domain = domain(item.address());
        // A repetition of a recorded event is no news for the one, the other or the model
        Decision first = one.recorded() ? one.decision().orElse(null) : null;
        Decision second = other != null && other.recorded() ? other.decision().orElse(null) : null;
        if (event.kind() == EventKind.DELIVERY && one.recorded()) {
            baseline.delivered(item.address());
            candidate.delivered(item.address());
        }
        baseline.notice(event, item.address());
        if (other != null) {
            candidate.notice(event, item.address());
        }
        if (first != null) {
            baseline.count(first);
            watcher.accept(first);
            String message = Following.message(event, item.address());
            if (message != null) {
                model.learn(message, event, first, domain);
            }
        }
        if (second != null) {
            candidate.count(second);
        }
        if (first != null && second != null) {
            difference.compare(event, domain, first, second);
            if (!settings.asRecorded()) {
                following.decided(event, item.address(), domain, first, second);
            }
        }
    }

    private void timers(Receipt receipt, Lane lane, boolean ofCandidate) {
        for (Decision fired : receipt.timers()) {
            lane.count(fired);
            if (!ofCandidate) {
                watcher.accept(fired);
            }
            difference.timer(fired, ofCandidate);
        }
    }

    /** Makes the candidate's own retries that are due by now; one may follow from another. */
    private void model(Instant until) {
        Following.Retry retry = following.due(until);
        while (retry != null) {
            if (!candidate.isOut(retry.address())) {
                attempt(retry);
            }
            retry = following.due(until);
        }
    }

    private void attempt(Following.Retry retry) {
        Event failed = retry.failed();
        Integer attempt = failed.attempt() == null ? null : failed.attempt() + 1;
        String key = retry.message() + " " + retry.at();
        boolean success = model.succeeds(key, retry.reason(), retry.domain(), failed.at(), retry.at());
        Event.Builder event = Event.of(success ? EventKind.DELIVERY : EventKind.BOUNCE, retry.at(), failed.recipient())
                .id("modelled " + key)
                .message(failed.message())
                .attempt(attempt)
                .campaign(failed.campaign())
                .list(failed.list())
                .subscriber(failed.subscriber())
                .server(failed.server())
                .sendingIp(failed.sendingIp())
                .remoteMta(failed.remoteMta())
                .source(failed.source())
                .proof(failed.proof());
        if (!success) {
            event.reply(failed.reply())
                    .replyCode(failed.replyCode())
                    .status(failed.status())
                    .diagnostic(failed.diagnostic())
                    .bounceType(failed.bounceType())
                    .reason(failed.reason());
        }
        Event made = event.build();
        Receipt receipt = candidate.take(List.of(made)).get(0);
        timers(receipt, candidate, true);
        receipt.decision().ifPresent(decision -> {
            candidate.count(decision);
            following.retry(retry.message(), made, retry.address(), retry.domain(), decision);
        });
    }

    private String domain(String address) {
        String whole = new AddressKey("", address).domain();
        String known = registered.get(whole);
        if (known == null) {
            known = RegisteredDomain.of(whole);
            if (registered.size() < MOST_DOMAINS) {
                registered.put(whole, known);
            }
        }
        return known;
    }

    /** What the whole history came to; nothing can be taken afterwards. */
    public SimulationReport report() {
        flush();
        if (to != null) {
            model(to);
        }
        difference.finish();
        return new Reporting(baseline, candidate, difference, following, model, settings.seed(), this::domain)
                .report(events, sent, from, to);
    }

    @Override
    public void close() {
        if (second != null) {
            second.shutdown();
        }
        baseline.close();
        candidate.close();
    }
}
