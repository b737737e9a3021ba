package io.carom.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs of undo and what they need to know of decisions that changed subscribers. The decisions themselves are reversed by a commit with an
 * {@link UndoStep}. Safe for any number of threads. Every method fails with {@link io.carom.api.JournalException}.
 */
public interface Undos {
    /** Stores a run without rows, in the state {@code preparing}, with its row in the audit; answers its number. */
    long open(UndoRun run);

    /** Adds rows to a run that is being prepared; the run's figures follow. */
    void add(long run, List<UndoRow> rows);

    /** Gives a run another state, with a row in the audit; answers whether it was in one of {@code from}. */
    boolean become(long run, Collection<UndoRun.State> from, UndoRun.State to, Act act);

    /** One run. */
    Optional<UndoRun> run(long id);

    /** Runs, newest first. */
    List<UndoRun> runs(int limit, long offset);

    /** The oldest run that is being applied and whose next batch may go at {@code now}. */
    Optional<UndoRun> due(Instant now);

    /** Rows that wait, the newest decision first; read where the next commit is written. */
    List<UndoRow> waiting(long run, int limit);

    /** The rows of a run by decision, newest first, one at a time until {@code sink} answers false. */
    void rows(long run, UndoRow.@Nullable State state, Predicate<UndoRow> sink);

    /** The decisions that a run has made, oldest first, one at a time until {@code sink} answers false. */
    void made(long run, Predicate<StatusChange> sink);

    /** What is behind these decisions; those that are forgotten are left out. */
    Map<Long, Backstory> backstories(Collection<Long> seqs);

    /** All decisions that changed these addresses, in the order of recording; read where the next commit is written. */
    Map<AddressKey, List<Link>> lineage(Collection<AddressKey> addresses);

    /**
     * One decision in the line of those that changed an address. Immutable.
     *
     * @param seq the row of the log with the decision
     * @param at the decision's time
     * @param undoes the row with the decision that it undoes, or null
     */
    record Link(long seq, Instant at, @Nullable Long undoes) {}
}
