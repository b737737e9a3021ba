package io.carom.engine.deliver;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How one receiver is served. Immutable; change a part with the method of its name.
 *
 * @param tries when what failed is tried again, and for how long
 * @param calls how one call is made
 * @param breaker when nothing is sent for a while
 * @param pace how much is sent in a second
 * @param seed what chance is drawn from: the same seed gives the same delays
 */
public record DeliverySettings(Tries tries, OneCall calls, Pauses breaker, Rate pace, long seed) {
    /** For a host on the network. */
    public static final DeliverySettings DEFAULT = new DeliverySettings(
            new Tries(Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofDays(3), 0),
            new OneCall(Duration.ofSeconds(10), 4, 1),
            new Pauses(5, Duration.ofSeconds(5), Duration.ofMinutes(5)),
            new Rate(1_000, 10, Duration.ofSeconds(10)),
            1);

    /** For a host in the journal's own database: many at once, by one call after the other, as fast as it goes. */
    public static final DeliverySettings LOCAL =
            DEFAULT.parallel(1).together(256).perSecond(0).callLimit(Duration.ofMinutes(1));

    /**
     * When what failed is tried again.
     *
     * @param first before the second try; each further one waits twice as long, less up to half of it by chance
     * @param longest no delay is longer
     * @param giveUpAfter how long after its first failure a thing becomes a dead letter
     * @param giveUpTries after how many failures it does, or 0 for no limit
     */
    public record Tries(Duration first, Duration longest, Duration giveUpAfter, int giveUpTries) {
        /** Fails with {@link IllegalArgumentException} when a value is out of its range, as all parts do. */
        public Tries {
            positive("the first delay", first);
            positive("the longest delay", longest);
            positive("giveUpAfter", giveUpAfter);
            within("giveUpTries", giveUpTries, 0, Integer.MAX_VALUE);
        }
    }

    /**
     * How calls are made.
     *
     * @param limit how long one may take, in real time
     * @param parallel how many at the same time, 1 to 64
     * @param together how many things one may carry, 1 to 1,000
     */
    public record OneCall(Duration limit, int parallel, int together) {
        public OneCall {
            positive("callLimit", limit);
            within("parallel", parallel, 1, 64);
            within("together", together, 1, 1_000);
        }
    }

    /**
     * When a receiver that fails is left alone.
     *
     * @param opensAfter after how many failures in a row nothing is sent for a while, 1 to 10,000
     * @param first how long that while is at first; each failed probe doubles it, less up to half of it by chance
     * @param longest no pause is longer
     */
    public record Pauses(int opensAfter, Duration first, Duration longest) {
        public Pauses {
            within("opensAfter", opensAfter, 1, 10_000);
            positive("the first pause", first);
            positive("the longest pause", longest);
        }
    }

    /**
     * How much is sent in a second.
     *
     * @param perSecond things at most, or 0 for no limit and no slow start
     * @param slowStart things after a start and after a pause; doubled every {@code growsEvery} up to {@code perSecond}
     * @param growsEvery how often the rate doubles
     */
    public record Rate(int perSecond, int slowStart, Duration growsEvery) {
        public Rate {
            within("perSecond", perSecond, 0, 1_000_000);
            within("slowStart", slowStart, 1, 1_000_000);
            positive("growsEvery", growsEvery);
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + least + " and " + most);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException(name + " " + value + " is not between 0 and 365 days");
        }
    }

    /** How long to wait after the failure number {@code failures} (1 is the first) of {@code key}. */
    Duration delay(String key, int failures) {
        return shortened(doubled(tries.first, tries.longest, failures), key, failures);
    }

    /** How long nothing is sent after the breaker has opened {@code openings} times in a row. */
    Duration pause(String receiver, int openings) {
        return shortened(doubled(breaker.first, breaker.longest, openings), receiver, openings);
    }

    private static Duration doubled(Duration first, Duration longest, int times) {
        int shift = Math.min(Math.max(times, 1) - 1, 40);
        double nanos = Math.min((double) first.toNanos() * (double) (1L << shift), (double) longest.toNanos());
        return Duration.ofNanos((long) nanos);
    }

    /** By up to a half, so that what failed together does not come again together. */
    private Duration shortened(Duration delay, String key, int times) {
        double share = new SplittableRandom(seed ^ ((long) key.hashCode() << 32) ^ times).nextDouble();
        return Duration.ofNanos((long) (delay.toNanos() * (1 - share / 2)));
    }

    /** These settings with other delays between tries. */
    public DeliverySettings delays(Duration first, Duration longest) {
        return with(new Tries(first, longest, tries.giveUpAfter, tries.giveUpTries));
    }

    /** These settings with another end of trying. */
    public DeliverySettings giveUp(Duration after, int most) {
        return with(new Tries(tries.first, tries.longest, after, most));
    }

    private DeliverySettings with(Tries other) {
        return new DeliverySettings(other, calls, breaker, pace, seed);
    }

    /** These settings with another patience. */
    public DeliverySettings callLimit(Duration value) {
        return with(new OneCall(value, calls.parallel, calls.together));
    }

    /** These settings with so many calls at the same time. */
    public DeliverySettings parallel(int value) {
        return with(new OneCall(calls.limit, value, calls.together));
    }

    /** These settings with so many things in one call. */
    public DeliverySettings together(int value) {
        return with(new OneCall(calls.limit, calls.parallel, value));
    }

    private DeliverySettings with(OneCall other) {
        return new DeliverySettings(tries, other, breaker, pace, seed);
    }

    /** These settings with another breaker. */
    public DeliverySettings breaker(int after, Duration first, Duration longest) {
        return new DeliverySettings(tries, calls, new Pauses(after, first, longest), pace, seed);
    }

    /** These settings with another highest rate. */
    public DeliverySettings perSecond(int value) {
        return with(new Rate(value, pace.slowStart, pace.growsEvery));
    }

    /** These settings with another slow start. */
    public DeliverySettings slowStart(int rate, Duration every) {
        return with(new Rate(pace.perSecond, rate, every));
    }

    private DeliverySettings with(Rate other) {
        return new DeliverySettings(tries, calls, breaker, other, seed);
    }

    /** These settings with other chances. */
    public DeliverySettings seed(long value) {
        return new DeliverySettings(tries, calls, breaker, pace, value);
    }
}
