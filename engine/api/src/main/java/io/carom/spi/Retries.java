package io.carom.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are to be sent again, at their instants. A retry that is due becomes an action for the host in one transaction, so that
 * it is asked for once, whatever dies and however many instances look. Safe for any number of threads. Every method fails with
 * {@link io.carom.api.JournalException}.
 */
public interface Retries {
    /** Those that {@code filter} asks for, by due time, address and message; {@code limit} 0 is all. */
    List<ScheduledRetry> list(Filter filter, int limit, long offset);

    /** How many {@code filter} asks for. */
    long count(Filter filter);

    /**
     * Puts actions {@code retry} into the outbox for those due at or before {@code now}, by due time, at most {@code limit}, and takes
     * them off the schedule.
     *
     * @param oldest what was due before this instant is dropped: a mail that comes a month late is worse than none; null keeps all
     */
    Fired fire(Instant now, @Nullable Instant oldest, int limit);

    /** Takes those that {@code filter} asks for off the schedule, at most {@code limit} (0 is all). Answers how many, also in the audit. */
    long cancel(Filter filter, int limit, Act act);

    /** Makes those that {@code filter} asks for due at once, at most {@code limit} (0 is all). Answers how many, also in the audit. */
    long run(Filter filter, int limit, Act act);

    /**
     * What firing came to. Immutable.
     *
     * @param sent how many actions went to the outbox
     * @param dropped how many were too old
     * @param waiting how many more are due
     */
    record Fired(int sent, int dropped, long waiting) {}

    /**
     * Which retries; null does not filter. Immutable.
     *
     * @param recipient the whole address
     * @param domain the recipient's domain
     * @param message the message
     * @param campaign the campaign
     * @param server the server that sends it
     * @param policy the retry policy
     * @param from the first due instant
     * @param to the first due instant that is too late
     */
    record Filter(
            @Nullable String recipient,
            @Nullable String domain,
            @Nullable String message,
            @Nullable String campaign,
            @Nullable String server,
            @Nullable String policy,
            @Nullable Instant from,
            @Nullable Instant to) {
        /** Every retry. */
        public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null);

        /** Whether {@code retry} is asked for. */
        public boolean matches(ScheduledRetry retry) {
            AddressKey address = retry.address();
            return (recipient == null || AddressKey.of("", recipient).address().equals(address.address()))
                    && (domain == null || domain.equalsIgnoreCase(address.domain()))
                    && (message == null || message.equals(retry.message()))
                    && (campaign == null || campaign.equals(retry.campaign()))
                    && (server == null || server.equals(retry.server()))
                    && (policy == null || policy.equals(retry.plan().policy()))
                    && (from == null || !retry.plan().at().isBefore(from))
                    && (to == null || retry.plan().at().isBefore(to));
        }
    }
}
