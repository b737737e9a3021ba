package io.carom.spi;

import java.time.Instant;
import java.util.List;

/**
 * One batch of an undo, written in the transaction that reverses the decisions: rows that do not wait any more keep what became of them
 * first. Immutable.
 *
 * @param run the run
 * @param settled rows that are done or left
 * @param next not before this instant goes the next batch
 * @param finished whether no row waits after this
 */
public record UndoStep(long run, List<UndoRow> settled, Instant next, boolean finished) implements Aside {
    /** Takes its own copy. */
    public UndoStep {
        settled = List.copyOf(settled);
    }
}
