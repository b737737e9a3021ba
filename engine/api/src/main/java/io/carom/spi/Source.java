package io.carom.spi;

import io.carom.api.Input;

/** Something that brings events: a folder, a mailbox, a log, a queue. Started and stopped by the program that loaded it. */
public interface Source extends AutoCloseable {
    /** A name for logs and for the console. */
    String name();

    /** Begins to hand over; returns at once or when all is handed over, as its documentation says. */
    void start(Sink sink);

    /** Stops handing over; what was handed over is still acknowledged. */
    @Override
    void close();

    /** Where a source hands over what it read. Safe for any number of threads. */
    interface Sink {
        /**
         * Takes one input; blocks while too much is under way.
         *
         * @param committed run once the input is durably recorded: only then may the source forget it
         */
        void take(Input input, Runnable committed);

        /** Tells of something that could not be read: counted and shown, nothing stops. */
        void bad(String place, String why);
    }
}
