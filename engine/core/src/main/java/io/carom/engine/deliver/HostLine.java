package io.carom.engine.deliver;

import io.carom.spi.AddressKey;
import io.carom.spi.Journal;
import io.carom.spi.Outgoing;
import io.carom.spi.Tries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The journal's outbox as a line. */
final class HostLine implements Line<Outgoing> {

    private final Journal journal;
    private final String instance;
    private final Duration lease;
    private Instant renewed = Instant.MIN;

    /** Takes from {@code journal} as {@code instance}, a name that a random end makes one process's own. */
    HostLine(Journal journal, String instance, Duration lease) {
        this.journal = journal;
        this.instance = instance + "-" + UUID.randomUUID();
        this.lease = lease;
    }

    @Override
    public List<Outgoing> take(Instant now, int limit) {
        renewed = now;
        return journal.claim(instance, now, lease, limit);
    }

    @Override
    public String key(Outgoing action) {
        return action.key();
    }

    @Override
    public AddressKey order(Outgoing action) {
        return action.address();
    }

    @Override
    public Tries tries(Outgoing action) {
        return journal.tries(action.key());
    }

    @Override
    public void settled(List<Outgoing> actions, Instant at) {
        if (!actions.isEmpty()) {
            journal.delivered(actions.stream().map(Outgoing::key).toList());
        }
    }

    @Override
    public void failed(Outgoing action, String why, Instant at, @Nullable Instant next) {
        journal.failed(action.key(), why, at, next);
    }

    @Override
    public void hold(Instant now) {
        // Also where the clock was set back: what dies then is not left lying until that time comes again
        if (now.isBefore(renewed) || !now.isBefore(renewed.plus(lease.dividedBy(3)))) {
            journal.renew(instance, now, lease);
            renewed = now;
        }
    }

    @Override
    public void giveBack() {
        journal.release(instance);
    }
}
