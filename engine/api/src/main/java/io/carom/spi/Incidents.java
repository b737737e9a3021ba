package io.carom.spi;

import io.carom.api.CaromException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The incidents that a journal holds. They are opened and changed by {@link Journal#commit}; what people make of them is changed here,
 * each change in one transaction with its row in the audit. Safe for any number of threads. Every method fails with
 * {@link io.carom.api.JournalException}.
 */
public interface Incidents {
    /**
     * Which incidents to read; null does not filter. Immutable.
     *
     * @param state its state
     * @param signal a signal of it
     * @param scope the scope of a signal of it, whole ({@code domain:example.com}) or its name alone
     * @param assignee who looks after it
     * @param from those that were seen at this instant or later
     * @param to those that were opened before this instant
     * @param tenant the scope of its addresses
     * @param limit at most so many; 0 for all
     * @param offset so many are passed over first
     */
    record Filter(
            Incident.@Nullable State state,
            @Nullable String signal,
            @Nullable String scope,
            @Nullable String assignee,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String tenant,
            int limit,
            long offset) {
        /** Every incident. */
        public static final Filter ALL = new Filter(null, null, null, null, null, null, null, 0, 0);

        /** Whether {@code incident} is asked for; limit and offset apart. */
        public boolean matches(Incident incident) {
            return (state == null || state == incident.state())
                    && (tenant == null || tenant.equals(incident.tenant()))
                    && (assignee == null || assignee.equals(incident.hand().assignee()))
                    && (from == null || !incident.lastSeen().isBefore(from))
                    && (to == null || incident.opened().isBefore(to))
                    && (signal == null
                            || incident.parts().stream()
                                    .anyMatch(part -> part.signal().equals(signal)))
                    && (scope == null
                            || incident.parts().stream()
                                    .anyMatch(part -> part.scope().equals(scope)
                                            || part.scope()
                                                    .substring(part.scope().indexOf(':') + 1)
                                                    .equals(scope)));
        }
    }

    /** A note. Immutable. */
    record Note(Act by, String text) {}

    /** Incidents, newest first by number. */
    List<Incident> list(Filter filter);

    /** How many incidents a filter finds, its limit and offset apart. */
    long count(Filter filter);

    /** The incident of this number. */
    Optional<Incident> find(long number);

    /** Its notes, oldest first. */
    List<Note> notes(long number);

    /** Changes that are held because of an incident, by address; {@code after} is the last one of the page before, or null. */
    List<Held> held(long number, @Nullable AddressKey after, int limit);

    /**
     * Lets nobody be told of an incident before {@code until}; null ends that.
     *
     * @param cause whether later incidents of the same cause are meant, too
     * @return whether there is such an incident
     */
    boolean mute(long number, @Nullable Instant until, boolean cause, Act act);

    /** Adds a note. Answers whether there is such an incident. */
    boolean note(long number, String text, Act act);

    /** Says who looks after it, or nobody for null. Answers whether there is such an incident. */
    boolean assign(long number, @Nullable String who, Act act);

    /**
     * Closes an incident that goes on. Answers whether it was open or quiet.
     *
     * @throws CaromException when held changes wait for a decision
     */
    boolean close(long number, Act act);

    /** For the engine: the incidents of a tenant that are not closed, by number. */
    List<Incident> open(String tenant);

    /** For the engine: the highest number given so far; 0 before the first. */
    long lastNumber();

    /** For the engine: counts up with each change by anybody, so that somebody who remembers incidents sees that there is something new. */
    long revision();

    /**
     * For sinks: what {@code sink} is still to be told, in order, at most {@code limit}. A sink that is new is told what happens from its
     * first call on, and of what is open then.
     */
    List<IncidentNews> news(String sink, int limit);

    /** For sinks: this one and everything before it is told. */
    void told(String sink, long pos);

    /** How many news {@code sink} is still to be told. */
    long untold(String sink);
}
