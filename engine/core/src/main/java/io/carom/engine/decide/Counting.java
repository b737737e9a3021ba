package io.carom.engine.decide;

import io.carom.api.Bounce;
import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.Event;
import io.carom.api.Fault;
import io.carom.api.Phase;
import io.carom.api.Promotion;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.api.Reason;
import io.carom.api.RetryPlan;
import io.carom.api.RetrySchedule;
import io.carom.api.SubscriberStatus;
import io.carom.engine.policy.PolicySettings;
import io.carom.spi.History;
import io.carom.spi.MessageState;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Retry policy, run and promotion of one failure that counts. For one thread, one event. */
final class Counting {
    private static final String OWN_QUOTA = "own_quota";

    private final PolicySettings settings;
    private final Runs runs;
    private final RetryTimes retryTimes;
    private final Standing standing;
    private final Bounce fact;
    private final Event event;
    private final History before;
    private final MessageState message;
    private final int attempt;
    private final @Nullable Duration asked;
    private Classification what;
    private History after;
    private RetryTimes.Next next;
    private String told = "";

    /** Begins with what was read; {@code asked} is how long the receiver asks to wait, or null. */
    Counting(
            PolicySettings settings,
            Runs runs,
            RetryTimes retryTimes,
            Standing standing,
            Bounce fact,
            Event event,
            History before,
            Classification what,
            MessageState message,
            int attempt,
            @Nullable Duration asked) {
        this.settings = settings;
        this.runs = runs;
        this.retryTimes = retryTimes;
        this.standing = standing;
        this.fact = fact;
        this.event = event;
        this.before = before;
        this.after = before;
        this.what = what;
        this.message = message;
        this.attempt = attempt;
        this.asked = asked;
        this.next = new RetryTimes.Next(null, message.early(), message.spared());
    }

    /** Whether our own quota refused. */
    static boolean ownQuota(Bounce fact) {
        return fact.getSignals().contains(OWN_QUOTA);
    }

    /** The promotion that an address is known to be bounced by: none where the mailbox itself was called unknown. */
    static @Nullable Promotion lasting(Classification what) {
        return what.reason() == Reason.USER_UNKNOWN ? null : what.promoted();
    }

    /** The classification, promoted if the run or the retries say so. */
    Classification what() {
        return what;
    }

    /** The history after this failure. */
    History after() {
        return after;
    }

    /** The next retry, or null. */
    @Nullable
    RetryPlan plan() {
        return next.plan();
    }

    /** Which retry it is, in words. */
    String told() {
        return told;
    }

    void run() {
        boolean soft = what.bounceType() == BounceType.SOFT;
        Promotion promotion = null;
        if (!message.counted()) {
            Runs.Counted counted = runs.count(before, what, event.at());
            after = counted.history();
            promotion = counted.promotion();
        }
        if (promotion == null && onTrial(what)) {
            promotion = Promotion.PROBATION;
        }
        if (overtaken()) {
            standing.note(Phase.RETRY, "engine/no-retry", "A later try at this message has failed already");
        } else if (soft
                && promotion == null
                && standing.winner("retry", Proposal.GiveUp.class).isEmpty()) {
            next = retry();
            promotion = next.plan() == null ? lastFailed() : null;
        }
        if (promotion != null) {
            what = what.promotedBy(promotion);
            standing.note(Phase.RETRY, "engine/" + promotion.word().replace('_', '-'), why(promotion));
        }
    }

    /** Whether this failure is told of after that of a later try, which decided when the message is tried again. */
    boolean overtaken() {
        return what.bounceType() == BounceType.SOFT && message.seenAfter(attempt);
    }

    /** Whether this failure alone ends the trial of an address that came back: what may be its own fault. */
    private boolean onTrial(Classification found) {
        boolean own = found.fault() == Fault.UNKNOWN
                || (found.fault() == Fault.RECIPIENT && found.bounceType() == BounceType.SOFT);
        return before.probation() > 0 && before.status() == SubscriberStatus.SUBSCRIBED && own;
    }

    /** What the receiver or the network failed ends a trial only once nothing is tried any more. */
    private Promotion lastFailed() {
        boolean gone = what.fault() == Fault.RECEIVER || what.fault() == Fault.NETWORK;
        boolean trial = before.probation() > 0 && before.status() == SubscriberStatus.SUBSCRIBED;
        return gone && trial ? Promotion.PROBATION : Promotion.RETRIES_EXHAUSTED;
    }

    private RetryTimes.Next retry() {
        boolean ownQuota = ownQuota(fact);
        RetrySchedule schedule = schedule();
        boolean fixed = standing.winner("retry", Proposal.Retry.class).isPresent();
        RetryTimes.Next found = retryTimes.after(
                schedule, message, attempt, what.reason() == Reason.GREYLISTED && !fixed, asked, ownQuota, event.at());
        if (found.plan() != null) {
            told = "Retry " + found.plan().attempt() + " of " + found.plan().of() + " by `" + schedule.name() + "`"
                    + (found.early() == found.plan().attempt() ? ", early because of greylisting" : "")
                    + (ownQuota ? "; our own quota refused, which uses up no retry" : "");
        }
        return found;
    }

    /** What a script says, else a rule for the receiver, else the sending server's, else the default. */
    private RetrySchedule schedule() {
        Optional<Proposed> said = standing.standing("retry");
        if (said.isPresent() && said.get().what() instanceof Proposal.Retry retry) {
            return new RetrySchedule(said.get().by(), Collections.nCopies(retry.attempts(), retry.after()));
        }
        String name = said.isPresent() && said.get().what() instanceof Proposal.UseRetryPolicy use
                ? use.name()
                : fact.getServerRetryPolicy();
        if (name.isEmpty()) {
            return settings.defaultRetryPolicy();
        }
        Optional<RetrySchedule> found = settings.retryPolicy(name);
        if (found.isEmpty()) {
            standing.note(
                    Phase.RETRY,
                    "engine/unknown-retry-policy",
                    "There is no retry policy `" + name + "`: `default` is used");
        }
        return found.orElseGet(settings::defaultRetryPolicy);
    }

    private String why(Promotion promotion) {
        return switch (promotion) {
            case CONSECUTIVE_SOFT -> after.softRun() + " messages in a row bounced: the address counts as dead";
            case UNREACHABLE ->
                after.goneRun() + " messages in a row failed since " + after.goneSince() + ": the receiver is gone";
            case PROBATION -> "The address was on trial, and this is the next bounce: it falls back";
            case RETRIES_EXHAUSTED -> "The last retry failed, too";
        };
    }

    MessageState newMessage() {
        BounceType verdict = what.bounceType() == null ? BounceType.SOFT : what.bounceType();
        return message.failed(verdict, attempt, !after.equals(before), next.early(), next.spared());
    }
}
