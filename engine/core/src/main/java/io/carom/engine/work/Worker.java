package io.carom.engine.work;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that is done again and again beside the road, a bounded step at a time: sending what waits, firing what is due, deleting
 * what is old. Called by one thread at a time. A step that throws is reported and taken again later; it never ends the worker.
 */
public interface Worker {
    /** Its name in logs, metrics and the health page: lower case words joined by hyphens. */
    String name();

    /** Does one step. Bounded: seconds at most, so that a stop need not wait. */
    Step step(Instant now);

    /**
     * What a step came to.
     *
     * @param done how many pieces of work it did; 0 is a step with nothing to do, which is progress too
     * @param waiting how many pieces of work wait that could be done now, as far as it knows
     * @param rest how long until it is to be woken again; zero for at once
     */
    record Step(long done, long waiting, Duration rest) {
        /** Nothing to do for so long. */
        public static Step idle(Duration rest) {
            return new Step(0, 0, rest);
        }
    }
}
