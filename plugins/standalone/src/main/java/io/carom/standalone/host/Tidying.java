package io.carom.standalone.host;

import io.carom.engine.work.Worker;
import io.carom.spi.Webhooks;
import io.carom.store.jdbc.EmbeddedHost;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Brings the embedded host's lists up to date, and forgets what is old there and among outgoing webhooks. For one thread at a time. */
final class Tidying implements Worker {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration REST = Duration.ofMinutes(1);
    private static final int AT_ONCE = 1_000;

    private final @Nullable EmbeddedHost host;
    private final Webhooks webhooks;

    Tidying(@Nullable EmbeddedHost host, Webhooks webhooks) {
        this.host = host;
        this.webhooks = webhooks;
    }

    @Override
    public String name() {
        return "host-tidying";
    }

    @Override
    public Step step(Instant now) {
        long gone = webhooks.forget(now.minus(KEPT), AT_ONCE);
        if (host != null) {
            host.readOn();
            gone += host.tidy(AT_ONCE);
        }
        return new Step(gone, 0, gone > 0 ? Duration.ZERO : REST);
    }
}
