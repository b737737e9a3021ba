package io.carom.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the log: an event and what was decided about it. Immutable.
 *
 * @param seq the row's place in the order of recording
 * @param id the event's id; null for a timer's decision
 * @param at the event's time
 * @param recipient the address as it was written
 * @param kind what happened
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
        @Nullable String decisionJson) {}
