package io.carom.standalone.serve;

import io.carom.api.CaromException;
import io.carom.api.Event;
import io.carom.intake.webhook.CustomFields;
import io.carom.intake.webhook.Endpoint;
import io.carom.intake.webhook.WebhookAnswer;
import io.carom.intake.webhook.WebhookAnswer.Confirmation;
import io.carom.intake.webhook.WebhookAnswer.Events;
import io.carom.intake.webhook.WebhookAnswer.Handshake;
import io.carom.intake.webhook.WebhookAnswer.Refused;
import io.carom.intake.webhook.WebhookRequest;
import io.carom.intake.webhook.Webhooks;
import io.carom.standalone.settings.Secret;
import io.carom.standalone.settings.SourceSettings;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /webhooks/NAME}: requests of mail providers. They are told that all is well only after the commit; until then they send
 * again. Safe for any number of threads.
 */
final class WebhookDoor {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDoor.class);

    private final Webhooks webhooks;
    private final Map<String, Provided> endpoints = new LinkedHashMap<>();
    private final Acceptance acceptance;
    private final Bodies bodies;
    private final Amazon amazon;
    private final Meters meters;
    private final int mostMiB;

    private record Provided(String provider, Endpoint endpoint) {}

    /** With the providers that are configured; requests have at most {@code mostMiB}. */
    WebhookDoor(
            Webhooks webhooks,
            SourceSettings settings,
            Acceptance acceptance,
            Bodies bodies,
            Amazon amazon,
            Meters meters,
            int mostMiB) {
        this.webhooks = webhooks;
        this.acceptance = acceptance;
        this.bodies = bodies;
        this.amazon = amazon;
        this.meters = meters;
        this.mostMiB = mostMiB;
        settings.webhooks().forEach((name, webhook) -> {
            Endpoint endpoint = new Endpoint(
                    webhook.keys().stream().map(Secret::reveal).toList(),
                    webhook.url(),
                    webhook.freshness(),
                    CustomFields.DEFAULT,
                    amazon);
            endpoints.put(name, new Provided(webhook.provider(), endpoint));
        });
    }

    void handle(Context context) throws IOException {
        String name = context.pathParam("name").toLowerCase(Locale.ROOT);
        Provided provided = endpoints.get(name);
        if (provided == null) {
            Answers.refuse(context, 404, "unknown", "no webhook of that name is configured");
            return;
        }
        bodies.read(context, mostMiB, body -> {
            WebhookRequest request =
                    WebhookRequest.ofAll(headers(context), body).to(address(context));
            WebhookAnswer answer = webhooks.receive(provided.provider, request, provided.endpoint);
            meters.webhook(name, answer);
            answer(context, name, answer);
        });
    }

    private static Map<String, List<String>> headers(Context context) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            headers.put(name, Collections.list(context.req().getHeaders(name)));
        }
        return headers;
    }

    private static String address(Context context) {
        @Nullable String query = context.queryString();
        return context.path() + (query == null ? "" : "?" + query);
    }

    private void answer(Context context, String name, WebhookAnswer answer) {
        if (answer instanceof Events events) {
            record(context, name, events);
        } else if (answer instanceof Handshake handshake) {
            context.status(200).contentType(handshake.contentType()).result(handshake.body());
        } else if (answer instanceof Confirmation confirmation) {
            confirm(context, name, confirmation);
        } else if (answer instanceof Refused refused) {
            LOG.warn("webhook {}: {}", name, refused);
            Answers.refuse(
                    context,
                    refused.why().status(),
                    refused.why().name().toLowerCase(Locale.ROOT),
                    refused.place() + ": " + refused.message());
        }
    }

    private void record(Context context, String name, Events events) {
        events.problems().forEach(problem -> LOG.warn("webhook {}: a record was left out: {}", name, problem));
        try {
            acceptance.take(events.verified() ? events.events() : apart(events.events()));
            Answers.json(context, 200, "{\"events\":" + events.events().size() + "}");
        } catch (CaromException e) {
            // The provider is to send it again, with the same signature
            webhooks.release(events);
            LOG.error("webhook {}: nothing is acknowledged, the provider has to come again: {}", name, e.getMessage());
            context.header("Retry-After", "30");
            Answers.refuse(context, 503, "not_recorded", "it could not be recorded; come again");
        }
    }

    /** What nobody has signed must not take the ids of genuine reports: those would count as told already. */
    private static List<Event> apart(List<Event> events) {
        return events.stream()
                .map(event -> event.id() == null
                        ? event
                        : event.edit().id("unsigned-" + event.id()).build())
                .toList();
    }

    private void confirm(Context context, String name, Confirmation confirmation) {
        try {
            amazon.confirm(confirmation.address());
            LOG.info("webhook {}: the subscription of {} is confirmed", name, confirmation.topic());
            Answers.json(context, 200, "{\"confirmed\":true}");
        } catch (IOException e) {
            LOG.warn("webhook {}: the subscription could not be confirmed: {}", name, e.getMessage());
            Answers.refuse(context, 503, "not_confirmed", "the subscription could not be confirmed; come again");
        }
    }
}
