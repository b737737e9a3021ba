package io.carom.engine.decide;

import io.carom.spi.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When the next address may come back: as far apart as so many a day are. The last one that came back is known from the journal's rows,
 * the last that waits from its timers. For one thread.
 */
public final class Slots {
    private static final Duration DAY = Duration.ofDays(1);

    private final Supplier<Optional<Instant>> lastWaiting;
    private @Nullable Instant lastUsed;

    /** {@code lastWaiting} answers when the last timer of the journal for a reactivation is due. */
    public Slots(Supplier<Optional<Instant>> lastWaiting) {
        this.lastWaiting = lastWaiting;
    }

    /** An address came back at {@code at}. */
    public void used(Instant at) {
        lastUsed = later(lastUsed, at);
    }

    /** The first free instant from {@code at} on, with {@code perDay} in a day. */
    Instant next(Instant at, int perDay, WorkingSet state) {
        Instant last = lastUsed;
        last = later(last, lastWaiting.get().filter(state::waits).orElse(null));
        for (Timer timer : state.timersSet()) {
            if (timer.kind().equals(Timer.PROBATION)) {
                last = later(last, timer.due());
            }
        }
        Instant free = last == null ? at : last.plus(DAY.dividedBy(perDay));
        return free.isAfter(at) ? free : at;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }
}
