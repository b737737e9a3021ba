package io.carom.spi;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What there is to read about a failure. Immutable.
 *
 * @param text the reply or diagnostic, verbatim; may be empty
 * @param replyCode the SMTP reply code where a field gives it, or null: then it is looked for in {@code text}
 * @param status the enhanced code where a field gives it, or null: then it is looked for in {@code text}
 * @param action the Action field of a delivery report, lower case, or null
 * @param domain the recipient's domain, lower case, or null
 * @param mx the receiving host, or null
 * @param reportingMta the host that reports, or null
 * @param providerType the provider's own verdict, or null
 * @param providerReason the provider's own verdict, or null
 */
public record Evidence(
        String text,
        @Nullable Integer replyCode,
        @Nullable EnhancedStatus status,
        @Nullable String action,
        @Nullable String domain,
        @Nullable String mx,
        @Nullable String reportingMta,
        @Nullable BounceType providerType,
        @Nullable Reason providerReason) {
    /** A reply line and nothing else. */
    public static Evidence ofReply(String line) {
        return new Evidence(line, null, null, null, null, null, null, null, null);
    }
}
