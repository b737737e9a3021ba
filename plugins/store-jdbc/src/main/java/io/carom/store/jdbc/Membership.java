package io.carom.store.jdbc;

import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address on a list of the embedded host. Immutable.
 *
 * @param address the address
 * @param list the list
 * @param subscriber how its subscriber is named there, or null
 * @param status what it is on this list
 * @param since when it became that
 * @param campaign the campaign by which the person left, or null
 */
public record Membership(
        AddressKey address,
        String list,
        @Nullable String subscriber,
        SubscriberStatus status,
        Instant since,
        @Nullable String campaign) {}
