package io.carom.engine;

import io.carom.engine.decide.Amendment;
import java.util.function.Function;

/**
 * Where addresses are changed without an event: between two batches of events, by the same commit. What {@code work} changes is durable
 * when {@link #amend} returns, all of it or nothing.
 */
public interface Amending {
    /**
     * Does {@code work} and commits what it changed.
     *
     * @param scope the tenant whose rows the work records unless it says otherwise
     * @throws io.carom.api.JournalException when the journal refuses; nothing is changed then, and the work may be done again
     */
    <T> T amend(String scope, Function<Amendment, T> work);
}
