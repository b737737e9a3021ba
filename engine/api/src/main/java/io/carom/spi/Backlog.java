package io.carom.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the journal. Immutable.
 *
 * @param waiting actions that wait for the host
 * @param oldest the time of the decision behind the oldest of them, or null
 * @param dead actions that were given up
 * @param retries messages that are to be sent again
 * @param timers timers that are set
 */
public record Backlog(long waiting, @Nullable Instant oldest, long dead, long retries, long timers) {}
