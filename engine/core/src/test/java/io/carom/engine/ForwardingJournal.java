package io.carom.engine;

import io.carom.spi.Batch;
import io.carom.spi.Journal;
import io.carom.spi.JournalReader;
import io.carom.spi.Known;
import io.carom.spi.Lookup;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A journal in front of another one, for faults in between. */
abstract class ForwardingJournal implements Journal {
    private final Journal behind;

    ForwardingJournal(Journal behind) {
        this.behind = behind;
    }

    @Override
    public Known load(Lookup lookup) {
        return behind.load(lookup);
    }

    @Override
    public void commit(Batch batch) {
        behind.commit(batch);
    }

    @Override
    public List<Timer> timersDue(Instant until, int limit) {
        return behind.timersDue(until, limit);
    }

    @Override
    public Optional<Instant> nextTimer() {
        return behind.nextTimer();
    }

    @Override
    public List<Outgoing> outbox(Instant now, int limit) {
        return behind.outbox(now, limit);
    }

    @Override
    public List<Outgoing> claim(String instance, Instant now, Duration lease, int limit) {
        return behind.claim(instance, now, lease, limit);
    }

    @Override
    public int renew(String instance, Instant now, Duration lease) {
        return behind.renew(instance, now, lease);
    }

    @Override
    public void release(String instance) {
        behind.release(instance);
    }

    @Override
    public void delivered(List<String> keys) {
        behind.delivered(keys);
    }

    @Override
    public void failed(String key, String why, Instant next) {
        behind.failed(key, why, next);
    }

    @Override
    public List<ScheduledRetry> retriesDue(Instant until, int limit) {
        return behind.retriesDue(until, limit);
    }

    @Override
    public long addresses(String scope, String domain) {
        return behind.addresses(scope, domain);
    }

    @Override
    public JournalReader reader() {
        return behind.reader();
    }

    @Override
    public void close() {
        behind.close();
    }
}
