package io.carom.standalone.feed;

import io.carom.api.Event;
import io.carom.intake.webhook.Endpoint;
import io.carom.intake.webhook.WebhookAnswer;
import io.carom.intake.webhook.WebhookRequest;
import io.carom.intake.webhook.Webhooks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads saved bodies of providers' requests. Where nobody says whose they are, the provider whose reader understands most of the body
 * is taken. For one thread.
 */
final class WebhookBodies {
    /** The most bytes a body may have. */
    static final int LARGEST = 32 << 20;

    private final Optional<String> provider;
    private final Clock clock;
    private final Supplier<Webhooks> made;
    private @Nullable Webhooks webhooks;

    /** {@code made} makes the readers when the first body is there. */
    WebhookBodies(Optional<String> provider, Clock clock, Supplier<Webhooks> made) {
        this.provider = provider;
        this.clock = clock;
        this.made = made;
    }

    /**
     * What a body tells.
     *
     * @param understood whether a provider's reader understood it
     */
    record Told(boolean understood, List<Event> events, List<String> problems) {}

    private record Candidate(String provider, WebhookAnswer.Events answer) {
        /** Events count, and records known but of no interest; what cannot be read counts against; then what the events tell. */
        int score(Instant now) {
            int records = 2 * answer.events().size()
                    + answer.ignored()
                    - 3 * answer.problems().size();
            return 1_000 * records
                    + answer.events().stream()
                            .limit(10)
                            .mapToInt(event -> parts(event, now))
                            .sum();
        }

        private static int parts(Event event, Instant now) {
            // A reader that finds no time in the body takes the present one
            boolean timed = Duration.between(event.at(), now).abs().compareTo(Duration.ofSeconds(5)) > 0;
            return (timed ? 4 : 0)
                    + (int) Stream.of(
                                    event.id(),
                                    event.message(),
                                    event.reply(),
                                    event.diagnostic(),
                                    event.status(),
                                    event.replyCode(),
                                    event.campaign(),
                                    event.sendingIp(),
                                    event.remoteMta(),
                                    event.feedbackType(),
                                    event.bounceType(),
                                    event.reason())
                            .filter(Objects::nonNull)
                            .count();
        }
    }

    Told read(byte[] body) {
        if (body.length > LARGEST) {
            return new Told(false, List.of(), List.of("has more than " + (LARGEST >> 20) + " MiB; split it"));
        }
        Webhooks known = webhooks;
        if (known == null) {
            known = made.get();
            webhooks = known;
        }
        WebhookRequest request = WebhookRequest.of(headers(body), body);
        return provider.isPresent() ? of(known, provider.get(), request) : recognise(known, request);
    }

    /** A saved form of several parts has lost the header that names its boundary, which is its first line, too. */
    private static Map<String, String> headers(byte[] body) {
        return Content.boundary(body, Math.min(body.length, Content.HEAD))
                .map(boundary -> Map.of("Content-Type", "multipart/form-data; boundary=\"" + boundary + "\""))
                .orElse(Map.of());
    }

    private static Told of(Webhooks webhooks, String name, WebhookRequest request) {
        WebhookAnswer answer = webhooks.receive(name, request, Endpoint.unsigned());
        if (answer instanceof WebhookAnswer.Events read) {
            return new Told(
                    true,
                    read.events(),
                    read.problems().stream()
                            .map(WebhookAnswer.Refused::toString)
                            .toList());
        }
        if (answer instanceof WebhookAnswer.Refused refused) {
            return new Told(false, List.of(), List.of(refused.toString()));
        }
        return new Told(true, List.of(), List.of());
    }

    private Told recognise(Webhooks webhooks, WebhookRequest request) {
        Instant now = clock.instant();
        List<Candidate> best = new ArrayList<>();
        int lead = 1;
        for (String name : webhooks.providers()) {
            if (webhooks.receive(name, request, Endpoint.unsigned()) instanceof WebhookAnswer.Events read) {
                Candidate candidate = new Candidate(name, read);
                int score = candidate.score(now);
                if (score > lead) {
                    best.clear();
                }
                if (score >= lead) {
                    best.add(candidate);
                    lead = score;
                }
            }
        }
        if (best.stream().anyMatch(found -> found.answer().events().isEmpty())) {
            return new Told(true, List.of(), List.of()); // accepted, queued: known, and of no interest
        }
        if (best.isEmpty()) {
            return new Told(
                    false,
                    List.of(),
                    List.of(
                            "is no event file, and no known provider's reader finds an event in it; if it is a provider's "
                                    + "request, name it with --provider"));
        }
        if (best.size() > 1) {
            return new Told(
                    false,
                    List.of(),
                    List.of("may be a request of "
                            + String.join(
                                    " or ",
                                    best.stream().map(Candidate::provider).toList())
                            + "; name the provider with --provider"));
        }
        return of(webhooks, best.get(0).provider(), request);
    }
}
