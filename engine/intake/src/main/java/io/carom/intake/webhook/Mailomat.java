package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.Moments;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Mailomat's webhooks, one event a request. The body is not signed, so each id counts once.
 *
 * @see <a href="https://api.mailomat.swiss/docs/#tag/webhook">Mailomat, Webhooks</a>
 * @see <a href="https://api.mailomat.swiss/docs/#tag/webhook-security">Mailomat, Webhook security</a>
 */
final class Mailomat implements Provider {
    private static final String HEADER = "X-MOM-Webhook-";

    private final Signing signing = Mailomat::verify;

    @Override
    public String name() {
        return "mailomat";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    /** A request that failed is repeated with its first time for half a day. */
    @Override
    public Duration freshness() {
        return Duration.ofHours(12);
    }

    @Override
    public boolean single() {
        return true;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        Json root = in.root();
        Json payload = root.at("payload");
        Json status = payload.at("delivery-status");
        String type = root.text("eventType") == null ? payload.text("event") : root.text("eventType");
        Draft draft = out.draft("");
        switch (type == null ? "" : type) {
            case "accepted" -> {
                out.ignore();
                return;
            }
            case "not_accepted" ->
                draft.hard(Reason.POLICY_REJECTED).said(payload.firstText("reason", "description", "message"));
            case "delivered" -> draft.kind(EventKind.DELIVERY);
            case "failure_tmp" -> draft.deferral(null);
            case "failure_perm" -> draft.hard(null);
            case "opened" -> draft.kind(EventKind.OPENED);
            case "clicked" -> draft.kind(EventKind.CLICKED);
            case "complained", "spam" -> draft.complaint(null);
            case "unsubscribed" -> draft.kind(EventKind.UNSUBSCRIBED);
            default -> {
                out.unknown("/eventType", type);
                return;
            }
        }
        out.take(common(root, payload, status, draft));
    }

    private static Draft common(Json root, Json payload, Json status, Draft draft) {
        Json headers = payload.at("message").at("headers");
        String message = root.text("messageId") == null ? headers.text("message-id") : root.text("messageId");
        String recipient = root.text("recipient");
        return draft.recipient(recipient == null ? payload.text("recipient") : recipient)
                .id(root.text("id"))
                .at(root.at("occurredAt"), payload.at("timestamp"))
                .reply(status.text("message"))
                .code(status.number("code"))
                .status(status.text("enhanced-code"))
                .message(Mailgun.bracketed(message))
                .attempt(status.number("attempt-nr"))
                .sendingIp(status.at("local").text("ip"))
                .remoteMta(remote(status.at("remote")))
                .tags(payload.at("tags"))
                .metadata(payload.at("metadata"))
                .fact("event", root.text("eventType"))
                .fact("messageUuid", root.text("messageUuid"))
                .fact("sender", payload.text("sender"))
                .fact("subject", headers.text("subject"))
                .fact("url", payload.text("url"))
                .fact("userAgent", payload.at("client").text("user-agent"))
                .fact("ip", payload.at("client").text("ip"));
    }

    private static @Nullable String remote(Json remote) {
        return remote.firstText("mx", "ip");
    }

    /** HMAC-SHA256 of id, event and time. */
    private static Signing.Verdict verify(Incoming in, String key, Instant now) {
        WebhookRequest request = in.request();
        String id = request.header(HEADER + "Id");
        String event = request.header(HEADER + "Event");
        String timestamp = request.header(HEADER + "Timestamp");
        String signature = request.header(HEADER + "Signature");
        if (id == null || event == null || timestamp == null || signature == null) {
            return Signing.missing(HEADER + "Id, -Event, -Timestamp or -Signature");
        }
        String bare = signature.startsWith("sha256=") ? signature.substring(7) : signature;
        byte[] expected = Signatures.hmac(
                "HmacSHA256", Signatures.utf8(key), Signatures.utf8(id + "." + event + "." + timestamp));
        if (!Signatures.same(expected, Signatures.hex(bare))) {
            return Signing.wrong("header " + HEADER + "Signature");
        }
        return Moments.read(timestamp)
                .<Signing.Verdict>map(time -> new Signing.Proven(id + " " + timestamp, time))
                .orElseGet(() -> new Signing.Doubtful(
                        "header " + HEADER + "Timestamp", "it is no time", "let no proxy change the header"));
    }
}
