package io.carom.intake.webhook;

import io.carom.intake.webhook.body.Form;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is parsed.
 *
 * @param request as it was received
 * @param root the body as JSON; nothing when it is a form
 * @param form the body as a form, or null when it is JSON
 * @param json reads JSON that stands as text within it
 * @param endpoint what is configured
 */
record Incoming(WebhookRequest request, Json root, @Nullable Form form, JsonReader json, Endpoint endpoint) {
    /** One of several requests that were saved together: which of them the headers belong to, if any, nobody knows. */
    Incoming saved(Json one) {
        return new Incoming(WebhookRequest.of(Map.of(), request.body()), one, null, json, endpoint);
    }
}
