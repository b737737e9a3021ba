package io.carom.intake.webhook;

import io.carom.api.Event;
import io.carom.api.Proof;
import io.carom.intake.webhook.WebhookAnswer.Refused;
import io.carom.intake.webhook.WebhookAnswer.Why;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.UnreadableBodyException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests of mail providers and answers with what they tell. Made once by the host; safe for any number of threads.
 *
 * <p>It never fails: what cannot be taken is a {@link Refused} with its place and remedy. Where the endpoint has a key, a request
 * must be proven by it, fresh, and new; its events then have the proof {@code webhook}. Without a key they have {@code none}.
 */
public final class Webhooks {
    static final String OUR_FAULT = "this is a fault of Carom: please report it with the body";

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private final Clock clock;
    private final WebhookLimits limits;
    private final BodyParser parser;
    private final Replays replays;
    private final Map<String, Provider> providers;

    /** With the default limits and the providers that are built in. */
    public Webhooks(Clock clock) {
        this(clock, WebhookLimits.DEFAULT, List.of());
    }

    /** With limits and further providers; one of the same name replaces a built-in one. */
    public Webhooks(Clock clock, WebhookLimits limits, Collection<Mapping> mappings) {
        this.clock = clock;
        this.limits = limits;
        this.parser = new BodyParser(limits);
        this.replays = new Replays(limits.replays());
        Map<String, Provider> byName = new TreeMap<>();
        for (Provider provider : Providers.builtIn()) {
            byName.put(provider.name(), provider);
        }
        for (Mapping mapping : mappings) {
            byName.put(mapping.name(), new MappedProvider(mapping));
        }
        this.providers = Map.copyOf(byName);
    }

    /** The names that {@link #receive} knows, sorted. */
    public List<String> providers() {
        return providers.keySet().stream().sorted().toList();
    }

    /** What a request of {@code provider} tells. */
    public WebhookAnswer receive(String provider, WebhookRequest request, Endpoint endpoint) {
        Provider found = providers.get(provider);
        if (found == null) {
            return new Refused(
                    Why.UNKNOWN_PROVIDER,
                    "`" + Draft.cut(provider, 100) + "`",
                    "there is no provider of that name",
                    "use one of " + String.join(", ", providers()) + ", or map it with a file of your own");
        }
        if (request.body().length > limits.bytes()) {
            return new Refused(
                    Why.TOO_LARGE,
                    "body",
                    "it has " + request.body().length + " bytes; the limit is " + limits.bytes(),
                    "lower the batch size at the provider or raise the limit");
        }
        try {
            return read(found, parser.parse(request, endpoint));
        } catch (UnreadableBodyException e) {
            return new Refused(
                    Why.MALFORMED,
                    "body " + e.place(),
                    String.valueOf(e.getMessage()),
                    "pass on the body as " + found.name() + " sends it");
        } catch (RuntimeException e) {
            // A fault of ours must cost one request, not the thread that serves it.
            LOG.error("a request of {} could not be read", found.name(), e);
            return new Refused(
                    Why.MALFORMED,
                    "body",
                    "it could not be read: " + e.getClass().getSimpleName(),
                    OUR_FAULT);
        }
    }

    /**
     * Forgets that a request was taken: its events could not be recorded, and the provider will repeat it with the same signature.
     */
    public void release(WebhookAnswer.Events answer) {
        if (answer.ticket() != null) {
            replays.forget(answer.ticket());
        }
    }

    private WebhookAnswer read(Provider provider, Incoming in) {
        Instant now = clock.instant();
        Signing.@Nullable Proven proven = null;
        if (!in.endpoint().keys().isEmpty()) {
            Signing.Verdict verdict = verify(provider, in, now);
            if (verdict instanceof Signing.Doubtful doubt) {
                return new Refused(Why.NOT_PROVEN, doubt.place(), doubt.message(), doubt.remedy());
            }
            proven = (Signing.Proven) verdict;
            Refused stale = stale(provider, in.endpoint(), proven, now);
            if (stale != null) {
                return stale;
            }
        }
        Proof proof = proven == null ? Proof.NONE : Proof.WEBHOOK;
        Harvest harvest =
                new Harvest(provider.name(), proof, now, limits, in.endpoint().fields());
        if (in.form() == null && in.root().missing()) {
            return new Refused(
                    Why.MALFORMED,
                    "body",
                    "there is nothing in it",
                    "pass on the body as " + provider.name() + " sends it");
        }
        each(provider, in, harvest);
        WebhookAnswer instead = harvest.instead();
        if (instead != null) {
            return instead;
        }
        if (harvest.nothingRead() && !harvest.problems().isEmpty()) {
            return harvest.problems().get(0);
        }
        String ticket = ticket(provider, proven);
        if (ticket != null && !replays.firstUse(ticket, now, keep(provider, in.endpoint()))) {
            return new Refused(
                    Why.REPLAYED,
                    "signature",
                    "it was used before",
                    "nothing needs to be done if the provider has repeated a request that was taken");
        }
        List<Event> events = harvest.events();
        return new WebhookAnswer.Events(events, proven != null, harvest.ignored(), harvest.problems(), ticket);
    }

    /** Reads a request; several saved ones, as an array or one a line, each for itself. */
    private static void each(Provider provider, Incoming in, Harvest harvest) {
        if (!provider.single() || !(in.root() instanceof Json.Arr saved)) {
            provider.read(in, harvest);
            return;
        }
        for (int i = 0; i < saved.items().size() && !harvest.full(); i++) {
            harvest.within("/" + i);
            provider.read(in.saved(saved.items().get(i)), harvest);
        }
    }

    /** Any of the keys will do; the last one's doubt is told. */
    private static Signing.Verdict verify(Provider provider, Incoming in, Instant now) {
        Signing.Verdict verdict = Signing.badKey("key");
        for (String key : in.endpoint().keys()) {
            verdict = PasswordSigning.isPrefixed(key)
                    ? new PasswordSigning("basic:").verify(in, key, now)
                    : provider.signing().verify(in, key, now);
            if (verdict instanceof Signing.Proven) {
                return verdict;
            }
        }
        return verdict;
    }

    private static @Nullable Refused stale(Provider provider, Endpoint endpoint, Signing.Proven proven, Instant now) {
        Instant signedAt = proven.signedAt();
        Duration window = window(provider, endpoint);
        if (signedAt == null || Duration.between(signedAt, now).abs().compareTo(window) <= 0) {
            return null;
        }
        return new Refused(
                Why.STALE,
                "signature",
                "it was made at " + signedAt + "; here it is " + now + ", and " + window + " is allowed",
                "set the clock, or widen the endpoint's freshness");
    }

    private static Duration window(Provider provider, Endpoint endpoint) {
        Duration configured = endpoint.freshness();
        return configured == null ? provider.freshness() : configured;
    }

    /** A time from ahead stays fresh for twice the window. */
    private static Duration keep(Provider provider, Endpoint endpoint) {
        Duration window = window(provider, endpoint);
        return window.plus(window);
    }

    private static @Nullable String ticket(Provider provider, Signing.@Nullable Proven proven) {
        return proven == null || proven.once() == null ? null : provider.name() + " " + proven.once();
    }
}
