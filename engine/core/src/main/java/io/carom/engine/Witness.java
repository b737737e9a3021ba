package io.carom.engine;

import io.carom.api.Decision;
import io.carom.api.Input;
import java.time.Duration;
import java.util.List;

/**
 * Sees what the engine does, to count it. Called on the engine's own thread: must be quick; what it throws is logged and changes nothing.
 */
public interface Witness {
    /** Looks away. */
    Witness NONE = new Witness() {};

    /**
     * A batch is durable.
     *
     * @param inputs what was handed over
     * @param receipts what became of each, in the same order
     */
    default void decided(List<? extends Input> inputs, List<Receipt> receipts) {}

    /** Timers fired by the clock, and what they decided is durable. */
    default void fired(List<Decision> decisions) {}

    /**
     * The journal has taken a batch.
     *
     * @param entries how many rows of the log
     * @param took how long it took until they were durable
     */
    default void committed(int entries, Duration took) {}

    /** Inputs that could not be decided or recorded; whoever handed them over was told. */
    default void failed(int inputs, Throwable why) {}
}
