package io.carom.engine.deliver;

import io.carom.api.CaromException;
import io.carom.engine.work.Worker;
import io.carom.spi.Host;
import io.carom.spi.Journal;
import io.carom.spi.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries committed actions to the host: what {@link Dispatcher} promises, on a thread of its own. {@link #begin} starts it; {@link
 * #close} delivers what may go at once, then stops and closes the host.
 */
public final class Deliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final long LONGEST_REST = 1_000;
    /** How long what a process took is left to it unless it is said otherwise. */
    public static final Duration LEASE = Duration.ofSeconds(10);

    private final Host host;
    private final Clock clock;
    private final Dispatcher<Outgoing> dispatcher;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;

    private Deliveries(Host host, Clock clock, Dispatcher<Outgoing> dispatcher) {
        this.host = host;
        this.clock = clock;
        this.dispatcher = dispatcher;
        this.thread = new Thread(this::run, "carom-deliveries");
        thread.setDaemon(true);
    }

    /** The journal's outbox on its way to {@code host}, one step at a time, for a caller with a thread and a clock of its own. */
    public static Dispatcher<Outgoing> dispatcher(Host host, Journal journal, DeliverySettings settings) {
        return dispatcher(host, journal, settings, "carom", LEASE);
    }

    private static Dispatcher<Outgoing> dispatcher(
            Host host, Journal journal, DeliverySettings settings, String instance, Duration lease) {
        return new Dispatcher<>("deliveries", new HostLine(journal, instance, lease), new HostCarrier(host), settings);
    }

    /**
     * Starts to deliver.
     *
     * @param instance what this process is called among those that share the journal
     * @param lease how long what it took is left to it after it was last heard of
     */
    public static Deliveries begin(
            Host host, Journal journal, Clock clock, DeliverySettings settings, String instance, Duration lease) {
        Deliveries deliveries = new Deliveries(host, clock, dispatcher(host, journal, settings, instance, lease));
        deliveries.thread.start();
        return deliveries;
    }

    /** There may be something new. */
    public void wake() {
        work.release();
    }

    /** How it goes. */
    public Dispatcher.Figures figures() {
        return dispatcher.figures();
    }

    private void run() {
        while (!closing) {
            try {
                Worker.Step step = dispatcher.step(clock.instant());
                long rest = Math.min(
                        LONGEST_REST, step.rest().toMillis() + (step.rest().isZero() ? 0 : 1));
                if (rest > 0 && work.tryAcquire(rest, TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            } catch (InterruptedException e) {
                LOG.debug("woken up", e);
            } catch (CaromException e) {
                LOG.warn("deliveries to {} wait: {}", host.name(), e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.error("deliveries to {} stumbled and go on: {}", host.name(), e.toString(), e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(LONGEST_REST);
        } catch (InterruptedException e) {
            LOG.debug("woken up", e);
        }
    }

    /** Delivers what may go at this instant, then stops and closes the host; the rest waits in the journal. */
    @Override
    public void close() {
        closing = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            dispatcher.drain(clock.instant());
        } catch (CaromException e) {
            LOG.warn("actions for {} wait in the journal: {}", host.name(), e.getMessage());
        }
        try {
            dispatcher.close();
        } catch (CaromException e) {
            LOG.warn("actions for {} are given back by the end of their lease: {}", host.name(), e.getMessage());
        }
        host.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
