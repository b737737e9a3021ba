package io.carom.spi;

import io.carom.api.JournalException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of what happened and what was decided. An event is acknowledged to its source only after {@link #commit} or {@link
 * Turn#commit} has returned. {@link #turn}, {@link #load} and {@link #commit} are called by one thread at a time (the engine's);
 * everything else by any thread.
 * Every method fails with {@link JournalException}, which says whether trying again may help.
 */
public interface Journal extends AutoCloseable {
    /** What the engine needs to know before it decides. */
    Known load(Lookup lookup);

    /**
     * Takes the turn to decide and to write; waits while another process has it. What is looked up by the same thread until it ends is
     * what holds when it commits. A journal that one process alone writes to need not do anything.
     */
    default Turn turn() {
        return new Turn.Alone(this);
    }

    /** Writes a batch in one transaction of its own, as a turn that nothing was decided in; when it returns, the batch survives a crash. When it fails, nothing of it is there. */
    void commit(Batch batch);

    /** Whether it keeps events and decisions as text; one that does not is handed entries with empty text, which saves the writing. */
    default boolean keepsText() {
        return true;
    }

    /** Whether a look-up costs no more than one in a cache, so that none is put in front of it. */
    default boolean inMemory() {
        return false;
    }

    /** Timers due at or before {@code until}, by due time, at most {@code limit}. */
    List<Timer> timersDue(Instant until, int limit);

    /** When the next timer is due, or empty when there is none. */
    Optional<Instant> nextTimer();

    /** Actions that wait for the host, oldest first, at most {@code limit}; none that is to be tried again only after {@code now}. */
    List<Outgoing> outbox(Instant now, int limit);

    /**
     * Takes ready actions for one of several instances, oldest first, in order per address: an address of which anybody holds an action
     * (this instance, too) is not handed out again until those are delivered, failed or given back, or until their lease has ended. An
     * action ends being held by {@link #delivered} and {@link #failed}; one that fails for now gives the later ones of its address back,
     * so drop these. A journal that one process alone can see may leave out what another instance would need.
     *
     * @param instance who takes them: unique among the processes that share the journal
     * @param now the time that leases and next tries are measured by
     * @param lease how long they are held unless {@link #renew renewed}: a dead instance's are handed out again after it
     * @param limit at most so many
     */
    default List<Outgoing> claim(String instance, Instant now, Duration lease, int limit) {
        return outbox(now, limit);
    }

    /** Holds everything that {@code instance} holds for another {@code lease} from {@code now}. Answers how many actions that are. */
    default int renew(String instance, Instant now, Duration lease) {
        return 0;
    }

    /** Gives back everything that {@code instance} holds: at its clean end, and at its start where it has the name of one that died. */
    default void release(String instance) {}

    /** The host has done these. */
    void delivered(List<String> keys);

    /** The host could not do this one: {@code next} is when to try again, or null to give up on it (a dead letter). */
    void failed(String key, String why, @Nullable Instant next);

    /** The same, and keeps {@code at} as the time of the failure. */
    default void failed(String key, String why, Instant at, @Nullable Instant next) {
        failed(key, why, next);
    }

    /** What became of an action so far; {@link Tries#NONE} where it never failed or that is not kept. */
    default Tries tries(String key) {
        return Tries.NONE;
    }

    /** Retries due at or before {@code until}, by due time, at most {@code limit}. */
    List<ScheduledRetry> retriesDue(Instant until, int limit);

    /** What people and workers do with scheduled retries; empty for a journal without. */
    default Optional<Retries> retries() {
        return Optional.empty();
    }

    /** How many addresses of a scope are known: of one domain (lower case), or of all for null. */
    long addresses(String scope, @Nullable String domain);

    /** What is recorded, for people. */
    JournalReader reader();

    /** What operators read and do beyond the log; empty for a journal without. */
    default Optional<Desk> desk() {
        return Optional.empty();
    }

    /** The incidents; empty for a journal that keeps none. */
    default Optional<Incidents> incidents() {
        return Optional.empty();
    }

    /** When the last timer of a kind is due; empty when there is none, or for a journal that does not tell. */
    default Optional<Instant> lastTimer(String kind) {
        return Optional.empty();
    }

    /** To whom nothing is sent for a while; empty for a journal that keeps none. */
    default Optional<Suppressions> suppressions() {
        return Optional.empty();
    }

    /** Addresses that are let back by hand; empty for a journal that keeps none. */
    default Optional<Readmissions> readmissions() {
        return Optional.empty();
    }

    /** Runs of undo; empty for a journal that keeps none. */
    default Optional<Undos> undos() {
        return Optional.empty();
    }

    /** Outgoing webhooks; empty for a journal without. */
    default Optional<Webhooks> webhooks() {
        return Optional.empty();
    }

    @Override
    void close();
}
