package io.carom.standalone.incident;

import io.carom.engine.incident.WebhookSink;
import io.carom.engine.webhook.Endpoint;
import io.carom.engine.webhook.Post;
import io.carom.spi.IncidentSink.Reply;
import io.carom.standalone.settings.IncidentSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts incidents to webhooks, signed as outgoing webhooks are (Standard Webhooks), only to public addresses. Safe for any number of
 * threads; close it when no sink sends any more.
 */
public final class IncidentPosts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentPosts.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Post post = Post.to(List.of());
    private final Clock clock;

    /** Signs with the times of {@code clock}. */
    public IncidentPosts(Clock clock) {
        this.clock = clock;
    }

    /** What sends to {@code hook}; fails with {@link IllegalArgumentException} when its key or address makes no sense. */
    public WebhookSink.Sender to(IncidentSettings.Hook hook) {
        Endpoint endpoint = Endpoint.of(
                IncidentSinks.name(hook),
                hook.url(),
                hook.key() == null ? List.of() : List.of(hook.key().reveal()),
                Set.of(),
                PATIENCE);
        return (id, json) -> send(endpoint, id, json);
    }

    private Reply send(Endpoint endpoint, String id, String json) {
        Instant now = clock.instant();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        if (endpoint.signer().signs()) {
            headers.put("webhook-signature", endpoint.signer().sign(id, now, json));
        }
        try {
            int status = post.send(endpoint, headers, json).status();
            if (status / 100 == 2) {
                return Reply.DONE;
            }
            LOG.warn("{} answers {}", endpoint.name(), status);
            return status == 410 ? Reply.NEVER : Reply.LATER;
        } catch (IOException e) {
            LOG.warn("{} could not be told: {}", endpoint.name(), e.getMessage());
            return Reply.LATER;
        }
    }

    @Override
    public void close() {
        post.close();
    }
}
