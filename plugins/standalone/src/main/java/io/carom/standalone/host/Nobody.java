package io.carom.standalone.host;

import io.carom.spi.Host;
import io.carom.spi.Outgoing;

/** Stands where there is no host and outgoing webhooks are to be told all the same: has nothing to do, and knows nobody. Stateless. */
final class Nobody implements Host {
    @Override
    public String name() {
        return "no host";
    }

    @Override
    public Reply carryOut(Outgoing action) {
        return Reply.DONE;
    }
}
