package io.carom.engine.deliver;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some things on their way to one receiver, by several calls at the same time, each of them watched. {@link #run} waits until
 * everything was answered or took too long; a call that does not come back keeps its thread and its addresses, and nothing else waits
 * for it.
 */
final class Round<T> {
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Carrier<T> carrier;
    private final Function<T, Object> order;
    private final DeliverySettings settings;
    private final Calls calls;
    private final Object lock = new Object();
    private final List<Result<T>> results = new ArrayList<>();
    private final List<Strand> strands = new ArrayList<>();
    private final int patience;
    private int inARow;
    private int running;

    /** Something and what was answered. */
    record Result<T>(T parcel, Answer answer, Duration after) {}

    /** What came of a round: what was answered, and what was not begun. */
    record Outcome<T>(List<Result<T>> results, List<T> left) {}

    /** Where calls run, and which addresses calls hold that never came back. Safe for any number of threads. */
    static final class Calls {
        private final Executor executor;
        private final Set<Object> stuck = new HashSet<>();
        private int threads;

        Calls(Executor executor) {
            this.executor = executor;
        }

        synchronized boolean holds(Object order) {
            return stuck.contains(order);
        }

        synchronized int stuckThreads() {
            return threads;
        }

        private synchronized void lost(Set<Object> orders) {
            stuck.addAll(orders);
            threads++;
        }

        private synchronized void returned(Set<Object> orders) {
            stuck.removeAll(orders);
            threads--;
        }
    }

    /** One call after the other on one thread. */
    private final class Strand {
        private final Deque<T> todo = new ArrayDeque<>();
        private List<T> current = List.of();
        private long begun;
        private boolean over;
        private @Nullable Thread thread;
    }

    /** Stops after {@code patience} failures in a row. */
    Round(Carrier<T> carrier, Function<T, Object> order, DeliverySettings settings, Calls calls, int patience) {
        this.patience = patience;
        this.carrier = carrier;
        this.order = order;
        this.settings = settings;
        this.calls = calls;
    }

    /** Sends {@code parcels} by at most {@code most} calls at the same time; {@code alive} is told every second how long it has taken. */
    Outcome<T> run(List<T> parcels, int most, Consumer<Duration> alive) {
        deal(parcels, most);
        long started = System.nanoTime();
        synchronized (lock) {
            running = strands.size();
        }
        for (Strand strand : strands) {
            calls.executor.execute(() -> work(strand, started));
        }
        while (!over()) {
            alive.accept(Duration.ofNanos(System.nanoTime() - started));
        }
        return outcome();
    }

    /** Things of one address go by the same strand, in their order. */
    private void deal(List<T> parcels, int most) {
        for (int i = 0; i < Math.min(most, parcels.size()); i++) {
            strands.add(new Strand());
        }
        for (T parcel : parcels) {
            int number = Math.floorMod(order.apply(parcel).hashCode() * 0x9E3779B9, strands.size());
            strands.get(number).todo.add(parcel);
        }
        strands.removeIf(strand -> strand.todo.isEmpty());
    }

    private void work(Strand strand, long started) {
        try {
            while (true) {
                List<T> now = next(strand, started);
                if (now.isEmpty()) {
                    return;
                }
                List<Answer> answers = ask(now);
                if (!answered(strand, now, answers)) {
                    return;
                }
            }
        } finally {
            // An interrupt that came too late belongs to nobody
            Thread.interrupted();
            synchronized (lock) {
                if (!strand.over) {
                    running--;
                    strand.over = true;
                }
                lock.notifyAll();
            }
        }
    }

    private List<T> next(Strand strand, long started) {
        synchronized (lock) {
            List<T> now = new ArrayList<>();
            if (!strand.over && inARow < patience && System.nanoTime() - started < LONGEST.toNanos()) {
                while (now.size() < settings.calls().together() && !strand.todo.isEmpty()) {
                    now.add(strand.todo.remove());
                }
            }
            strand.current = now;
            strand.begun = System.nanoTime();
            strand.thread = Thread.currentThread();
            return now;
        }
    }

    private List<Answer> ask(List<T> parcels) {
        try {
            List<Answer> answers = carrier.carry(parcels);
            if (answers.size() == parcels.size()) {
                return answers;
            }
            return repeat(Answer.later("answered " + answers.size() + " of " + parcels.size() + " things"), parcels);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            if (parcels.size() == 1) {
                return List.of(Answer.later(String.valueOf(e)));
            }
        }
        // One of them is poison: each on its own, so that only that one fails
        List<Answer> answers = new ArrayList<>();
        Set<Object> failed = new HashSet<>();
        for (T parcel : parcels) {
            Answer answer = failed.contains(order.apply(parcel))
                    ? Answer.later("something earlier of its address failed")
                    : ask(List.of(parcel)).get(0);
            if (answer.kind() == Answer.Kind.LATER) {
                failed.add(order.apply(parcel));
            }
            answers.add(answer);
        }
        return answers;
    }

    private static <T> List<Answer> repeat(Answer answer, List<T> parcels) {
        return parcels.stream().map(parcel -> answer).toList();
    }

    /** Notes the answers; answers false when they came too late. */
    private boolean answered(Strand strand, List<T> parcels, List<Answer> answers) {
        synchronized (lock) {
            if (strand.over) {
                calls.returned(orders(parcels));
                return false;
            }
            strand.current = List.of();
            note(strand, parcels, answers, Duration.ZERO);
            return true;
        }
    }

    /** What comes behind something that failed is not tried: it would overtake it. */
    private void note(Strand strand, List<T> parcels, List<Answer> answers, Duration after) {
        Set<Object> failed = new HashSet<>();
        for (int i = 0; i < parcels.size(); i++) {
            T parcel = parcels.get(i);
            if (failed.contains(order.apply(parcel))) {
                continue;
            }
            results.add(new Result<>(parcel, answers.get(i), after));
            inARow = answers.get(i).kind() == Answer.Kind.LATER ? inARow + 1 : 0;
            if (answers.get(i).kind() == Answer.Kind.LATER) {
                failed.add(order.apply(parcel));
            }
        }
        if (!failed.isEmpty()) {
            strand.todo.removeIf(parcel -> failed.contains(order.apply(parcel)));
        }
    }

    /** Waits for a second at most; answers whether everything was answered or took too long. */
    private boolean over() {
        long end = System.nanoTime() + 1_000_000_000L;
        boolean interrupted = false;
        synchronized (lock) {
            while (running > 0 && System.nanoTime() < end) {
                long rest = end - System.nanoTime();
                for (Strand strand : strands) {
                    rest = Math.min(rest, rest(strand));
                }
                if (running > 0) {
                    try {
                        lock.wait(Math.max(1, rest / 1_000_000));
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return running == 0;
        }
    }

    private Outcome<T> outcome() {
        synchronized (lock) {
            List<T> left = new ArrayList<>();
            strands.forEach(strand -> left.addAll(strand.todo));
            return new Outcome<>(List.copyOf(results), left);
        }
    }

    /** How many nanoseconds a strand's call may still take; one that took too long is left to itself. */
    private long rest(Strand strand) {
        if (strand.over || strand.current.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long rest = settings.calls().limit().toNanos() - (System.nanoTime() - strand.begun);
        if (rest > 0) {
            return rest;
        }
        strand.over = true;
        running--;
        calls.lost(orders(strand.current));
        Answer late =
                Answer.later("no answer within " + settings.calls().limit().toMillis() + " ms");
        note(
                strand,
                strand.current,
                repeat(late, strand.current),
                settings.calls().limit());
        if (strand.thread != null) {
            strand.thread.interrupt();
        }
        return Long.MAX_VALUE;
    }

    private Set<Object> orders(List<T> parcels) {
        Set<Object> orders = new HashSet<>();
        parcels.forEach(parcel -> orders.add(order.apply(parcel)));
        return orders;
    }
}
