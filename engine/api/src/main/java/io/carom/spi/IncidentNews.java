package io.carom.spi;

import java.time.Instant;
import java.util.Locale;

/**
 * Something about an incident that somebody is to be told. Immutable.
 *
 * @param pos its place in the order of telling
 * @param kind what happened to it
 * @param at when, in the events' time
 * @param incident the incident as it is now
 */
public record IncidentNews(long pos, Kind kind, Instant at, Incident incident) {
    /** What happened to an incident. */
    public enum Kind {
        /** It was opened. */
        OPENED,
        /** One more signal belongs to it. */
        GREW,
        /** It is over. */
        CLOSED;

        /** The word in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind named {@code word}; what is not known has grown. */
        public static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            return GREW;
        }
    }

    /** Stable and unique: the same news has the same key however often it is told. */
    public String key() {
        return incident.id() + "/" + kind.word() + "/" + pos;
    }
}
