package io.carom.engine.memory;

import io.carom.spi.Act;
import io.carom.spi.MessageKey;
import io.carom.spi.Outgoing;
import io.carom.spi.Retries;
import io.carom.spi.ScheduledRetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The scheduled retries of a {@link MemoryJournal}; guarded by its lock. Acts are not kept: there is no audit in memory. */
final class MemoryRetries implements Retries {
    private static final Comparator<ScheduledRetry> BY_DUE = Comparator.comparing(
                    (ScheduledRetry retry) -> retry.plan().at())
            .thenComparing(ScheduledRetry::address)
            .thenComparing(ScheduledRetry::message);

    private final Object lock;
    private final Consumer<Outgoing> outbox;
    private final Map<MessageKey, ScheduledRetry> retries = new HashMap<>();
    private final NavigableSet<ScheduledRetry> byDue = new TreeSet<>(BY_DUE);

    MemoryRetries(Object lock, Consumer<Outgoing> outbox) {
        this.lock = lock;
        this.outbox = outbox;
    }

    /** Schedules one instead of the message's other one; under the lock. */
    void schedule(ScheduledRetry retry) {
        unschedule(key(retry));
        retries.put(key(retry), retry);
        byDue.add(retry);
    }

    /** Takes one away; under the lock. */
    void unschedule(MessageKey key) {
        ScheduledRetry before = retries.remove(key);
        if (before != null) {
            byDue.remove(before);
        }
    }

    /** Those due at or before {@code until}; under the lock. */
    List<ScheduledRetry> due(Instant until, int limit) {
        List<ScheduledRetry> due = new ArrayList<>();
        for (ScheduledRetry retry : byDue) {
            if (due.size() >= limit || retry.plan().at().isAfter(until)) {
                break;
            }
            due.add(retry);
        }
        return due;
    }

    @Override
    public List<ScheduledRetry> list(Filter filter, int limit, long offset) {
        synchronized (lock) {
            return byDue.stream()
                    .filter(filter::matches)
                    .skip(offset)
                    .limit(limit > 0 ? limit : Long.MAX_VALUE)
                    .toList();
        }
    }

    @Override
    public long count(Filter filter) {
        synchronized (lock) {
            return byDue.stream().filter(filter::matches).count();
        }
    }

    @Override
    public Fired fire(Instant now, @Nullable Instant oldest, int limit) {
        synchronized (lock) {
            int sent = 0;
            List<ScheduledRetry> due = due(now, limit);
            for (ScheduledRetry retry : due) {
                unschedule(key(retry));
                if (oldest == null || !retry.plan().at().isBefore(oldest)) {
                    outbox.accept(retry.outgoing());
                    sent++;
                }
            }
            return new Fired(
                    sent, due.size() - sent, due(now, Integer.MAX_VALUE).size());
        }
    }

    @Override
    public long cancel(Filter filter, int limit, Act act) {
        synchronized (lock) {
            List<ScheduledRetry> asked = list(filter, limit, 0);
            asked.forEach(retry -> unschedule(key(retry)));
            return asked.size();
        }
    }

    @Override
    public long run(Filter filter, int limit, Act act) {
        synchronized (lock) {
            List<ScheduledRetry> asked = list(filter, limit, 0);
            asked.forEach(retry -> schedule(retry.at(act.at())));
            return asked.size();
        }
    }

    private static MessageKey key(ScheduledRetry retry) {
        return new MessageKey(retry.address(), retry.message());
    }
}
