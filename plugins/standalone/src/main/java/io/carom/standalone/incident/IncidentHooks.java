package io.carom.standalone.incident;

import io.carom.api.CaromException;
import io.carom.engine.incident.WebhookSink;
import io.carom.engine.webhook.Endpoint;
import io.carom.engine.webhook.Network;
import io.carom.engine.webhook.Post;
import io.carom.engine.webhook.SignedPost;
import io.carom.spi.IncidentSink.Reply;
import io.carom.standalone.settings.IncidentSettings;
import io.carom.standalone.settings.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes senders for webhooks that are told of incidents; signed and guarded as all outgoing webhooks are. Close it when they stopped. */
public final class IncidentHooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentHooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Clock clock;
    private final List<Post> posts = new ArrayList<>();

    /** Signs with {@code clock}'s time. */
    public IncidentHooks(Clock clock) {
        this.clock = clock;
    }

    /** The sender of one webhook; fails with {@link CaromException} when the settings make no sense. */
    public WebhookSink.Sender sender(IncidentSettings.Hook hook) {
        String name = IncidentSinks.name(hook);
        List<Network> allowed = new ArrayList<>();
        for (String network : hook.allow()) {
            allowed.add(Network.parse(network)
                    .orElseThrow(() -> new CaromException(
                            "carom.yml: incidents: `" + network
                                    + "` is no network; write 10.1.0.0/16 or a single address",
                            null)));
        }
        Secret key = hook.key();
        try {
            Endpoint endpoint =
                    Endpoint.of(name, hook.url(), key == null ? List.of() : List.of(key.reveal()), Set.of(), PATIENCE);
            Post post = Post.to(allowed);
            posts.add(post);
            SignedPost signed = new SignedPost(post, endpoint, clock);
            return (id, json) -> send(signed, name, id, json);
        } catch (IllegalArgumentException e) {
            throw new CaromException("carom.yml: incidents: " + e.getMessage(), e);
        }
    }

    private static Reply send(SignedPost signed, String name, String id, String json) {
        try {
            int status = signed.send(id, json);
            if (status >= 200 && status < 300) {
                return Reply.DONE;
            }
            LOG.warn("{} answered {} to news {} of an incident", name, status, id);
        } catch (IOException e) {
            LOG.warn("{} was not told news {} of an incident: {}", name, id, e.getMessage());
        }
        return Reply.LATER;
    }

    @Override
    public void close() {
        posts.forEach(Post::close);
    }
}
