package io.carom.store.jdbc;

import io.carom.spi.MessageKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that a mailer is to send again. Immutable.
 *
 * @param message which one, to whom; its Message-ID, or the id of the event where the message has none
 * @param list the list that it was sent to, or null
 * @param subscriber the subscriber that the event named, or null
 * @param campaign the campaign, or null
 * @param due when it is due
 */
public record SendAgain(
        MessageKey message,
        @Nullable String list,
        @Nullable String subscriber,
        @Nullable String campaign,
        Instant due) {}
