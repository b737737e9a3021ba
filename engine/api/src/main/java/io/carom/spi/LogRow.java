package io.carom.spi;

import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.Reason;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of the log: an event and what was decided about it. Immutable.
 *
 * @param seq the row's place in the order of recording
 * @param id the event's id; null for a timer's decision
 * @param at the event's time
 * @param recipient the address as it was written
 * @param kind what happened; the timer's word for a timer's decision
 * @param bounceType {@code hard}, {@code soft} or null
 * @param reason the classified word, or null
 * @param status the enhanced code, or null
 * @param replyCode the reply code, or null
 * @param diagnostic the text, verbatim, or null
 * @param campaign the campaign, or null
 * @param list the list, or null
 * @param feedbackType of a complaint, or null
 * @param proof how the origin was proven
 * @param duplicate whether it was counted already
 * @param eventJson the event as it was recorded; null for a timer's decision
 * @param decisionJson the decision as it was recorded, or null for an event that gives none
 */
public record LogRow(
        long seq,
        @Nullable String id,
        Instant at,
        String recipient,
        String kind,
        @Nullable String bounceType,
        @Nullable String reason,
        @Nullable String status,
        @Nullable Integer replyCode,
        @Nullable String diagnostic,
        @Nullable String campaign,
        @Nullable String list,
        @Nullable String feedbackType,
        @Nullable String proof,
        boolean duplicate,
        @Nullable String eventJson,
        @Nullable String decisionJson) {
    /**
     * The row that {@code entry} is recorded as: what was decided where there is a decision, what the event says where there is none.
     * The kind of a timer's decision is the timer.
     */
    public static LogRow of(long seq, Entry entry) {
        Event event = entry.event();
        Decision decision = entry.decision();
        if (event == null) {
            Decision fired = Objects.requireNonNull(decision, "an entry needs an event or a decision");
            return ofTimer(seq, fired, entry.decisionJson());
        }
        Classification found = decision == null ? null : decision.classification();
        return new LogRow(
                seq,
                event.id(),
                event.at(),
                event.recipient(),
                event.kind().word(),
                found != null
                        ? found.bounceType() == null ? null : found.bounceType().word()
                        : event.bounceType() == null ? null : event.bounceType().word(),
                found != null ? found.reason().word() : word(event.reason()),
                text(found != null && found.status() != null ? found.status() : event.status()),
                found != null && found.replyCode() != null ? found.replyCode() : event.replyCode(),
                event.diagnostic() != null ? event.diagnostic() : event.reply(),
                event.campaign(),
                event.list(),
                event.feedbackType(),
                event.proof().word(),
                decision != null && decision.duplicate(),
                entry.eventJson(),
                entry.decisionJson());
    }

    private static LogRow ofTimer(long seq, Decision fired, @Nullable String json) {
        Classification found = fired.classification();
        return new LogRow(
                seq,
                null,
                fired.at(),
                fired.recipient(),
                fired.timer() == null ? found.event().word() : fired.timer(),
                found.bounceType() == null ? null : found.bounceType().word(),
                found.reason().word(),
                text(found.status()),
                found.replyCode(),
                null,
                null,
                null,
                null,
                null,
                fired.duplicate(),
                null,
                json);
    }

    private static @Nullable String word(@Nullable Reason reason) {
        return reason == null ? null : reason.word();
    }

    private static @Nullable String text(@Nullable EnhancedStatus status) {
        return status == null ? null : status.toString();
    }
}
