package io.carom.engine.simulate.generate;

import java.time.Instant;
import java.util.SplittableRandom;

/**
 * One address and what will become of it. Made again from the seed whenever it is written to, so that no list of people is kept.
 * Immutable.
 *
 * @param address the address
 * @param receiver who takes its mail
 * @param end what a failure for good is called, or null for one who never fails
 * @param endsAt from when on it fails for good
 * @param fullFrom from when on its mailbox is full
 * @param fullTo until when
 * @param engaged whether it opens much
 * @param imported whether it came with the imported list
 */
record Person(
        String address,
        Tables.Receiver receiver,
        String end,
        Instant endsAt,
        Instant fullFrom,
        Instant fullTo,
        boolean engaged,
        boolean imported) {
    private static final double HOURS_A_YEAR = 365 * 24.0;

    /** The person in place {@code slot} of the list, the {@code generation}th one there, who signed up at {@code from}. */
    static Person of(
            Profile profile,
            Tables tables,
            long seed,
            int slot,
            int generation,
            Instant from,
            double hours,
            boolean imported) {
        SplittableRandom random =
                new SplittableRandom(seed * 0x9E3779B97F4A7C15L + slot * 31_337L + generation * 7_919L);
        // The first draws of neighbouring seeds look alike
        random.nextLong();
        Tables.Receiver receiver = tables.at(random.nextDouble());
        String address = (imported ? "i" : "p") + Integer.toString(slot, 36) + (generation == 0 ? "" : "." + generation)
                + "@" + receiver.domain();
        double fate = random.nextDouble();
        double trap = profile.number(imported ? "imported-traps" : "traps");
        double dead = trap + profile.number(imported ? "imported-dead" : "dead-at-sign-up");
        double noHost = dead + profile.number("no-host-at-sign-up");
        String end = fate < trap ? "trap" : fate < dead ? "dead" : fate < noHost ? "no_host" : "disabled";
        double life = -Math.log(1 - random.nextDouble()) * HOURS_A_YEAR / -Math.log(1 - profile.number("decay-a-year"));
        if (fate >= noHost && random.nextDouble() < 0.7) {
            end = "dead";
        }
        Instant endsAt = fate < noHost ? from : after(from, life);
        boolean full = random.nextDouble() < profile.number("full-mailboxes");
        Instant fullFrom = after(from, random.nextDouble() * hours);
        Instant fullTo = full ? after(fullFrom, exponential(random, profile.number("full-for"))) : fullFrom;
        boolean engaged = random.nextDouble() < profile.number("engaged");
        return new Person(address, receiver, end, endsAt, fullFrom, fullTo, engaged, imported);
    }

    static double exponential(SplittableRandom random, double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    static Instant after(Instant from, double hours) {
        return from.plusSeconds(Math.round(Math.min(hours, 100 * HOURS_A_YEAR) * 3600));
    }

    boolean gone(Instant at) {
        return !at.isBefore(endsAt);
    }

    boolean full(Instant at) {
        return !at.isBefore(fullFrom) && at.isBefore(fullTo);
    }
}
