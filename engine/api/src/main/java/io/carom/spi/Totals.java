package io.carom.spi;

import java.util.Map;

/**
 * Figures over everything that is recorded, duplicates left out. Immutable; maps are ordered by count, highest first.
 *
 * @param events how many events
 * @param byKind events by kind
 * @param byType bounces by {@code hard} and {@code soft}
 * @param byReason bounces by reason
 * @param byDomain bounces by the recipient's domain, the top 20
 * @param bySubscriber addresses by status
 * @param duplicates events that were counted already
 */
public record Totals(
        long events,
        Map<String, Long> byKind,
        Map<String, Long> byType,
        Map<String, Long> byReason,
        Map<String, Long> byDomain,
        Map<String, Long> bySubscriber,
        long duplicates) {}
