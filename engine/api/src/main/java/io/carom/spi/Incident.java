package io.carom.spi;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong and goes on until it is quiet: one cause with everything that was noticed of it. Immutable; opened, changed
 * and closed by the engine in the events' time, annotated by people.
 *
 * @param number what people call it; counted up within a store
 * @param id stable and unique, for receivers that are told twice
 * @param tenant the scope of the addresses it is about
 * @param cause the kind of trouble and the place where it sits: {@code refused ip:192.0.2.1}
 * @param why why its parts are one incident, as a sentence
 * @param state whether it goes on
 * @param opened the time of the event that opened it
 * @param lastSeen the time of the last event that belongs to it
 * @param closed when it ended, or null
 * @param events how many events belong to it
 * @param parts the signals of it, the one that says most first
 * @param evidence events that belong to it: the first ones
 * @param reach what was held because of it
 * @param hand what people made of it
 */
public record Incident(
        long number,
        String id,
        String tenant,
        String cause,
        String why,
        State state,
        Instant opened,
        Instant lastSeen,
        @Nullable Instant closed,
        long events,
        List<Part> parts,
        List<Sample> evidence,
        Reach reach,
        Hand hand) {
    /** Takes its own copies. */
    public Incident {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("incident " + id + " has no part; it begins with one");
        }
        parts = List.copyOf(parts);
        evidence = List.copyOf(evidence);
    }

    /** Whether an incident goes on. */
    public enum State {
        /** It goes on. */
        OPEN,
        /** Nothing was seen of it lately, or only held changes wait for a decision. */
        QUIET,
        /** It is over. */
        CLOSED;

        /** The word in JSON and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state named {@code word}, or empty. */
        public static Optional<State> of(String word) {
            for (State state : values()) {
                if (state.word().equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * One signal in one scope.
     *
     * @param signal which
     * @param scope where: {@code domain:example.com}
     * @param share the share when it was seen last, 0 to 1, or null where nothing is counted
     * @param peak the highest share that was seen, or null
     * @param volume of how many messages {@code share} is, or null
     * @param baseline what the share was compared with, or null
     * @param advice what to do about it, or null
     * @param first when it was seen first
     * @param last when it was seen last
     * @param events how many events were counted for it
     * @param weight how much it says: the part with the highest weight speaks for the incident
     */
    public record Part(
            String signal,
            String scope,
            @Nullable Double share,
            @Nullable Double peak,
            @Nullable Long volume,
            @Nullable Double baseline,
            @Nullable String advice,
            Instant first,
            Instant last,
            long events,
            double weight) {}

    /**
     * One event that belongs to an incident.
     *
     * @param event its id, as in the log
     * @param at its time
     * @param text what the receiver said, without the names of persons; may be empty
     */
    public record Sample(String event, Instant at, String text) {}

    /**
     * Changes of subscribers that were held, in all.
     *
     * @param held how many were held
     * @param released how many were carried out after all
     * @param discarded how many were given up
     * @param alive how many ended because the address showed a sign of life
     */
    public record Reach(long held, long released, long discarded, long alive) {
        /** Nothing was held. */
        public static final Reach NONE = new Reach(0, 0, 0, 0);

        /** How many wait for a decision. */
        public long waiting() {
            return Math.max(0, held - released - discarded - alive);
        }
    }

    /**
     * What people made of it.
     *
     * @param mutedUntil nobody is told of it before this instant, or null
     * @param causeMutedUntil nobody is told of anything with this cause before this instant, or null
     * @param assignee who looks after it, or null
     * @param notes how many notes there are
     */
    public record Hand(
            @Nullable Instant mutedUntil,
            @Nullable Instant causeMutedUntil,
            @Nullable String assignee,
            long notes) {
        /** Nobody has touched it. */
        public static final Hand NONE = new Hand(null, null, null, 0);
    }

    /** The part that speaks for the incident. */
    public Part leading() {
        return parts.get(0);
    }

    /** Whether nobody is to be told of it at {@code now}. */
    public boolean muted(Instant now) {
        return isAfter(hand.mutedUntil(), now) || isAfter(hand.causeMutedUntil(), now);
    }

    private static boolean isAfter(@Nullable Instant until, Instant now) {
        return until != null && until.isAfter(now);
    }
}
