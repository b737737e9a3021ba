package io.carom.engine.deliver;

import io.carom.api.CaromException;
import io.carom.engine.work.Worker;
import io.carom.spi.Tries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one receiver from one line: at least once, in order per address, again after a growing delay, through a breaker and never
 * faster than its pace. {@link #step} is for one thread at a time, {@link #figures} for any. Time is what its caller says, but for the
 * limit of a call.
 */
public final class Dispatcher<T> implements Worker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int AT_ONCE = 1_024;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final String name;
    private final Line<T> line;
    private final Carrier<T> carrier;
    private final DeliverySettings settings;
    private final ThreadPoolExecutor threads;
    private final Round.Calls calls;
    private final Deque<T> taken = new ArrayDeque<>();
    private @Nullable Breaker breaker;
    private volatile Figures figures = new Figures("closed", 0, 0, 0, 0);

    /**
     * How it goes. Immutable.
     *
     * @param breaker {@code closed}, {@code open} or {@code probing}
     * @param sent things that were handed over, each try counted
     * @param done things that are done
     * @param failed tries that failed and are made again
     * @param dead things that were given up
     */
    public record Figures(String breaker, long sent, long done, long failed, long dead) {}

    /** A dispatcher named {@code name} in logs and figures. */
    public Dispatcher(String name, Line<T> line, Carrier<T> carrier, DeliverySettings settings) {
        this.name = name;
        this.line = line;
        this.carrier = carrier;
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                settings.calls().parallel(),
                settings.calls().parallel(),
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "carom-" + name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        this.calls = new Round.Calls(threads);
    }

    @Override
    public String name() {
        return name;
    }

    /** How it goes. */
    public Figures figures() {
        return figures;
    }

    @Override
    public Step step(Instant now) {
        Breaker by = breaker(now);
        int free = settings.calls().parallel() - calls.stuckThreads();
        int allowed = free <= 0 ? 0 : Math.min(AT_ONCE, by.allowed(now));
        if (allowed == 0) {
            Duration rest = free <= 0 ? IDLE : by.rest(now);
            return new Step(0, taken.size(), rest.compareTo(IDLE) > 0 ? IDLE : rest);
        }
        if (taken.isEmpty()) {
            taken.addAll(line.take(now, allowed));
        } else {
            hold(now);
        }
        if (taken.isEmpty()) {
            return Step.idle(IDLE);
        }
        List<T> next = new ArrayList<>(Math.min(allowed, taken.size()));
        while (next.size() < allowed && !taken.isEmpty()) {
            next.add(taken.remove());
        }
        int done = round(next, free, now, by);
        return new Step(done, taken.size(), Duration.ZERO);
    }

    private Breaker breaker(Instant now) {
        Breaker known = breaker;
        if (known == null) {
            known = new Breaker(name, settings, now);
            breaker = known;
        }
        return known;
    }

    private int round(List<T> parcels, int free, Instant now, Breaker by) {
        List<T> sendable = new ArrayList<>(parcels.size());
        Set<Object> held = new HashSet<>();
        for (T parcel : parcels) {
            Object order = line.order(parcel);
            if (!calls.holds(order)) {
                sendable.add(parcel);
            } else if (held.add(order)) {
                failed(parcel, Answer.later("the call before has not come back"), now);
            }
        }
        if (sendable.isEmpty()) {
            return 0;
        }
        Round.Outcome<T> outcome = new Round<>(carrier, line::order, settings, calls, by.patience())
                .run(sendable, free, elapsed -> hold(now.plus(elapsed)));
        for (int i = outcome.left().size() - 1; i >= 0; i--) {
            taken.addFirst(outcome.left().get(i));
        }
        by.sent(outcome.results().size());
        return settle(outcome.results(), now, by);
    }

    /** A journal that cannot be reached ends the hold by itself: what is under way goes on, and is delivered again at worst. */
    private void hold(Instant now) {
        try {
            line.hold(now);
        } catch (CaromException e) {
            LOG.warn("{}: what is under way may be delivered twice: {}", name, e.getMessage());
        }
    }

    private int settle(List<Round.Result<T>> results, Instant now, Breaker by) {
        List<T> done = new ArrayList<>(results.size());
        int dead = 0;
        int failed = 0;
        Set<Object> behind = new HashSet<>();
        try {
            for (Round.Result<T> result : results) {
                Answer answer = result.answer();
                Instant at = now.plus(result.after());
                if (answer.kind() == Answer.Kind.LATER) {
                    failed++;
                    by.failed(at);
                } else {
                    by.succeeded(at);
                }
                if (answer.notBefore() != null) {
                    by.hold(at.plus(answer.notBefore()));
                }
                if (answer.kind() == Answer.Kind.DONE) {
                    done.add(result.parcel());
                }
            }
            // What is done is noted first: a failure gives back what is behind it
            line.settled(done, now);
            for (Round.Result<T> result : results) {
                if (result.answer().kind() != Answer.Kind.DONE) {
                    if (failed(result.parcel(), result.answer(), now.plus(result.after()))) {
                        dead++;
                    } else {
                        behind.add(line.order(result.parcel()));
                    }
                }
            }
        } catch (RuntimeException e) {
            // The journal knows what is left
            taken.clear();
            line.giveBack();
            throw e;
        }
        taken.removeIf(parcel -> behind.contains(line.order(parcel)));
        note(by, results.size(), done.size(), failed, dead);
        if (by.state() == Breaker.State.OPEN && !taken.isEmpty()) {
            taken.clear();
            line.giveBack();
        }
        return done.size() + dead;
    }

    private void note(Breaker by, int sent, int done, int failed, int dead) {
        Figures before = figures;
        String state = by.state().name().toLowerCase(Locale.ROOT);
        if (!state.equals(before.breaker()) && !state.equals("probing")) {
            LOG.warn("{}: the breaker is {}", name, state);
        }
        figures = new Figures(
                state, before.sent() + sent, before.done() + done, before.failed() + failed, before.dead() + dead);
    }

    /** Answers whether it was given up. */
    private boolean failed(T parcel, Answer answer, Instant at) {
        Tries before = line.tries(parcel);
        int failures = before.failures() + 1;
        Instant first = before.first() == null ? at : before.first();
        boolean tooOld = !first.plus(settings.tries().giveUpAfter()).isAfter(at) && failures > 1;
        boolean tooOften = settings.tries().giveUpTries() > 0
                && failures >= settings.tries().giveUpTries();
        if (answer.kind() == Answer.Kind.NEVER || tooOld || tooOften) {
            LOG.warn("{}: {} is given up after {} tries: {}", name, line.key(parcel), failures, answer.told());
            line.failed(parcel, answer.told(), at, null);
            return true;
        }
        Duration delay = settings.delay(line.key(parcel), failures);
        if (answer.notBefore() != null && answer.notBefore().compareTo(delay) > 0) {
            delay = answer.notBefore();
        }
        LOG.debug("{}: {} failed: {}", name, line.key(parcel), answer.told());
        line.failed(parcel, answer.told(), at, at.plus(delay));
        return false;
    }

    /** Sends whatever may be sent at this instant, again and again until nothing more gets done. */
    public void drain(Instant now) {
        boolean more;
        do {
            more = step(now).done() > 0;
        } while (more);
    }

    /** Gives back what was taken and not sent; a call that is under way is interrupted. */
    @Override
    public void close() {
        taken.clear();
        try {
            line.giveBack();
        } finally {
            threads.shutdownNow();
        }
    }
}
