package io.carom.spi;

import io.carom.api.Proposed;

/** Takes what rules and scripts propose; the engine weighs it afterwards. For one thread. */
@FunctionalInterface
public interface Proposals {
    /** Notes one proposal; does nothing else and does not fail. */
    void propose(Proposed proposed);
}
