package io.carom.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to whom nothing is sent for a while. Immutable.
 *
 * @param id its number; 0 before it is stored
 * @param subject an address, or {@code @} and a domain; lower case
 * @param reach how far it reaches
 * @param scope the tenant; empty for a global one and in a store with one tenant
 * @param name the list or the stream that it is for; empty otherwise
 * @param reason why, in a word or a sentence
 * @param at when it was made, or made again
 * @param until when it ends, or null for never
 * @param times how often it was made
 * @param act who made it last, and why
 */
public record Suppression(
        long id,
        String subject,
        Reach reach,
        String scope,
        String name,
        String reason,
        Instant at,
        @Nullable Instant until,
        int times,
        Act act) {
    /** The longest of its texts. */
    public static final int LONGEST = 320;

    /** How far a suppression reaches. */
    public enum Reach {
        /** Every tenant, list and stream. */
        GLOBAL,
        /** Every list and stream of one tenant. */
        TENANT,
        /** One list. */
        LIST,
        /** One stream: {@code transactional}, {@code marketing} ... */
        STREAM;

        /** The word in the store and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The reach named {@code word}, or empty when there is none of that name. */
        public static Optional<Reach> of(String word) {
            for (Reach reach : values()) {
                if (reach.word().equals(word)) {
                    return Optional.of(reach);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * How long a suppression lasts, by how often it was made.
     *
     * @param first the first time; zero for ever
     * @param factor how many times as long each further time, 1 or more
     * @param most never longer
     */
    public record Terms(Duration first, int factor, Duration most) {
        /** For ever, the first time already. */
        public static final Terms EVER = new Terms(Duration.ZERO, 1, Duration.ZERO);

        /** The same length each time. */
        public static Terms fixed(Duration length) {
            return new Terms(length, 1, length);
        }

        /** When the one that is made for the {@code times}-th time at {@code at} ends, or null for never. */
        public @Nullable Instant until(Instant at, int times) {
            if (first.isZero()) {
                return null;
            }
            Duration length = first;
            for (int i = 1; i < times && length.compareTo(most) < 0; i++) {
                length = length.multipliedBy(factor);
                if (factor == 1) {
                    break;
                }
            }
            return at.plus(length.compareTo(most) > 0 ? most : length);
        }
    }

    /** Whether it holds at {@code now}. */
    public boolean inForce(Instant now) {
        return until == null || until.isAfter(now);
    }
}
