package io.carom.spi;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.Fault;
import io.carom.api.Reason;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a failure says by code, text and receiver, before any rule. Immutable.
 *
 * @param bounceType whether the delivery failed for good
 * @param fault whose fault it is
 * @param reason why
 * @param status the enhanced code in force, or null
 * @param replyCode the SMTP reply code in force, or null
 * @param disagreement whether the text contradicts the code
 * @param signals names of all phrases and hosts that were found
 * @param family the receiving system's family, or null
 * @param retryAfter how long the receiver asks to wait ("try again in 5 minutes"), or null
 */
public record Reading(
        BounceType bounceType,
        Fault fault,
        Reason reason,
        @Nullable EnhancedStatus status,
        @Nullable Integer replyCode,
        boolean disagreement,
        Set<String> signals,
        @Nullable String family,
        @Nullable Duration retryAfter) {}
