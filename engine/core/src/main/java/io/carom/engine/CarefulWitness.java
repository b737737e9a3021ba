package io.carom.engine;

import io.carom.api.Decision;
import io.carom.api.Input;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what another witness is to see; what that one throws is logged. As safe for threads as the other one. */
final class CarefulWitness implements Witness {
    private static final Logger LOG = LoggerFactory.getLogger(CarefulWitness.class);

    private final Witness to;

    CarefulWitness(Witness to) {
        this.to = to;
    }

    private void tell(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            LOG.warn("a witness failed: {}", e.toString(), e);
        }
    }

    @Override
    public void decided(List<? extends Input> inputs, List<Receipt> receipts) {
        tell(() -> to.decided(inputs, receipts));
    }

    @Override
    public void fired(List<Decision> decisions) {
        tell(() -> to.fired(decisions));
    }

    @Override
    public void committed(int entries, Duration took) {
        tell(() -> to.committed(entries, took));
    }

    @Override
    public void failed(int inputs, Throwable why) {
        tell(() -> to.failed(inputs, why));
    }
}
