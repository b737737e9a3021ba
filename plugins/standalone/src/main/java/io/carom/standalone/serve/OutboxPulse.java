package io.carom.standalone.serve;

import io.carom.engine.work.Worker;
import io.carom.spi.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Feels whether what waits for the host gets away: the heartbeat of deliveries among those of the workers. */
final class OutboxPulse implements Worker {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Supplier<@Nullable Backlog> backlog;
    private @Nullable Instant oldest;

    /** {@code backlog} answers null while the store cannot be read. */
    OutboxPulse(Supplier<@Nullable Backlog> backlog) {
        this.backlog = backlog;
    }

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public Step step(Instant now) {
        Backlog seen = backlog.get();
        if (seen == null) {
            throw new IllegalStateException("the store cannot be read");
        }
        Instant before = oldest;
        oldest = seen.oldest();
        boolean moved = before != null && !before.equals(oldest);
        return new Step(moved ? 1 : 0, seen.waiting(), EVERY);
    }
}
