package io.carom.spi;

import io.carom.api.SubscriberStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What operators read and do beyond the log. Safe for any number of threads. Every change is one transaction with its row in the audit;
 * an engine that runs on the same journal must forget what it remembers of the addresses concerned. Every method fails with
 * {@link io.carom.api.JournalException}.
 */
public interface Desk {
    /** Campaigns by their latest event, newest first. */
    List<CampaignOverview> campaigns(int limit, long offset);

    /** One campaign; empty when no event names it. */
    Optional<CampaignOverview> campaign(String name);

    /**
     * What registered domains answered on the days (UTC) from {@code from} to {@code to}, both included, by hard bounces, most first.
     *
     * @param minimum fewest bounces, soft and hard, of a domain that is shown
     */
    List<DomainFigures> domains(Instant from, Instant to, long minimum, int limit);

    /** Addresses of one status, or of every one, by address; {@code after} is the last one of the page before, or null. */
    List<Subscriber> subscribers(@Nullable SubscriberStatus status, @Nullable AddressKey after, int limit);

    /** Gives these addresses a status; holds of theirs end. Those never heard of are left out. Answers how many changed. */
    long changeStatus(List<AddressKey> addresses, SubscriberStatus to, Act act);

    /** Gives every address of one status another. Answers how many. */
    long changeStatus(SubscriberStatus from, SubscriberStatus to, Act act);

    /** Scheduled retries by due time. */
    List<ScheduledRetry> retries(int limit, long offset);

    /** Takes retries away. Answers how many there were. */
    long cancelRetries(List<MessageKey> messages, Act act);

    /** Makes retries due at once. Answers how many there were. */
    long runRetries(List<MessageKey> messages, Act act);

    /** Actions that were given up, oldest first. */
    List<DeadLetter> deadLetters(int limit, long offset);

    /** Puts given up actions back into the outbox. Answers how many there were. */
    long resend(List<String> keys, Act act);

    /** What waits. */
    Backlog backlog();

    /** Decisions that changed a subscriber, one at a time, until {@code sink} answers false. */
    void changes(StatusChange.Filter filter, Predicate<StatusChange> sink);

    /**
     * Deletes what is older, at most {@code most} rows of each kind in one transaction; call it until it answers 0. Figures over
     * everything follow; those of campaigns stay.
     *
     * @param events rows of the log before this instant, or null to keep all; with them go the changes that could be undone
     * @param messages states of messages that were last heard of before this instant, or null to keep all
     * @param audit rows of the audit before this instant, or null to keep all
     * @return how many rows went
     */
    long forget(@Nullable Instant events, @Nullable Instant messages, @Nullable Instant audit, int most);

    /**
     * Makes a person unknown, in every scope: history, timers, retries, message states and waiting actions go; rows of the log keep
     * their figures under a pseudonym. The same address is an unknown one afterwards, also where it was suppressed.
     *
     * @return how many rows were deleted or made anonymous
     */
    long erase(String address, Act act);

    /** Acts, newest first. */
    List<AuditRow> audit(int limit, long offset);
}
