package io.carom.engine;

import io.carom.api.CaromException;
import io.carom.api.Decision;
import io.carom.api.Input;
import io.carom.api.JournalException;
import io.carom.engine.decide.Amendment;
import io.carom.engine.deliver.Deliveries;
import io.carom.engine.deliver.DueRetries;
import io.carom.engine.policy.Policy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that walks the road: inputs that wait together are decided and committed together; between two batches come changes of
 * the policy, amendments, timers and due retries. Every method but {@link #run} is safe for any number of threads.
 */
final class RoadThread implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoadThread.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final int TRIES = 5;
    private static final long PAUSE = 1_000;

    private final Road road;
    private final Witness witness;
    private final Clock clock;
    private final boolean liveTimers;
    private final int batch;
    private final @Nullable Deliveries deliveries;
    private final @Nullable DueRetries retries;
    private final BlockingQueue<Waiting> queue;
    private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Policy> next = new AtomicReference<>();
    private final Thread thread = new Thread(this, "carom-road");
    private volatile boolean closing;
    private long retriesLooked = System.nanoTime();

    private record Waiting(Input input, CompletableFuture<Receipt> receipt) {}

    RoadThread(
            Road road,
            Witness witness,
            Clock clock,
            boolean liveTimers,
            int batch,
            @Nullable Deliveries deliveries,
            @Nullable DueRetries retries) {
        this.road = road;
        this.witness = witness;
        this.clock = clock;
        this.liveTimers = liveTimers;
        this.batch = batch;
        this.deliveries = deliveries;
        this.retries = retries;
        this.queue = new ArrayBlockingQueue<>(batch * 4);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    int waiting() {
        return queue.size();
    }

    /** Decides under another policy from the next batch on, and closes the one before. */
    void use(Policy policy) {
        Policy skipped = next.getAndSet(policy);
        if (skipped != null) {
            skipped.close();
        }
    }

    /** Blocks while the queue is full. */
    CompletableFuture<Receipt> submit(Input input) {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        try {
            while (!closing) {
                if (queue.offer(new Waiting(input, receipt), IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return receipt;
                }
            }
            receipt.completeExceptionally(closed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            receipt.completeExceptionally(new CaromException("interrupted while the queue was full", e));
        }
        return receipt;
    }

    /** Does {@code work} between two batches and waits for its commit. */
    <T> T amend(String scope, Function<Amendment, T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        errands.add(() -> {
            try {
                done.complete(road.amend(scope, work));
                wakeDeliveries();
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            while (!done.isDone()) {
                if (!alive()) {
                    done.completeExceptionally(closed());
                }
                waitFor(done);
            }
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CaromException("the work was not done: " + e.getCause(), e.getCause());
        }
    }

    private static void waitFor(CompletableFuture<?> done) {
        try {
            done.get(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.trace("waited", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            done.completeExceptionally(new CaromException("interrupted while waiting for a commit", e));
        }
    }

    @Override
    public void run() {
        List<Waiting> taken = new ArrayList<>(batch);
        while (!closing || !queue.isEmpty()) {
            try {
                turn(taken);
            } catch (InterruptedException e) {
                LOG.debug("woken up", e);
            } catch (JournalException e) {
                LOG.warn("what comes due waits: {}", e.getMessage());
                sleep(PAUSE);
            } catch (RuntimeException e) {
                LOG.error("the road stumbled and goes on: {}", e.toString(), e);
            } finally {
                taken.clear();
            }
        }
        queue.forEach(late -> late.receipt().completeExceptionally(closed()));
    }

    private void turn(List<Waiting> taken) throws InterruptedException {
        Waiting first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        swap();
        runErrands();
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken, batch - 1);
            decide(taken);
        } else if (liveTimers && !closing) {
            fireTimers();
        }
        if (liveTimers && !closing) {
            sendAgain();
        }
    }

    private void swap() {
        Policy newer = next.getAndSet(null);
        if (newer != null) {
            Policy older = road.policy();
            road.use(newer);
            older.close();
            LOG.info("policy {} decides from now on", newer.digest());
        }
    }

    private void runErrands() {
        Runnable errand = errands.poll();
        while (errand != null) {
            errand.run();
            errand = errands.poll();
        }
    }

    private void fireTimers() {
        List<Decision> fired = road.fireTimers(clock.instant());
        if (!fired.isEmpty()) {
            witness.fired(fired);
            LOG.info("{} held changes came due", fired.size());
        }
    }

    /** Also while there is much to decide, but not with every batch. */
    private void sendAgain() {
        long now = System.nanoTime();
        if (retries == null || now - retriesLooked < IDLE.toNanos()) {
            return;
        }
        retriesLooked = now;
        if (retries.step(clock.instant()).done() > 0) {
            wakeDeliveries();
        }
    }

    private void decide(List<Waiting> taken) {
        List<Input> inputs = taken.stream().map(Waiting::input).toList();
        try {
            List<Receipt> receipts = patiently(inputs);
            for (int i = 0; i < receipts.size(); i++) {
                taken.get(i).receipt().complete(receipts.get(i));
            }
            witness.decided(inputs, receipts);
            wakeDeliveries();
        } catch (RuntimeException e) {
            if (taken.size() > 1 && !(e instanceof JournalException)) {
                // One of them is poison: each on its own, so that only that one fails
                taken.forEach(single -> decide(List.of(single)));
            } else {
                witness.failed(taken.size(), e);
                taken.forEach(waiting -> waiting.receipt().completeExceptionally(e));
            }
        }
    }

    /** A journal that is busy or out of reach for a moment is tried again. */
    private List<Receipt> patiently(List<Input> inputs) {
        long pause = 50;
        for (int attempt = 1; ; attempt++) {
            try {
                return road.take(inputs);
            } catch (JournalException e) {
                if (!e.transientFault() || attempt == TRIES || closing) {
                    throw e;
                }
                LOG.warn("the journal is out of reach (try {} of {}): {}", attempt, TRIES, e.getMessage());
                sleep(pause);
                pause *= 4;
            }
        }
    }

    private void wakeDeliveries() {
        if (deliveries != null) {
            deliveries.wake();
        }
    }

    private static CaromException closed() {
        return new CaromException("the engine is closed", null);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Decides what was handed over, and stops. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (alive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
