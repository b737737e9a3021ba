package io.carom.standalone.feed;

import io.carom.intake.log.LogOptions;
import io.carom.intake.verp.ProvenReports;
import io.carom.intake.webhook.Webhooks;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a feed reads. Immutable.
 *
 * @param provider the provider whose webhook bodies these are (all JSON and forms then are), or empty: it is recognised
 * @param webhooks makes the readers of webhook bodies when they are needed
 * @param logs how mail servers' logs are read; with a format, all files are logs
 * @param vouched whether a person vouches for the origin of mails and webhook bodies
 * @param mails what mails prove
 */
public record FeedOptions(
        Optional<String> provider, Supplier<Webhooks> webhooks, LogOptions logs, boolean vouched, ProvenReports mails) {
    /** Without signed return paths. */
    public FeedOptions(Optional<String> provider, Supplier<Webhooks> webhooks, LogOptions logs, boolean vouched) {
        this(provider, webhooks, logs, vouched, new ProvenReports(null, false, vouched));
    }

    /** Everything is recognised, and a person vouches for it. */
    public static FeedOptions vouchedFor(Clock clock) {
        return new FeedOptions(Optional.empty(), () -> new Webhooks(clock), LogOptions.defaults(), true);
    }
}
