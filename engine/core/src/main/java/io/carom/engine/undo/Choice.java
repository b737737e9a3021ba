package io.carom.engine.undo;

import io.carom.spi.LogRow;
import io.carom.spi.StatusChange;
import io.carom.spi.UndoRow;
import org.jspecify.annotations.Nullable;

/**
 * One decision that a selection means, and what would become of it. Immutable.
 *
 * @param change the decision
 * @param origin the event that it began with, or null when it is forgotten
 * @param today what today's policy would decide
 * @param why why it would be left; empty when it would be reversed
 */
public record Choice(StatusChange change, @Nullable LogRow origin, Today today, String why) {
    /** Why a decision is left that today's policy would make again. */
    static final String SAME = "today's policy would decide the same";

    /** Whether it would be reversed. */
    public boolean reverses() {
        return why.isEmpty();
    }

    /**
     * The row of run {@code run}. What stands in the way otherwise than by today's policy is looked at again when its turn comes: a
     * decision that changed the address since may be undone first.
     */
    UndoRow row(long run) {
        return new UndoRow(
                run,
                change.seq(),
                change.at(),
                change.address(),
                change.from(),
                change.to(),
                today.words(),
                why.equals(SAME) ? UndoRow.State.LEFT : UndoRow.State.WAITING,
                why.equals(SAME) ? why : "");
    }
}
