package io.carom.engine.decide;

import io.carom.api.RetryPlan;
import io.carom.api.RetrySchedule;
import io.carom.engine.policy.PolicySettings;
import io.carom.spi.MessageState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which retry comes next after a failed attempt, and when. Pure.
 *
 * <p>A greylisted attempt gets one early retry in front of the delay that would have followed; the delays after it move up by one. An
 * attempt that failed by our own quota is tried again after the same delay and uses up no retry.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6647#section-2">RFC 6647, 2 (greylisting)</a>
 */
final class RetryTimes {
    /**
     * The next try.
     *
     * @param plan which retry and when, or null when none is left
     * @param early which attempt got the early retry; 0 when none did
     * @param spared attempts of the message that used up no retry, this one included
     */
    record Next(@Nullable RetryPlan plan, int early, int spared) {}

    private final PolicySettings.Greylisting greylisting;

    RetryTimes(PolicySettings.Greylisting greylisting) {
        this.greylisting = greylisting;
    }

    /**
     * The try after attempt {@code attempt} failed at {@code failedAt}.
     *
     * @param earlyAllowed whether a greylisted failure gets the early retry
     * @param asked how long the receiver asks to wait, or null
     * @param ownQuota whether our own quota refused
     */
    Next after(
            RetrySchedule schedule,
            MessageState message,
            int attempt,
            boolean earlyAllowed,
            @Nullable Duration asked,
            boolean ownQuota,
            Instant failedAt) {
        int retry = Math.max(1, attempt - message.spared());
        int spared = message.spared() + (ownQuota ? 1 : 0);
        int early = message.early();
        if (early == 0 && earlyAllowed && retry <= schedule.retries()) {
            early = retry;
        }
        int of = schedule.retries() + (early > 0 ? 1 : 0);
        if (ownQuota) {
            retry = Math.min(retry, Math.max(1, of));
        }
        if (retry > of || of == 0) {
            return new Next(null, early, spared);
        }
        Duration delay = early == retry ? earlyDelay(asked) : schedule.delays().get(index(retry, early));
        return new Next(new RetryPlan(schedule.name(), retry, of, failedAt.plus(delay)), early, spared);
    }

    private static int index(int retry, int early) {
        return early > 0 && retry > early ? retry - 2 : retry - 1;
    }

    private Duration earlyDelay(@Nullable Duration asked) {
        if (asked == null) {
            return greylisting.usual();
        }
        if (asked.compareTo(greylisting.least()) < 0) {
            return greylisting.least();
        }
        return asked.compareTo(greylisting.most()) > 0 ? greylisting.most() : asked;
    }
}
