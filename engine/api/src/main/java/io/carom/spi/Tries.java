package io.carom.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an action's earlier tries. Immutable.
 *
 * @param failures how often it failed
 * @param first when it failed first, or null where it never did or that is not kept
 */
public record Tries(int failures, @Nullable Instant first) {
    /** Nothing failed so far. */
    public static final Tries NONE = new Tries(0, null);
}
