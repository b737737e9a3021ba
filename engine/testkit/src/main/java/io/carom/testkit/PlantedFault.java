package io.carom.testkit;

import io.carom.testkit.Traffic.Campaign;
import io.carom.testkit.Traffic.Send;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What goes wrong with mail, one for each signal that is watched, with the signal and the advice that are right for it. Immutable. */
public enum PlantedFault {
    STALE_LIST("campaign_failed_share", "verify the list before the next send"),
    IMPORTED_LIST("first_send_user_unknown", "verify the full list"),
    BROKEN_SERVER("server_auth_failure", "DKIM or SPF is broken"),
    BLOCKED_BY_ONE("domain_block", "investigate this domain"),
    BLOCKED_BY_MANY("ip_reputation_wide", "reputation is bad"),
    DEFERRED("policy_deferrals", "reputation: watch"),
    GREYLISTED("greylisting_share", "patience"),
    FULL_MAILBOXES("mailbox_full_creep", "clean it"),
    TOO_LARGE("message_too_large_share", "shrink images"),
    TOO_FAST("send_bounce_growth", "slow down, split"),
    COMPLAINTS("complaint_rate_high", "look at content"),
    UNAUTHENTICATED("auth_failures", "SPF, DKIM, DMARC");

    private final String signal;
    private final String advice;

    PlantedFault(String signal, String advice) {
        this.signal = signal;
        this.advice = advice;
    }

    /** The signal that has to speak for its incident. */
    public String signal() {
        return signal;
    }

    /** A part of the advice that is right. */
    public String advice() {
        return advice;
    }

    /** This fault from an instant on; what happens to a campaign happens to one of {@code size} messages that begins then. */
    public Traffic.Fault from(Instant begin, int size) {
        boolean first = this == IMPORTED_LIST;
        boolean campaign = first || this == STALE_LIST || this == TOO_LARGE || this == TOO_FAST || this == COMPLAINTS;
        Campaign own = campaign
                ? new Campaign("planted", begin, Duration.ofMinutes(90), size, first ? "imported" : "news", 0, first)
                : null;
        return new Traffic.Fault() {
            @Override
            public @Nullable String reply(Send send, Random random) {
                boolean hit = own == null ? !send.at().isBefore(begin) : own.equals(send.campaign());
                return hit ? PlantedFault.this.reply(send, random) : null;
            }

            @Override
            public @Nullable Boolean complains(Send send, Random random) {
                return (PlantedFault.this == COMPLAINTS && own != null && own.equals(send.campaign()))
                        ? (Boolean) (random.nextDouble() < 0.008)
                        : null;
            }

            @Override
            public @Nullable Campaign campaign() {
                return own;
            }
        };
    }

    private @Nullable String reply(Send send, Random random) {
        double luck = random.nextDouble();
        return switch (this) {
            case STALE_LIST ->
                luck < 0.12
                        ? "550 5.1.1 User unknown"
                        : luck < 0.2
                                ? "550 5.2.1 This mailbox is disabled"
                                : luck < 0.24 ? "452 4.2.2 Mailbox full" : null;
            case IMPORTED_LIST -> luck < 0.22 ? "550 5.1.1 User unknown" : null;
            case BROKEN_SERVER -> send.server() == 0 && luck < 0.85 ? "550 5.7.1 Message rejected" : null;
            case BLOCKED_BY_ONE ->
                send.domain().equals("large2.example") && luck < 0.7
                        ? "554 5.7.1 Service unavailable; client host 192.0.2.10 blocked using bl.example"
                        : null;
            case BLOCKED_BY_MANY ->
                send.server() == 0 && luck < 0.15 ? "554 5.7.1 Your IP has a poor reputation and was blocked" : null;
            case DEFERRED ->
                send.server() == 0 && luck < 0.14
                        ? "421 4.7.1 Temporarily deferred due to unexpected volume or user complaints"
                        : null;
            case GREYLISTED -> luck < 0.5 ? "450 4.7.0 Greylisted, try again later" : null;
            case FULL_MAILBOXES -> send.campaign() != null && luck < 0.03 ? "452 4.2.2 Mailbox full" : null;
            case TOO_LARGE -> luck < 0.05 ? "552 5.3.4 Message size exceeds fixed limit" : null;
            case TOO_FAST ->
                luck < 0.3 * send.done() * send.done() ? "421 4.7.28 Rate limit exceeded, try again later" : null;
            case COMPLAINTS -> null;
            case UNAUTHENTICATED ->
                luck < 0.05 ? "550 5.7.26 Unauthenticated email is not accepted: SPF and DKIM failed" : null;
        };
    }
}
