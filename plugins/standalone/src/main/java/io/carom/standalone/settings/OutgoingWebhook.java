package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One part of section {@code webhooks}: a program of somebody else that is told of changes. Immutable.
 *
 * @param name its name in logs and metrics
 * @param url where it listens
 * @param key what requests are signed with; null: they are not signed
 * @param events what it is told of; empty: everything
 * @param timeout how long it may take to answer; 10 s unless said otherwise
 */
public record OutgoingWebhook(
        String name, URI url, @Nullable Secret key, List<String> events, Duration timeout) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Takes its own copy. */
    public OutgoingWebhook {
        events = List.copyOf(events);
    }

    static List<OutgoingWebhook> read(List<Section> parts, SecretReader secrets) {
        List<OutgoingWebhook> read = new ArrayList<>();
        for (Section part : parts) {
            String name = part.text("name").orElse("webhook-" + (read.size() + 1));
            Optional<URI> url = Urls.of(part, "url");
            Secret key = secrets.secret(part, "key").orElse(null);
            List<String> events = part.list("events");
            Duration timeout = part.length("timeout").orElse(PATIENCE);
            part.nothingElse();
            if (!part.has("url")) {
                part.lacks("no-url", "`" + name + "` has no `url`", "say where it is to be told");
            }
            url.ifPresent(where -> read.add(new OutgoingWebhook(name, where, key, events, timeout)));
        }
        return List.copyOf(read);
    }
}
