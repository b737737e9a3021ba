package io.carom.standalone.serve;

import io.carom.engine.Carom;
import io.carom.engine.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Feels whether the engine gets on with what waits for it: its heartbeat among those of the workers. */
final class RoadPulse implements Worker {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Carom carom;
    private final LongSupplier decided;
    private long before;

    /** {@code decided} counts all inputs that the engine has decided. */
    RoadPulse(Carom carom, LongSupplier decided) {
        this.carom = carom;
        this.decided = decided;
    }

    @Override
    public String name() {
        return "road";
    }

    @Override
    public Step step(Instant now) {
        if (!carom.alive()) {
            throw new IllegalStateException("the thread that decides is gone; start the program again");
        }
        long all = decided.getAsLong();
        long done = all - before;
        before = all;
        return new Step(done, carom.waiting(), EVERY);
    }
}
