package io.carom.engine.deliver;

import io.carom.engine.work.Worker;
import io.carom.spi.Retries;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the host to send messages again when their retries come due: each becomes an action {@code retry} in the outbox, once, whichever
 * of several instances looks first. Time is what {@link #step} is told. Safe for one thread at a time; any number of them may run, in any
 * number of processes.
 */
public final class DueRetries implements Worker {
    /** What is overdue for longer is dropped: a mail that comes a week late is worse than none. */
    public static final Duration LATEST = Duration.ofDays(7);

    private static final Logger LOG = LoggerFactory.getLogger(DueRetries.class);
    private static final int AT_ONCE = 500;
    private static final Duration REST = Duration.ofSeconds(1);

    private final Retries retries;
    private final Duration latest;

    /** Those of a journal; {@code latest} is how long one may be overdue and still be sent. */
    public DueRetries(Retries retries, Duration latest) {
        this.retries = retries;
        this.latest = latest;
    }

    @Override
    public String name() {
        return "retries";
    }

    @Override
    public Step step(Instant now) {
        Retries.Fired fired = retries.fire(now, now.minus(latest), AT_ONCE);
        if (fired.dropped() > 0) {
            LOG.warn("{} messages are not sent again: due more than {} ago", fired.dropped(), latest);
        }
        return new Step(fired.sent(), fired.waiting(), fired.waiting() > 0 ? Duration.ZERO : REST);
    }
}
