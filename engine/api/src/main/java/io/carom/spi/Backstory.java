package io.carom.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a decision that changed a subscriber, and what came after it: enough to decide it again and to reverse it. Immutable.
 *
 * @param seq the row of the log with the decision
 * @param before what the address was, or null for a decision recorded before that was kept
 * @param origin the row with the event that all began with: the decision's own; for the end of a hold the one that asked for it; for an
 *     undo the one whose decision was undone first. Null when it is forgotten
 * @param earlier the events about the same message and address that were recorded before, as JSON, in the order of recording
 * @param later what was recorded about the address since and left it as it was: hard bounces by its own fault and unsubscriptions, at
 *     most {@value #MOST_LATER}, in the order of recording
 */
public record Backstory(
        long seq, @Nullable Before before, @Nullable LogRow origin, List<String> earlier, List<LogRow> later) {
    /** So many later rows are told of one decision. */
    public static final int MOST_LATER = 20;

    /** So many earlier events are told of one decision. */
    public static final int MOST_EARLIER = 64;

    /** Takes its own copies. */
    public Backstory {
        earlier = List.copyOf(earlier);
        later = List.copyOf(later);
    }
}
