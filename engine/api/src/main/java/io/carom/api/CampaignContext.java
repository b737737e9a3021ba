package io.carom.api;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a campaign before its events arrive. Immutable.
 *
 * @param id the name that events carry in {@code campaign}
 * @param sent how many messages it sends in all, or null when it is not known: then the {@code sent} events are counted
 * @param firstSend whether this is the first send to an imported list
 */
public record CampaignContext(String id, @Nullable Long sent, boolean firstSend) implements Input {}
