package io.carom.engine.simulate;

import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one message fares under the candidate once that differs from the record. For one thread. */
final class Course {
    private static final long LEAST = Duration.ofMinutes(2).toMillis();
    private static final long MOST = Duration.ofHours(2).toMillis();

    /**
     * A retry that the candidate makes.
     *
     * @param failed what failed before it
     * @param reason why
     * @param at when it is made
     */
    record Retry(Event failed, Reason reason, Instant at) {
        /** Until when a recorded result may turn up that is this retry's. */
        Instant deadline() {
            return at.plusMillis(tolerance(failed.at(), at));
        }

        boolean isAbout(Instant recorded) {
            return Math.abs(recorded.toEpochMilli() - at.toEpochMilli()) <= tolerance(failed.at(), at);
        }
    }

    /** The message was never sent. */
    boolean spared;
    /** The record has other retries, by the baseline, instead of none. */
    boolean retimed;
    /** Attempts up to this one are recorded and made alike. */
    int shared;
    /** The highest recorded attempt that was taken for one of the candidate's. */
    int matched;
    /** The highest recorded attempt that the candidate does not make. */
    int missed;
    /** How many attempts nobody recorded. */
    int made;
    /** The candidate's attempts so far. */
    int attempt;

    boolean delivered;

    @Nullable
    Retry pending;

    @Nullable
    Instant recordedDelivery;

    private @Nullable Event recordedFailure;
    private @Nullable Classification recordedAs;

    Course copy() {
        Course copy = new Course();
        copy.spared = spared;
        copy.retimed = retimed;
        copy.shared = shared;
        copy.matched = matched;
        copy.missed = missed;
        copy.made = made;
        copy.attempt = attempt;
        copy.delivered = delivered;
        copy.pending = pending;
        copy.recordedDelivery = recordedDelivery;
        copy.recordedFailure = recordedFailure;
        copy.recordedAs = recordedAs;
        return copy;
    }

    /** A tenth of a delay either way, at least two minutes and at most two hours, is the same retry; in milliseconds. */
    static long tolerance(Instant failed, Instant retried) {
        long tenth = (retried.toEpochMilli() - failed.toEpochMilli()) / 10;
        return Math.max(LEAST, Math.min(MOST, tenth));
    }

    static boolean isResult(Event event) {
        return event.kind() == EventKind.BOUNCE || event.kind() == EventKind.DELIVERY;
    }

    /** Notes what the record tells, whether or not the candidate meets it. */
    void recorded(Event event, Decision baseline) {
        if (event.kind() == EventKind.DELIVERY) {
            recordedDelivery = recordedDelivery == null ? event.at() : recordedDelivery;
        } else if (pending != null && event.kind() == EventKind.BOUNCE && !baseline.duplicate()) {
            recordedFailure = event;
            recordedAs = baseline.classification();
        }
    }

    /** No retry is under way: what the record tells of one is no longer wanted. */
    void rest() {
        recordedFailure = null;
        recordedAs = null;
    }

    /** Whether the record says that a retry at {@code retry} succeeds: it was delivered by then. */
    boolean impliesDelivery(Retry retry) {
        return recordedDelivery != null && !recordedDelivery.isAfter(retry.deadline());
    }

    /** The recorded failure that tells most of a retry: the last one before it, or what failed before the retry. */
    Event lastFailure(Retry retry) {
        return tells(retry) && recordedFailure != null ? recordedFailure : retry.failed();
    }

    Reason lastReason(Retry retry) {
        return tells(retry) && recordedAs != null ? recordedAs.reason() : retry.reason();
    }

    /** Whether the record says that a retry fails: the receiver had said so for good by then. */
    boolean impliesFailure(Retry retry) {
        return tells(retry)
                && recordedAs != null
                && recordedAs.bounceType() == BounceType.HARD
                && recordedAs.saysDead()
                && recordedAs.promoted() == null;
    }

    private boolean tells(Retry retry) {
        return recordedFailure != null
                && recordedFailure.at().isAfter(retry.failed().at())
                && !recordedFailure.at().isAfter(retry.at());
    }

    boolean regained() {
        return delivered && recordedDelivery == null;
    }

    boolean lost() {
        return !delivered && recordedDelivery != null && pending == null;
    }
}
