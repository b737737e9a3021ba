package io.carom.engine.deliver;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How one receiver is served. Immutable; change one with the method of its name.
 *
 * @param firstDelay before the second try; each further one waits twice as long, less up to half of it by chance
 * @param longestDelay no delay is longer
 * @param giveUpAfter how long after its first failure a thing becomes a dead letter
 * @param giveUpTries after how many failures it does, or 0 for no limit
 * @param callLimit how long one call may take, in real time
 * @param parallel how many calls at the same time, 1 to 64
 * @param together how many things one call may carry, 1 to 1,000
 * @param opensAfter after how many failures in a row nothing is sent for a while, 1 to 10,000
 * @param firstPause how long that while is at first; each failed probe doubles it
 * @param longestPause no pause is longer
 * @param perSecond things a second at most, or 0 for no limit and no slow start
 * @param slowStart things a second after a start and after a pause; doubled every {@code growsEvery} up to {@code perSecond}
 * @param growsEvery how often the rate doubles
 * @param seed what chance is drawn from: the same seed gives the same delays
 */
public record DeliverySettings(
        Duration firstDelay,
        Duration longestDelay,
        Duration giveUpAfter,
        int giveUpTries,
        Duration callLimit,
        int parallel,
        int together,
        int opensAfter,
        Duration firstPause,
        Duration longestPause,
        int perSecond,
        int slowStart,
        Duration growsEvery,
        long seed) {
    /** For a host on the network. */
    public static final DeliverySettings DEFAULT = new DeliverySettings(
            Duration.ofSeconds(1),
            Duration.ofMinutes(15),
            Duration.ofDays(3),
            0,
            Duration.ofSeconds(10),
            4,
            1,
            5,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            1_000,
            10,
            Duration.ofSeconds(10),
            1);

    /** For a host in the journal's own database: many at once, by one call after the other, as fast as it goes. */
    public static final DeliverySettings LOCAL =
            DEFAULT.parallel(1).together(256).perSecond(0).callLimit(Duration.ofMinutes(1));

    /** Fails with {@link IllegalArgumentException} when a number is out of its range. */
    public DeliverySettings {
        within("parallel", parallel, 1, 64);
        within("together", together, 1, 1_000);
        within("opensAfter", opensAfter, 1, 10_000);
        within("perSecond", perSecond, 0, 1_000_000);
        within("slowStart", slowStart, 1, 1_000_000);
        within("giveUpTries", giveUpTries, 0, Integer.MAX_VALUE);
        positive("firstDelay", firstDelay);
        positive("longestDelay", longestDelay);
        positive("giveUpAfter", giveUpAfter);
        positive("callLimit", callLimit);
        positive("firstPause", firstPause);
        positive("longestPause", longestPause);
        positive("growsEvery", growsEvery);
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
        return shortened(doubled(firstDelay, longestDelay, failures), key, failures);
    }

    /** How long nothing is sent after the breaker has opened {@code openings} times in a row. */
    Duration pause(String receiver, int openings) {
        return shortened(doubled(firstPause, longestPause, openings), receiver, openings);
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
        return new DeliverySettings(
                first,
                longest,
                giveUpAfter,
                giveUpTries,
                callLimit,
                parallel,
                together,
                opensAfter,
                firstPause,
                longestPause,
                perSecond,
                slowStart,
                growsEvery,
                seed);
    }

    /** These settings with another end. */
    public DeliverySettings giveUp(Duration after, int tries) {
        return new DeliverySettings(
                firstDelay,
                longestDelay,
                after,
                tries,
                callLimit,
                parallel,
                together,
                opensAfter,
                firstPause,
                longestPause,
                perSecond,
                slowStart,
                growsEvery,
                seed);
    }

    /** These settings with another patience. */
    public DeliverySettings callLimit(Duration value) {
        return new DeliverySettings(
                firstDelay,
                longestDelay,
                giveUpAfter,
                giveUpTries,
                value,
                parallel,
                together,
                opensAfter,
                firstPause,
                longestPause,
                perSecond,
                slowStart,
                growsEvery,
                seed);
    }

    /** These settings with so many calls at the same time. */
    public DeliverySettings parallel(int value) {
        return new DeliverySettings(
                firstDelay,
                longestDelay,
                giveUpAfter,
                giveUpTries,
                callLimit,
                value,
                together,
                opensAfter,
                firstPause,
                longestPause,
                perSecond,
                slowStart,
                growsEvery,
                seed);
    }

    /** These settings with so many things in one call. */
    public DeliverySettings together(int value) {
        return new DeliverySettings(
                firstDelay,
                longestDelay,
                giveUpAfter,
                giveUpTries,
                callLimit,
                parallel,
                value,
                opensAfter,
                firstPause,
                longestPause,
                perSecond,
                slowStart,
                growsEvery,
                seed);
    }

    /** These settings with another breaker. */
    public DeliverySettings breaker(int after, Duration first, Duration longest) {
        return new DeliverySettings(
                firstDelay,
                longestDelay,
                giveUpAfter,
                giveUpTries,
                callLimit,
                parallel,
                together,
                after,
                first,
                longest,
                perSecond,
                slowStart,
                growsEvery,
                seed);
    }

    /** These settings with another highest rate. */
    public DeliverySettings perSecond(int value) {
        return new DeliverySettings(
                firstDelay,
                longestDelay,
                giveUpAfter,
                giveUpTries,
                callLimit,
                parallel,
                together,
                opensAfter,
                firstPause,
                longestPause,
                value,
                slowStart,
                growsEvery,
                seed);
    }

    /** These settings with another slow start. */
    public DeliverySettings slowStart(int rate, Duration every) {
        return new DeliverySettings(
                firstDelay,
                longestDelay,
                giveUpAfter,
                giveUpTries,
                callLimit,
                parallel,
                together,
                opensAfter,
                firstPause,
                longestPause,
                perSecond,
                rate,
                every,
                seed);
    }

    /** These settings with other chances. */
    public DeliverySettings seed(long value) {
        return new DeliverySettings(
                firstDelay,
                longestDelay,
                giveUpAfter,
                giveUpTries,
                callLimit,
                parallel,
                together,
                opensAfter,
                firstPause,
                longestPause,
                perSecond,
                slowStart,
                growsEvery,
                value);
    }
}
