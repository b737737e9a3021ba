package io.carom.engine.simulate.generate;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Which campaign sends how many messages when: working days twice as many as others. Immutable. */
final class Calendar {
    private static final long LONGEST_SEND = 2 * 3600L * 1000;

    private final Instant from;
    private final long slot;
    private final long[] upTo;

    /** {@code sends} messages in {@code days} days. */
    Calendar(Instant from, int days, int campaignsADay, long sends) {
        this.from = from;
        this.slot = Duration.ofDays(1).toMillis() / campaignsADay;
        int campaigns = Math.multiplyExact(days, campaignsADay);
        double[] weights = new double[campaigns];
        double all = 0;
        for (int i = 0; i < campaigns; i++) {
            all += weight(begins(i));
            weights[i] = all;
        }
        upTo = new long[campaigns];
        for (int i = 0; i < campaigns; i++) {
            upTo[i] = Math.round(weights[i] / all * sends);
        }
        upTo[campaigns - 1] = sends;
    }

    private static double weight(Instant at) {
        DayOfWeek day = at.atZone(ZoneOffset.UTC).getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? 0.5 : 1;
    }

    private Instant begins(int campaign) {
        return from.plusMillis(campaign * slot + slot / 3);
    }

    int campaigns() {
        return upTo.length;
    }

    long size(int campaign) {
        return upTo[campaign] - (campaign == 0 ? 0 : upTo[campaign - 1]);
    }

    long largest() {
        long most = 0;
        for (int i = 0; i < upTo.length; i++) {
            most = Math.max(most, size(i));
        }
        return most;
    }

    /** When the {@code n}th message of a campaign goes; {@code within} is a share of the time between two. */
    Instant at(int campaign, long n, double within) {
        double share = (n + within) / size(campaign);
        return begins(campaign).plusMillis((long) (share * Math.min(slot / 2, LONGEST_SEND)));
    }
}
