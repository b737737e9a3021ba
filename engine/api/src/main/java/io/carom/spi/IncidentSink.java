package io.carom.spi;

import java.util.Map;

/**
 * Somebody who is told of incidents: a log, a chat, a pager. A plugin's is found by {@link java.util.ServiceLoader}, needs a constructor
 * without parameters, and is configured by name in {@code carom.yml}. Told at least once, in order, by one thread at a time; what it
 * throws counts as {@link Reply#LATER}.
 */
public interface IncidentSink extends AutoCloseable {
    /** Its name in {@code carom.yml}, logs and the store: lower case words joined by hyphens. It must not change. */
    String name();

    /**
     * Takes what {@code carom.yml} says of it, before anything else.
     *
     * @throws io.carom.api.InputException when something is wrong, with the setting's name and the remedy
     */
    default void configure(Map<String, String> settings) {}

    /** Tells; returns once it is told. Bounded: seconds at most. The same {@link IncidentNews#key()} may come again. */
    Reply tell(IncidentNews news);

    /** What became of it. */
    enum Reply {
        /** It is told. */
        DONE,
        /** It could not be told now: again later, and everything after it waits. */
        LATER,
        /** It can never be told; the next one is. */
        NEVER
    }

    @Override
    default void close() {}
}
