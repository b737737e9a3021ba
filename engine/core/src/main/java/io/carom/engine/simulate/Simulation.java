package io.carom.engine.simulate;

import io.carom.api.CaromException;
import io.carom.api.Decision;
import io.carom.api.Input;
import io.carom.engine.policy.Policy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads two policies through one history, each with history, windows, caps and timers of its own, and compares what they decide. The
 * events' times are the only clock; no store, host or network is touched. Takes events one by one and keeps none, so that a history may
 * be longer than memory. For one thread. The policies stay open.
 *
 * <pre>{@code
 * SimulationReport report = Simulation.run(live, candidate, history, SimulationSettings.DEFAULT);
 * boolean failed = Gate.of("lost_subscribers > 0.5%").judge(report).failed();
 * }</pre>
 */
public final class Simulation implements AutoCloseable {
    private static final int AT_ONCE = 1_024;
    private static final int AHEAD = 4;

    private final Walk walk;
    private final SimulationSettings settings;
    private final @Nullable ExecutorService walker;
    private final @Nullable ExecutorService second;
    private final Deque<Future<?>> ahead = new ArrayDeque<>();
    private List<Input> read = new ArrayList<>(AT_ONCE);
    private long taken;

    private Simulation(Policy baseline, Policy candidate, SimulationSettings settings) {
        this.settings = settings;
        this.second = settings.threads() > 1 ? thread("carom-candidate") : null;
        this.walker = settings.threads() > 2 ? thread("carom-walk") : null;
        this.walk = new Walk(baseline, candidate, settings, second);
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
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

    /** Shows each decision of the baseline, in the order in which a journal would record them, by the thread that walks. */
    public void watchBaseline(Consumer<Decision> sink) {
        walk.watchBaseline(sink);
    }

    /** Takes the next event or context line, in the order of the history. */
    public void take(Input input) {
        settings.progress().accept(++taken);
        if (walker == null) {
            walk.take(input);
            return;
        }
        read.add(input);
        if (read.size() >= AT_ONCE) {
            handOver(walker);
        }
    }

    private void handOver(ExecutorService to) {
        List<Input> inputs = read;
        read = new ArrayList<>(AT_ONCE);
        ahead.add(to.submit(() -> inputs.forEach(walk::take)));
        while (ahead.size() > AHEAD) {
            await(ahead.remove());
        }
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CaromException("the simulation was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CaromException("the simulation failed: " + e.getCause(), e.getCause());
        }
    }

    /** What the whole history came to; nothing can be taken afterwards. */
    public SimulationReport report() {
        if (walker != null) {
            handOver(walker);
            while (!ahead.isEmpty()) {
                await(ahead.remove());
            }
        }
        return walk.report();
    }

    @Override
    public void close() {
        if (walker != null) {
            walker.shutdownNow();
            settle(walker);
        }
        if (second != null) {
            second.shutdownNow();
            settle(second);
        }
        walk.close();
    }

    /** What is still deciding must not see its sessions closed. */
    private static void settle(ExecutorService thread) {
        try {
            while (!thread.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
