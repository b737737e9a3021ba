package io.carom.spi;

import java.time.Instant;

/**
 * The figures of one campaign, duplicates left out. Immutable.
 *
 * @param campaign its name
 * @param first the earliest event
 * @param last the latest event
 * @param sent messages: as the campaign was configured, or counted from {@code sent} events
 * @param delivered deliveries
 * @param soft soft bounces
 * @param hard hard bounces
 * @param complaints complaints, {@code not-spam} left out
 * @param opened opens
 * @param clicked clicks
 * @param unsubscribed persons that left
 * @param firstSend whether it is the first send to an imported list
 */
public record CampaignOverview(
        String campaign,
        Instant first,
        Instant last,
        long sent,
        long delivered,
        long soft,
        long hard,
        long complaints,
        long opened,
        long clicked,
        long unsubscribed,
        boolean firstSend) {
    /** Bounces, soft and hard, of the messages sent, 0 to 1; 0 when nothing is known to be sent. */
    public double failedShare() {
        return sent <= 0 ? 0 : Math.min(1, (soft + hard) / (double) sent);
    }

    /** {@code fine} below 5 %, {@code attention} above 10 %, {@code watch} between, {@code unknown} when nothing is known to be sent. */
    public String verdict() {
        if (sent <= 0) {
            return "unknown";
        }
        double share = failedShare();
        return share < 0.05 ? "fine" : share > 0.1 ? "attention" : "watch";
    }
}
