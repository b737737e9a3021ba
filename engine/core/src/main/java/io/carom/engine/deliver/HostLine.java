package io.carom.engine.deliver;

import io.carom.spi.AddressKey;
import io.carom.spi.Journal;
import io.carom.spi.Outgoing;
import io.carom.spi.Tries;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal's outbox as a line. */
final class HostLine implements Line<Outgoing> {
    private final Journal journal;

    HostLine(Journal journal) {
        this.journal = journal;
    }

    @Override
    public List<Outgoing> take(Instant now, int limit) {
        return journal.outbox(now, limit);
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
    public void giveBack() {}
}
