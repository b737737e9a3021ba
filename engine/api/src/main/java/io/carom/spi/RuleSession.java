package io.carom.spi;

import io.carom.api.Bounce;
import io.carom.api.Phase;

/** Runs rules on one fact at a time. For one thread. */
public interface RuleSession extends AutoCloseable {
    /**
     * Runs the rules of one phase. A rule that throws, or more matches than the bound allows, is cut off and reported to
     * {@code faults}; what the other rules proposed stands.
     */
    void run(Phase phase, Bounce fact, Proposals out, RuleFaults faults);

    @Override
    void close();

    /** Is told of rules that failed while running. */
    @FunctionalInterface
    interface RuleFaults {
        /** The rule {@code name} failed with {@code why}, a sentence. */
        void failed(String name, String why);
    }
}
