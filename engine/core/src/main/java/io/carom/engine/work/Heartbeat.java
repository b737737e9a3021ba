package io.carom.engine.work;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a worker gets on. Immutable.
 *
 * @param name the worker's name
 * @param progress when it last got on: did something, or found nothing to do
 * @param done how many pieces of work it has done since the program began
 * @param waiting how many waited after its last step
 * @param lag for how long something has been waiting; zero when nothing waits
 * @param failures how many steps in a row have failed
 * @param failure what the last of them failed with; null when the last step succeeded
 * @param silent whether it was too long without progress
 */
public record Heartbeat(
        String name,
        Instant progress,
        long done,
        long waiting,
        Duration lag,
        int failures,
        @Nullable String failure,
        boolean silent) {}
