package io.carom.engine;

import io.carom.engine.alert.WatchSettings;
import io.carom.engine.decide.Amendment;
import io.carom.engine.decide.WorkingSet;
import io.carom.engine.incident.Ledger;
import io.carom.spi.Journal;
import io.carom.spi.Known;
import io.carom.spi.Turn;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Changes addresses in a journal for a program that decides nothing itself: there is no road whose memory has to follow. Safe for any
 * number of threads; one works at a time.
 */
public final class JournalAmending implements Amending {
    private final Journal journal;
    private final boolean host;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Into {@code journal}.
     *
     * @param host whether there is a host to carry out actions
     */
    public JournalAmending(Journal journal, boolean host) {
        this.journal = journal;
        this.host = host;
    }

    @Override
    public <T> T amend(String scope, Function<Amendment, T> work) {
        lock.lock();
        try (Turn turn = journal.turn()) {
            WorkingSet state = new WorkingSet(new Known(Set.of(), Map.of(), Map.of(), Map.of(), Map.of()), host);
            Ledger incidents = new Ledger(scope, journal.incidents().orElse(null), WatchSettings.NONE);
            T result = work.apply(new Amendment(state, journal::load, scope, incidents));
            incidents.drain().forEach(state::aside);
            if (!state.isEmpty()) {
                turn.commit(state.toBatch());
            }
            return result;
        } finally {
            lock.unlock();
        }
    }
}
