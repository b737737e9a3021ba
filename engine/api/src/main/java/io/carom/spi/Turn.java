package io.carom.spi;

import io.carom.api.JournalException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The right to decide and to write, which one of all processes on a journal has at a time: from {@link Journal#turn} to its commit or
 * close. Within it the journal stands still but for this turn's own commit. A process that dies loses its turn with its connection, one
 * that hangs after a while (the store's options say how long): then its commit fails. For the thread that took it.
 */
public interface Turn extends AutoCloseable {
    /** Where the journal stands: behind this turn's own commit once there was one. */
    Position position();

    /**
     * Hands over what was recorded behind {@code since}, also by this process, in the order of the journal, until {@code sink} answers
     * false.
     */
    void missed(Position since, Predicate<Recorded> sink);

    /**
     * Writes a batch and ends the turn. When it returns, the batch survives a crash; when it fails, nothing of it is there and the turn
     * is over.
     *
     * @throws JournalException as {@link Journal#commit} does
     */
    void commit(Batch batch);

    /** Ends the turn without a change, unless it has ended. Never fails. */
    @Override
    void close();

    /**
     * How much has happened to a journal. Immutable.
     *
     * @param last the last row of the log
     * @param byHand acts that changed something by hand: what is remembered of any address may be out of date behind one
     * @param contexts commits that configured servers or campaigns, or changed an incident
     */
    record Position(long last, long byHand, long contexts) {
        /** Before everything. */
        public static final Position START = new Position(0, 0, 0);
    }

    /**
     * A row of the log with what the log does not show. Immutable.
     *
     * @param row the row
     * @param scope the scope of the address it is about
     * @param memo {@link Entry#memo}
     */
    record Recorded(LogRow row, String scope, @Nullable String memo) {}

    /** A turn on a journal that one process alone writes to: nothing is ever missed. */
    record Alone(Journal journal) implements Turn {
        private static final Position ALWAYS = new Position(Long.MAX_VALUE, 0, 0);

        @Override
        public Position position() {
            return ALWAYS;
        }

        @Override
        public void missed(Position since, Predicate<Recorded> sink) {}

        @Override
        public void commit(Batch batch) {
            journal.commit(batch);
        }

        @Override
        public void close() {}
    }
}
