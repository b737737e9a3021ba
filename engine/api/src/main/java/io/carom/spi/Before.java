package io.carom.spi;

import org.jspecify.annotations.Nullable;

/**
 * What an address was before a decision changed it: what an undo puts back. Immutable.
 *
 * @param history the history before the event was counted
 * @param undone what the decision undoes, or null for one that undoes nothing
 */
public record Before(History history, @Nullable Undone undone) {
    /**
     * What a decision of an undo reverses.
     *
     * @param seq the row of the log with the decision that is reversed
     * @param origin the row with the decision that all began with: {@code seq} itself unless that was an undo
     * @param run the run of the undo
     */
    public record Undone(long seq, long origin, long run) {}
}
