package io.carom.intake.webhook;

import io.carom.intake.webhook.body.JsonBounds;

/**
 * How much of a request is read. Immutable.
 *
 * @param bytes size of a body
 * @param events events in one request
 * @param fields fields of a form
 * @param text characters of a reply, a description or one metadata value; what is longer is cut
 * @param meta entries of an event's meta
 * @param replays signatures that are remembered within the freshness window; the oldest go first
 * @param json bounds of the JSON in it
 */
public record WebhookLimits(int bytes, int events, int fields, int text, int meta, int replays, JsonBounds json) {
    /** 8 MiB, 10,000 events, 1,000 form fields, 4,000 characters, 100 entries, 100,000 signatures. */
    public static final WebhookLimits DEFAULT =
            new WebhookLimits(8 << 20, 10_000, 1_000, 4_000, 100, 100_000, JsonBounds.DEFAULT);
}
