package io.carom.engine.webhook;

import java.io.IOException;
import java.time.Clock;

/** Sends JSON to one endpoint, signed as Standard Webhooks has it. Safe for any number of threads. */
public final class SignedPost {
    private final Post post;
    private final Endpoint endpoint;
    private final Clock clock;

    /** Sends to {@code endpoint} by {@code post}, which stays its owner's. */
    public SignedPost(Post post, Endpoint endpoint, Clock clock) {
        this.post = post;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * Sends {@code body}.
     *
     * @param id stable: the same for the same thing
     * @return the status of the answer
     * @throws IOException when there is no answer in time, or the address may not be sent to
     */
    public int send(String id, String body) throws IOException {
        return post.send(endpoint, WebhookLine.headers(endpoint, id, clock.instant(), body), body)
                .status();
    }
}
