package io.carom.spi;

import io.carom.api.Action;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One action on its way to the host. Immutable.
 *
 * @param key stable and unique: the same action has the same key however often it is delivered
 * @param address whom it is about; actions about one address are delivered in their order
 * @param action what is to be done
 * @param at the decision's time
 * @param event the id of the event behind it, or null for a timer
 * @param message the message it is about, or null
 * @param list the list that the event named, or null
 * @param subscriber the subscriber that the event named, or null
 * @param campaign the campaign that the event named, or null
 * @param status the enhanced code behind it as text, or null
 * @param bounceType {@code hard} or {@code soft} behind it, or null
 * @param reason the verbatim text behind it, or null
 */
public record Outgoing(
        String key,
        AddressKey address,
        Action action,
        Instant at,
        @Nullable String event,
        @Nullable String message,
        @Nullable String list,
        @Nullable String subscriber,
        @Nullable String campaign,
        @Nullable String status,
        @Nullable String bounceType,
        @Nullable String reason) {}
