package io.carom.engine.decide;

import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.Fault;
import io.carom.api.Promotion;
import io.carom.engine.policy.PolicySettings;
import io.carom.spi.History;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts messages in a row that failed softly, per address; a delivery begins anew. Pure.
 *
 * <p>The recipient's and nobody's fault make one run, which flips by count. The receiver's and the network's fault make another one,
 * which flips only after a long time without any success; a failure of the first kind shows that the receiver answers, and ends it. The
 * sender's and the content's fault do not count.
 */
final class Runs {
    /** The history after one more message failed, and what that promotes the failure to, or null. */
    record Counted(History history, @Nullable Promotion promotion) {}

    private final PolicySettings.Promotions limits;

    Runs(PolicySettings.Promotions limits) {
        this.limits = limits;
    }

    /** Whether a failure belongs to the run of the recipient's and nobody's fault. */
    static boolean countsAgainstAddress(Classification what) {
        return what.fault() == Fault.UNKNOWN
                || (what.fault() == Fault.RECIPIENT && what.bounceType() == BounceType.SOFT);
    }

    private static boolean countsAgainstReceiver(Classification what) {
        return what.bounceType() == BounceType.SOFT
                && (what.fault() == Fault.RECEIVER || what.fault() == Fault.NETWORK);
    }

    /** Counts the first failure of a message. */
    Counted count(History history, Classification what, Instant at) {
        if (history.lastSuccess() != null && at.isBefore(history.lastSuccess())) {
            // Told of late: the delivery that came after it has begun anew
            return new Counted(history, null);
        }
        if (countsAgainstAddress(what)) {
            int run = expired(history, at) ? 1 : history.softRun() + 1;
            History next = history.softRun(run, at).goneRun(0, null);
            boolean reached = limits.consecutiveSoft() > 0 && run >= limits.consecutiveSoft();
            return new Counted(next, reached ? Promotion.CONSECUTIVE_SOFT : null);
        }
        if (countsAgainstReceiver(what)) {
            Instant since = history.goneSince() == null ? at : history.goneSince();
            int run = history.goneRun() + 1;
            boolean reached = limits.unreachableMessages() > 0
                    && run >= limits.unreachableMessages()
                    && Duration.between(since, at).compareTo(limits.unreachableOver()) >= 0;
            return new Counted(history.goneRun(run, since), reached ? Promotion.UNREACHABLE : null);
        }
        return new Counted(history, null);
    }

    private boolean expired(History history, Instant at) {
        return history.lastSoft() != null
                && limits.forgetSoftAfter() != null
                && Duration.between(history.lastSoft(), at).compareTo(limits.forgetSoftAfter()) > 0;
    }
}
