package io.carom.engine.webhook;

import io.carom.engine.deliver.DeliverySettings;
import io.carom.engine.deliver.Dispatcher;
import io.carom.spi.Host;
import io.carom.spi.Webhooks;
import io.carom.spi.Webhooks.Hook;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Outgoing webhooks, put together: a host that tells of changes, and for each endpoint a worker that sends. Immutable; close the
 * workers first.
 */
public final class OutgoingWebhooks implements AutoCloseable {
    /** How endpoints are served: 3 days of tries, first after 5 s, at most 4 at the same time, 50 a second. */
    public static final DeliverySettings DELIVERY = DeliverySettings.DEFAULT
            .delays(Duration.ofSeconds(5), Duration.ofHours(3))
            .giveUp(Duration.ofDays(3), 0)
            .breaker(10, Duration.ofSeconds(30), Duration.ofMinutes(15))
            .perSecond(50)
            .slowStart(5, Duration.ofSeconds(10));

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    /** Beyond the endpoint's own time: for the name server. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final List<Endpoint> endpoints;
    private final @Nullable Webhooks webhooks;
    private final Post post;
    private final Clock clock;
    private final DeliverySettings delivery;

    /** What a test of an endpoint came to: an answer's status, or a word for why there was none, and what was said. */
    public record Trial(boolean taken, String answer, String told) {}

    /**
     * Webhooks to {@code endpoints}.
     *
     * @param webhooks where messages wait, or null to {@link #test} only
     * @param post the way out; closed with this
     */
    public OutgoingWebhooks(
            List<Endpoint> endpoints, @Nullable Webhooks webhooks, Post post, Clock clock, DeliverySettings delivery) {
        this.endpoints = List.copyOf(endpoints);
        this.webhooks = webhooks;
        this.post = post;
        this.clock = clock;
        this.delivery = delivery;
    }

    /** {@code host} with webhooks in front of it. */
    public Host tellingFor(Host host) {
        return endpoints.isEmpty() ? host : new WebhookHost(host, store(), endpoints);
    }

    /** A worker for each endpoint, named {@code webhook-} and its name. Close them. */
    public List<Dispatcher<Hook>> workers() {
        List<Dispatcher<Hook>> workers = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            WebhookLine line = new WebhookLine(endpoint, store(), post, clock, LONGEST_WAIT);
            workers.add(new Dispatcher<>(
                    "webhook-" + endpoint.name(),
                    line,
                    line,
                    delivery.together(1).callLimit(endpoint.timeout().plus(SLACK))));
        }
        return workers;
    }

    private Webhooks store() {
        return Objects.requireNonNull(webhooks, "there is nowhere for messages to wait");
    }

    /** Sends a sample to an endpoint, once and now; empty when there is none of that name. Nothing is recorded. */
    public Optional<Trial> test(String name) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .map(this::test);
    }

    private Trial test(Endpoint endpoint) {
        Instant now = clock.instant();
        String body = Body.sample();
        try {
            Post.Answered answered = post.send(
                    endpoint, WebhookLine.headers(endpoint, "msg_test_" + now.getEpochSecond(), now, body), body);
            boolean taken = answered.status() >= 200 && answered.status() < 300;
            return new Trial(taken, Integer.toString(answered.status()), answered.body());
        } catch (IOException e) {
            return new Trial(false, WebhookLine.word(e), e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    @Override
    public void close() {
        post.close();
    }
}
