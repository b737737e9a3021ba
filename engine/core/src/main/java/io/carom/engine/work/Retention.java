package io.carom.engine.work;

import io.carom.spi.Desk;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is older than it is to be kept, a thousand rows of each kind at a time, so that nobody waits long for the journal. Time is
 * what {@link #step} is told. For one thread; several processes may each have one.
 */
public final class Retention implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 1_000;
    /** Between two portions others get their turn. */
    private static final Duration BREATH = Duration.ofMillis(200);

    private static final Duration REST = Duration.ofHours(1);

    private final Desk desk;
    private final Periods periods;
    private long deleted = 0;

    /**
     * How long what is recorded is kept; null keeps it for good. Immutable.
     *
     * @param events rows of the log, and with them the changes that could be undone
     * @param messages states of messages since they were last heard of; a report that comes later finds no message, so keep them
     *     longer than the longest retry and than reports may take
     * @param audit who changed what by hand
     */
    public record Periods(
            @Nullable Duration events,
            @Nullable Duration messages,
            @Nullable Duration audit) {
        /** Everything is kept for good. */
        public static final Periods FOREVER = new Periods(null, null, null);

        /** Fails with {@link IllegalArgumentException} when a period is not longer than nothing. */
        public Periods {
            positive("events", events);
            positive("messages", messages);
            positive("audit", audit);
        }

        private static void positive(String name, @Nullable Duration period) {
            if (period != null && (period.isNegative() || period.isZero())) {
                throw new IllegalArgumentException(
                        "retention `" + name + "` is " + period + "; leave it out to keep everything");
            }
        }
    }

    /** Deletes by {@code desk}. */
    public Retention(Desk desk, Periods periods) {
        this.desk = desk;
        this.periods = periods;
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public Step step(Instant now) {
        if (periods.equals(Periods.FOREVER)) {
            return Step.idle(REST);
        }
        long gone = desk.forget(
                before(now, periods.events()), before(now, periods.messages()), before(now, periods.audit()), AT_ONCE);
        deleted += gone;
        if (gone > 0) {
            return new Step(gone, gone, BREATH);
        }
        if (deleted > 0) {
            LOG.info("{} rows deleted that were older than they are to be kept", deleted);
            deleted = 0;
        }
        return Step.idle(REST);
    }

    private static @Nullable Instant before(Instant now, @Nullable Duration period) {
        if (period == null) {
            return null;
        }
        // Whoever asks for more years than there are keeps everything.
        return period.compareTo(Duration.between(Instant.EPOCH, now)) >= 0 ? Instant.EPOCH : now.minus(period);
    }
}
