package io.carom.engine.deliver;

import java.time.Duration;
import java.time.Instant;

/** How many things may be sent now: a rate that begins low and doubles until it reaches its highest. For one thread. */
final class Pace {
    private static final int UNLIMITED = 1_000_000;

    private final DeliverySettings.Rate settings;
    private Instant begun;
    private Instant filled;
    private double tokens;

    Pace(DeliverySettings.Rate settings, Instant now) {
        this.settings = settings;
        begun = now;
        filled = now;
        tokens = 1;
    }

    /** Begins anew at the lowest rate. */
    void restart(Instant now) {
        begun = now;
        filled = now;
        tokens = 1;
    }

    /** Things a second. */
    int rate(Instant now) {
        long steps = Math.max(0, Duration.between(begun, now).dividedBy(settings.growsEvery()));
        double grown = settings.slowStart() * Math.pow(2, (double) Math.min(steps, 40));
        return (int) Math.min(grown, settings.perSecond());
    }

    /** Whether it has reached its highest rate. */
    boolean full(Instant now) {
        return settings.perSecond() == 0 || rate(now) >= settings.perSecond();
    }

    /** How many things may be sent at {@code now}. */
    int allowed(Instant now) {
        if (settings.perSecond() == 0) {
            return UNLIMITED;
        }
        double seconds = Duration.between(filled, now).toNanos() / 1e9;
        if (seconds > 0) {
            double rate = rate(now);
            tokens = Math.min(Math.max(1, rate), tokens + seconds * rate);
            filled = now;
        } else if (seconds < 0) {
            // The clock was set back
            filled = now;
            begun = begun.isAfter(now) ? now : begun;
        }
        return (int) tokens;
    }

    void spend(int sent) {
        tokens = Math.max(0, tokens - sent);
    }

    /** How long until one more thing may be sent. */
    Duration rest(Instant now) {
        return allowed(now) > 0 ? Duration.ZERO : Duration.ofNanos((long) (1e9 * (1 - tokens) / rate(now)) + 1);
    }
}
