package io.carom.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * To whom nothing is sent for a while. Safe for any number of threads. Every change is one transaction with its row in the audit. Every
 * method fails with {@link io.carom.api.JournalException}.
 */
public interface Suppressions {
    /**
     * Makes one, or makes it again: then it counts one time more and ends no earlier than it would have.
     *
     * @param wanted what to suppress; its number, end and times do not matter
     * @param terms how long
     * @return what holds now
     */
    Suppression add(Suppression wanted, Suppression.Terms terms, Act act);

    /** Takes them away by number, with their count of times. Answers how many there were. */
    long remove(List<Long> ids, Act act);

    /** Those that hold at {@code now} for this address or its domain, whatever list or stream, at most {@code limit}. */
    List<Suppression> about(AddressKey address, Instant now, int limit);

    /** Those that a filter means, by number. */
    List<Suppression> list(Filter filter);

    /** Deletes those that ended before {@code before}, with their count of times, at most {@code most}. Answers how many. */
    long forget(Instant before, int most);

    /**
     * Which to read; null does not filter. Immutable.
     *
     * @param subject an address, or {@code @} and a domain
     * @param reach how far they reach
     * @param name the list or stream
     * @param inForceAt only those that hold then
     * @param after behind this number; 0 from the first on
     * @param limit at most so many
     */
    record Filter(
            @Nullable String subject,
            Suppression.@Nullable Reach reach,
            @Nullable String name,
            @Nullable Instant inForceAt,
            long after,
            int limit) {}
}
