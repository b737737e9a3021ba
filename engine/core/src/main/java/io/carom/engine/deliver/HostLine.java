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
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(3);

    private final Journal journal;
    private final String instance = UUID.randomUUID().toString();
    private Instant renewed = Instant.MIN;

    HostLine(Journal journal) {
        this.journal = journal;
    }

    @Override
    public List<Outgoing> take(Instant now, int limit) {
        renewed = now;
        return journal.claim(instance, now, LEASE, limit);
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
        if (!now.isBefore(renewed.plus(RENEWED_EVERY))) {
            journal.renew(instance, now, LEASE);
            renewed = now;
        }
    }

    @Override
    public void giveBack() {
        journal.release(instance);
    }
}
