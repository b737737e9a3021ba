package io.carom.engine.deliver;

import io.carom.spi.Tries;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one receiver, durably and in order. Called by one thread at a time; fails with {@link
 * io.carom.api.JournalException}, after which the same is asked for again.
 */
public interface Line<T> {
    /**
     * Takes what is due, oldest first, at most {@code limit}. Nothing is taken again until it is settled, failed or given back; of one
     * address nothing is handed out while something earlier waits for another try.
     */
    List<T> take(Instant now, int limit);

    /** Identifies one thing for ever. */
    String key(T parcel);

    /** Whatever has the same is delivered one after the other. */
    Object order(T parcel);

    /** What became of it so far; {@link Tries#NONE} where nothing failed. */
    Tries tries(T parcel);

    /** These are done. */
    void settled(List<T> parcels, Instant at);

    /** It failed at {@code at}; {@code next} is when to try again, or null to give it up. Later things of its address are given back. */
    void failed(T parcel, String why, Instant at, @Nullable Instant next);

    /** Goes on holding what was taken; called every second while something is. */
    default void hold(Instant now) {}

    /** Gives back what was taken and is not settled. */
    void giveBack();
}
