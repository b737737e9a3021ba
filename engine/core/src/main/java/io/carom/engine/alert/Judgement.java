package io.carom.engine.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether one signal passes in one scope at one minute. Immutable.
 *
 * @param column the signal's column in the tally
 * @param sentInAll how many messages the campaign sends, or null
 */
record Judgement(
        WatchSettings settings,
        Signal signal,
        int column,
        long minute,
        @Nullable Long sentInAll) {
    private static final double SURELY_DIFFERENT = 3;
    /** One-sided 99.9 %: a comparison is looked at again with every event, and what it is compared with is counted, too. */
    private static final double SURELY = 3.09;

    private static final int DAY = 1_440;
    private static final int LEAST_VOLUME = 50;
    /** Failures come in bursts: within fewer messages one burst looks like growth. */
    private static final int LEAST_TENTH = 140;

    /** What was counted: hits of messages. */
    private record Count(long hits, long volume) {
        double share() {
            return volume == 0 ? 0 : (double) hits / volume;
        }
    }

    /** The alarm when it passes and goes on, else null. */
    Watch.@Nullable Alarm of(String key, Tally tally, Tally everything) {
        return goesOn(tally) ? surely(key, tally, everything) : null;
    }

    /** The alarm when it passes, whether it goes on or not, else null. */
    Watch.@Nullable Alarm surely(String key, Tally tally, Tally everything) {
        if (hits(tally) < settings.leastEvents()) {
            return null;
        }
        Count now = now(tally);
        if (now.volume() < leastVolume()) {
            return null;
        }
        Count before = baseline(tally, everything, now);
        boolean above = signal.above() > 0 && Shares.lowerBound(now.hits(), now.volume()) > signal.above();
        boolean grown = before != null && signal.times() > 0 && grown(now, before);
        if (!passes(above, grown) || likeItsOwnPast(tally, now)) {
            return null;
        }
        return new Watch.Alarm(signal.name(), key, now.share(), now.volume(), before == null ? null : before.share());
    }

    /**
     * A share is looked at again with every event: while few messages are counted, chance alone would pass the bound sooner or later. So
     * many messages are needed that the bound itself would mean several events.
     */
    private double leastVolume() {
        double expected = signal.above() > 0 ? settings.leastEvents() / signal.above() : LEAST_VOLUME;
        return Math.min(LEAST_VOLUME, expected);
    }

    private boolean passes(boolean above, boolean grown) {
        if (signal.times() == 0 || signal.either()) {
            return above || grown;
        }
        return grown && (above || signal.above() == 0);
    }

    private Count now(Tally tally) {
        return new Count(hits(tally), volume(tally));
    }

    private long hits(Tally tally) {
        if (firstTenth()) {
            return tally.tenth(column, false);
        }
        if (signal.window() == null) {
            return tally.whole(column);
        }
        int minutes = minutes(signal.window());
        return minutes >= DAY ? tally.today(column, minute) : tally.last(column, minute, minutes);
    }

    private long volume(Tally tally) {
        if (firstTenth()) {
            return tally.tenth(Tally.SENT, false);
        }
        if (signal.window() == null) {
            long volume = Tally.volume(tally.whole(Tally.SENT), tally.whole(Tally.ENDED));
            // What the campaign will send in all is known from its first message on
            return sentInAll == null ? volume : Math.max(volume, sentInAll);
        }
        int minutes = minutes(signal.window());
        return minutes >= DAY
                ? Tally.volume(tally.today(Tally.SENT, minute), tally.today(Tally.ENDED, minute))
                : Tally.volume(tally.last(Tally.SENT, minute, minutes), tally.last(Tally.ENDED, minute, minutes));
    }

    private static int minutes(Duration window) {
        return (int) Math.max(1, window.toMinutes());
    }

    private boolean firstTenth() {
        return signal.baseline() != null && signal.baseline().kind() == Signal.Baseline.Kind.FIRST_TENTH;
    }

    /**
     * The alarm while a share that was raised lies above its bound as it is counted, sure or not, else null: an incident does not end
     * because mail has become rare.
     */
    Watch.@Nullable Alarm still(String key, Tally tally, Tally everything) {
        Count now = now(tally);
        if (now.hits() < 2) {
            return null;
        }
        Count before = baseline(tally, everything, now);
        boolean above = signal.above() > 0 && now.share() > signal.above();
        boolean grown = before != null && signal.times() > 0 && now.share() > signal.times() * before.share();
        return passes(above, grown)
                ? new Watch.Alarm(signal.name(), key, now.share(), now.volume(), before == null ? null : before.share())
                : null;
    }

    /** The second window: it is still going on. What is counted over a whole send is as true later. */
    private boolean goesOn(Tally tally) {
        return (signal.window() == null && !firstTenth()) || lately(tally) >= settings.confirmEvents();
    }

    /** How many events that count there were in the second window. */
    long lately(Tally tally) {
        return tally.last(column, minute, minutes(settings.confirm()));
    }

    private @Nullable Count baseline(Tally tally, Tally everything, Count now) {
        if (signal.baseline() == null) {
            return null;
        }
        return switch (signal.baseline().kind()) {
            case OWN -> own(tally, signal.baseline().days());
            case FIRST_TENTH -> new Count(tally.tenth(column, true), tally.tenth(Tally.SENT, true));
            case OTHER_DOMAINS -> {
                int minutes = signal.window() == null ? 60 : minutes(signal.window());
                long sent = everything.last(Tally.SENT, minute, minutes);
                long ended = everything.last(Tally.ENDED, minute, minutes);
                yield new Count(
                        Math.max(0, everything.last(column, minute, minutes) - now.hits()),
                        Math.max(0, Tally.volume(sent, ended) - now.volume()));
            }
        };
    }

    private @Nullable Count own(Tally tally, int days) {
        long volume =
                Tally.volume(tally.daysBefore(Tally.SENT, minute, days), tally.daysBefore(Tally.ENDED, minute, days));
        return volume == 0 ? null : new Count(tally.daysBefore(column, minute, days), volume);
    }

    /** So many times the other share, and surely so, though both are counted and move with nothing wrong. */
    private boolean grown(Count now, Count before) {
        if (before.volume() == 0) {
            return signal.baseline() != null
                    && signal.baseline().kind() == Signal.Baseline.Kind.OTHER_DOMAINS
                    && signal.above() > 0;
        }
        if (firstTenth() && Math.min(now.volume(), before.volume()) < LEAST_TENTH) {
            return false;
        }
        double least = signal.times() * (1 + settings.unrest()) * Shares.upperBound(before.hits(), before.volume());
        return Shares.lowerBound(now.hits(), now.volume(), SURELY) > least
                && Shares.difference(now.hits(), now.volume(), before.hits(), before.volume()) > SURELY_DIFFERENT;
    }

    /** A scope whose past looks the same is no news; one without a past is judged by the threshold alone. */
    private boolean likeItsOwnPast(Tally tally, Count now) {
        if (signal.window() == null || signal.baseline() != null) {
            return false;
        }
        Count past = own(tally, 30);
        return past != null
                && Shares.difference(now.hits(), now.volume(), past.hits(), past.volume()) <= SURELY_DIFFERENT;
    }
}
