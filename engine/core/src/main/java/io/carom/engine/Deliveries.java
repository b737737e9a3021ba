package io.carom.engine;

import io.carom.api.CaromException;
import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import io.carom.spi.Journal;
import io.carom.spi.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries committed actions to the host: at least once, in order per address, again after a growing delay when the host says later. One
 * thread of its own.
 */
final class Deliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int AT_ONCE = 256;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int MOST_TRIES = 100_000;

    private final Host host;
    private final String instance = UUID.randomUUID().toString();
    private final Journal journal;
    private final Clock clock;
    private final Semaphore work = new Semaphore(1);
    private final Map<String, Integer> tries = new HashMap<>();
    private final Thread thread;
    private volatile boolean closing;

    Deliveries(Host host, Journal journal, Clock clock) {
        this.host = host;
        this.journal = journal;
        this.clock = clock;
        this.thread = new Thread(this::run, "carom-deliveries");
        thread.setDaemon(true);
        thread.start();
    }

    /** There may be something new. */
    void wake() {
        work.release();
    }

    private void run() {
        while (!closing) {
            try {
                if (work.tryAcquire(FIRST_DELAY.toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
                drain();
            } catch (InterruptedException e) {
                LOG.debug("woken up", e);
            } catch (CaromException e) {
                LOG.warn("deliveries to {} wait: {}", host.name(), e.getMessage());
            }
        }
    }

    /** Delivers until nothing more is due. */
    private void drain() {
        int progress;
        do {
            List<Outgoing> due = journal.claim(instance, clock.instant(), LEASE, AT_ONCE);
            progress = deliver(due);
        } while (progress > 0);
    }

    private int deliver(List<Outgoing> due) {
        List<String> done = new ArrayList<>(due.size());
        Set<AddressKey> waiting = new HashSet<>();
        int dead = 0;
        for (Outgoing action : due) {
            // An action behind one that waits would overtake it
            if (waiting.contains(action.address())) {
                continue;
            }
            Host.Reply reply = ask(action);
            if (reply == Host.Reply.DONE) {
                tries.remove(action.key());
                done.add(action.key());
            } else if (reply == Host.Reply.NEVER) {
                tries.remove(action.key());
                dead++;
                journal.failed(action.key(), "the host refuses it for good", null);
            } else {
                waiting.add(action.address());
                journal.failed(action.key(), "the host asks to come again", next(action.key()));
            }
        }
        if (!done.isEmpty()) {
            journal.delivered(done);
        }
        return done.size() + dead;
    }

    private Instant next(String key) {
        int count = Math.min(MOST_TRIES, tries.merge(key, 1, Integer::sum));
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(count - 1, 20));
        return clock.instant().plus(delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay);
    }

    private Host.Reply ask(Outgoing action) {
        try {
            return host.carryOut(action);
        } catch (RuntimeException e) {
            LOG.warn("{} failed at {}: {}", host.name(), action.key(), e.toString());
            return Host.Reply.LATER;
        }
    }

    /** Delivers what is due, then stops and closes the host. */
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
            drain();
            journal.release(instance);
        } catch (CaromException e) {
            LOG.warn("actions for {} wait in the journal: {}", host.name(), e.getMessage());
        }
        host.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
