package io.carom.engine.webhook;

import io.carom.engine.deliver.Answer;
import io.carom.engine.deliver.Carrier;
import io.carom.engine.deliver.Line;
import io.carom.spi.AddressKey;
import io.carom.spi.Tries;
import io.carom.spi.Webhooks;
import io.carom.spi.Webhooks.Attempt;
import io.carom.spi.Webhooks.Hook;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages of one endpoint, and the way to it. One process at a time sends to an endpoint. */
final class WebhookLine implements Line<Hook>, Carrier<Hook> {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLine.class);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final Webhooks webhooks;
    private final Post post;
    private final Clock clock;
    private final Duration longestWait;
    private final String instance = UUID.randomUUID().toString();
    private final ConcurrentLinkedQueue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private Instant held = Instant.MIN;

    WebhookLine(Endpoint endpoint, Webhooks webhooks, Post post, Clock clock, Duration longestWait) {
        this.endpoint = endpoint;
        this.webhooks = webhooks;
        this.post = post;
        this.clock = clock;
        this.longestWait = longestWait;
    }

    @Override
    public List<Hook> take(Instant now, int limit) {
        List<Hook> due = webhooks.due(endpoint.name(), now, limit);
        if (due.isEmpty() || !webhooks.hold(endpoint.name(), instance, now, LEASE)) {
            return List.of();
        }
        held = now;
        // Another process may have sent some of them until a moment ago
        return webhooks.due(endpoint.name(), now, limit);
    }

    @Override
    public String key(Hook hook) {
        return hook.id();
    }

    @Override
    public AddressKey order(Hook hook) {
        return hook.address();
    }

    @Override
    public Tries tries(Hook hook) {
        return webhooks.tries(endpoint.name(), hook.id());
    }

    @Override
    public void settled(List<Hook> hooks, Instant at) {
        List<Attempt> told = new ArrayList<>();
        for (Attempt attempt = attempts.poll(); attempt != null; attempt = attempts.poll()) {
            told.add(attempt);
        }
        webhooks.settled(endpoint.name(), hooks.stream().map(Hook::id).toList(), at, told);
    }

    @Override
    public void failed(Hook hook, String why, Instant at, @Nullable Instant next) {
        webhooks.failed(endpoint.name(), hook.id(), why, at, next);
    }

    @Override
    public void hold(Instant now) {
        // Also where the clock was set back: what dies then is not left lying until that time comes again
        if (now.isBefore(held) || !now.isBefore(held.plus(RENEWED_EVERY))) {
            webhooks.hold(endpoint.name(), instance, now, LEASE);
            held = now;
        }
    }

    @Override
    public void giveBack() {
        webhooks.release(endpoint.name(), instance);
    }

    @Override
    public List<Answer> carry(List<Hook> hooks) {
        List<Answer> answers = new ArrayList<>(hooks.size());
        for (Hook hook : hooks) {
            answers.add(carry(hook));
        }
        return answers;
    }

    private Answer carry(Hook hook) {
        Instant now = clock.instant();
        try {
            Post.Answered answered = post.send(endpoint, headers(hook, now), hook.body());
            note(hook, now, Integer.toString(answered.status()), answered.body());
            return judged(answered, now);
        } catch (IOException e) {
            String told = e.getMessage() == null ? e.toString() : e.getMessage();
            note(hook, now, word(e), told);
            return Answer.later(word(e) + ": " + told);
        }
    }

    private Map<String, String> headers(Hook hook, Instant now) {
        return headers(endpoint, hook.id(), now, hook.body());
    }

    /** The headers of Standard Webhooks. */
    static Map<String, String> headers(Endpoint endpoint, String id, Instant now, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        if (endpoint.signer().signs()) {
            headers.put("webhook-signature", endpoint.signer().sign(id, now, body));
        }
        return headers;
    }

    private void note(Hook hook, Instant at, String answer, String told) {
        attempts.add(new Attempt(endpoint.name(), hook.id(), at, answer, told));
    }

    private Answer judged(Post.Answered answered, Instant now) {
        int status = answered.status();
        if (status >= 200 && status < 300) {
            return Answer.DONE;
        }
        String why = "answered " + status + (answered.body().isEmpty() ? "" : ": " + answered.body());
        if (status == 410) {
            LOG.warn(
                    "webhook {} is gone (410): nothing more is sent to it until it is switched on again",
                    endpoint.name());
            webhooks.disable(endpoint.name(), why, now);
            return Answer.later(why);
        }
        boolean busy = status == 429 || status == 503;
        return new Answer(
                Answer.Kind.LATER,
                why,
                busy ? RetryAfter.read(answered.retryAfter(), now, longestWait).orElse(null) : null);
    }

    /** What went wrong, in a word. */
    static String word(IOException e) {
        if (e instanceof AddressGuard.RefusedException) {
            return "refused";
        }
        if (e instanceof InterruptedIOException) {
            return "timeout";
        }
        if (e instanceof UnknownHostException) {
            return "unknown host";
        }
        return e instanceof SSLException ? "tls" : "failed";
    }
}
