package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One part of section {@code webhooks}: a program of somebody else that is told of changes. Immutable.
 *
 * @param name its name in logs and metrics
 * @param url where it listens
 * @param keys what requests are signed with, each of them, so that keys can be changed; none: they are not signed
 * @param events what it is told of; empty: everything
 * @param allow networks that are not public and may be sent to all the same: {@code 10.1.0.0/16}
 * @param timeout how long it may take to answer; 10 s unless said otherwise
 */
public record OutgoingWebhook(
        String name, URI url, List<Secret> keys, List<String> events, List<String> allow, Duration timeout) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Takes its own copies. */
    public OutgoingWebhook {
        keys = List.copyOf(keys);
        events = List.copyOf(events);
        allow = List.copyOf(allow);
    }

    static List<OutgoingWebhook> read(List<Section> parts, SecretReader secrets) {
        List<OutgoingWebhook> read = new ArrayList<>();
        for (Section part : parts) {
            String name = part.text("name").orElse("webhook-" + (read.size() + 1));
            Optional<URI> url = Urls.of(part, "url");
            List<Secret> keys = new ArrayList<>(secrets.secrets(part, "keys"));
            secrets.secret(part, "key").ifPresent(keys::add);
            List<String> events = part.list("events");
            List<String> allow = part.list("allow");
            Duration timeout = part.length("timeout").orElse(PATIENCE);
            part.nothingElse();
            if (!part.has("url")) {
                part.lacks("no-url", "`" + name + "` has no `url`", "say where it is to be told");
            }
            url.ifPresent(where -> read.add(new OutgoingWebhook(name, where, keys, events, allow, timeout)));
        }
        return List.copyOf(read);
    }
}
