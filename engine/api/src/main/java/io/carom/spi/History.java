package io.carom.spi;

import io.carom.api.Promotion;
import io.carom.api.SubscriberStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an address, the same on every list. Immutable.
 *
 * @param status what the address is to us
 * @param since when it became that, or null for an address never heard of
 * @param softRun messages in a row that bounced softly by the recipient's or nobody's fault
 * @param lastSoft when the last of them failed, or null
 * @param goneRun messages in a row that failed by the receiver's or the network's fault
 * @param goneSince when the first of them failed, or null
 * @param lastSuccess the last delivery, or null
 * @param lastEngaged the last open or click, or null
 * @param lastActivity the last sign of life elsewhere, or null
 * @param bouncedBy what made the address {@code bounced}, when it was a promotion, or null
 * @param hold the change that waits for review, or null
 * @param probation deliveries that the address still has to prove itself with; 0 when it need not. While the address is bounced: those
 *     that it will have to, once it is let back
 */
public record History(
        SubscriberStatus status,
        @Nullable Instant since,
        int softRun,
        @Nullable Instant lastSoft,
        int goneRun,
        @Nullable Instant goneSince,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastEngaged,
        @Nullable Instant lastActivity,
        @Nullable Promotion bouncedBy,
        @Nullable Hold hold,
        int probation) {
    /** The history of an address never heard of. */
    public static final History NONE =
            new History(SubscriberStatus.SUBSCRIBED, null, 0, null, 0, null, null, null, null, null, null, 0);

    /**
     * A change that waits.
     *
     * @param event the id of the event that asked for it
     * @param from when it began to wait
     * @param until when it happens unless there was a sign of life
     * @param decision the held decision's explanation in JSON, to be told again when the timer fires
     * @param incident the number of the incident because of which it waits, or 0 for a review
     */
    public record Hold(String event, Instant from, Instant until, String decision, long incident) {
        /** A hold for review. */
        public Hold(String event, Instant from, Instant until, String decision) {
            this(event, from, until, decision, 0);
        }
    }

    public History status(SubscriberStatus newStatus, Instant at, @Nullable Promotion by) {
        return new History(
                newStatus,
                at,
                softRun,
                lastSoft,
                goneRun,
                goneSince,
                lastSuccess,
                lastEngaged,
                lastActivity,
                by,
                hold,
                probation);
    }

    public History softRun(int run, @Nullable Instant last) {
        return new History(
                status,
                since,
                run,
                last,
                goneRun,
                goneSince,
                lastSuccess,
                lastEngaged,
                lastActivity,
                bouncedBy,
                hold,
                probation);
    }

    public History goneRun(int run, @Nullable Instant first) {
        return new History(
                status,
                since,
                softRun,
                lastSoft,
                run,
                first,
                lastSuccess,
                lastEngaged,
                lastActivity,
                bouncedBy,
                hold,
                probation);
    }

    /** After a delivery: both runs begin anew. */
    public History delivered(Instant at) {
        return new History(
                status,
                since,
                0,
                null,
                0,
                null,
                later(lastSuccess, at),
                lastEngaged,
                lastActivity,
                bouncedBy,
                hold,
                Math.max(0, probation - 1));
    }

    public History engaged(Instant at) {
        return new History(
                status,
                since,
                softRun,
                lastSoft,
                goneRun,
                goneSince,
                lastSuccess,
                later(lastEngaged, at),
                lastActivity,
                bouncedBy,
                hold,
                probation);
    }

    public History active(Instant at) {
        return new History(
                status,
                since,
                softRun,
                lastSoft,
                goneRun,
                goneSince,
                lastSuccess,
                lastEngaged,
                later(lastActivity, at),
                bouncedBy,
                hold,
                probation);
    }

    public History hold(@Nullable Hold newHold) {
        return new History(
                status,
                since,
                softRun,
                lastSoft,
                goneRun,
                goneSince,
                lastSuccess,
                lastEngaged,
                lastActivity,
                bouncedBy,
                newHold,
                probation);
    }

    public History probation(int deliveries) {
        return new History(
                status,
                since,
                softRun,
                lastSoft,
                goneRun,
                goneSince,
                lastSuccess,
                lastEngaged,
                lastActivity,
                bouncedBy,
                hold,
                deliveries);
    }

    private static Instant later(@Nullable Instant known, Instant at) {
        return known == null || at.isAfter(known) ? at : known;
    }
}
