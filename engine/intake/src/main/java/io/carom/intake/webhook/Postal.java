package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks of a Postal mail server: about a delivery, a click, a load, or a bounce mail that came back. Incoming mail is left out.
 *
 * @see <a href="https://docs.postalserver.io/developer/webhooks">Postal, Webhooks</a>
 */
final class Postal implements Provider {
    private final Signing signing = Postal::verify;

    @Override
    public String name() {
        return "postal";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public boolean single() {
        return true;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        Json root = in.root();
        Json payload = root.at("payload").missing() ? root : root.at("payload");
        String event = root.text("event");
        Json message = payload.at("message").missing() ? payload.at("original_message") : payload.at("message");
        if ("incoming".equals(message.text("direction")) || isOther(event)) {
            out.ignore();
            return;
        }
        Draft draft = out.draft("/payload");
        if (!payload.at("bounce").missing()) {
            draft.hard(null).fact("bounceMessage", payload.at("bounce").text("id"));
        } else if (payload.text("status") != null) {
            status(payload, event, draft);
        } else if (payload.text("url") != null || "MessageLinkClicked".equals(event)) {
            draft.kind(EventKind.CLICKED);
        } else if ("MessageLoaded".equals(event)) {
            draft.kind(EventKind.OPENED);
        } else {
            out.unknown("/event", event);
            return;
        }
        if (!draft.told()) {
            out.ignore();
            return;
        }
        out.take(common(root, payload, message, draft));
    }

    private static boolean isOther(@Nullable String event) {
        return "DomainDNSError".equals(event)
                || "SendLimitApproaching".equals(event)
                || "SendLimitExceeded".equals(event);
    }

    private static void status(Json payload, @Nullable String event, Draft draft) {
        String status = payload.text("status");
        switch (status == null ? "" : status) {
            case "Sent" -> draft.kind(EventKind.DELIVERY);
            case "SoftFail" -> draft.deferral(null);
            case "HardFail" -> {
                if (onList(payload.text("details"))) {
                    draft.suppressed().fact("list", payload.text("details"));
                    return;
                }
                draft.hard(null);
            }
            case "Bounced" -> draft.hard(null);
            case "Held", "HoldCancelled", "Processed" -> draft.fact("status", status);
            default -> {
                if ("MessageDeliveryFailed".equals(event)) {
                    draft.hard(Reason.UNKNOWN);
                }
            }
        }
        draft.reply(payload.text("output"));
        if (payload.text("output") == null) {
            draft.said(payload.text("details"));
        }
    }

    /** Postal did not send: "Recipient (bob@example.com) is on the suppression list". */
    private static boolean onList(@Nullable String details) {
        return details != null && details.toLowerCase(Locale.ROOT).contains("on the suppression list");
    }

    private static Draft common(Json root, Json payload, Json message, Draft draft) {
        return draft.recipient(message.text("to"))
                .id(root.text("uuid"))
                .at(root.at("timestamp"), payload.at("timestamp"), message.at("timestamp"))
                .message(message.text("id") == null ? message.text("message_id") : message.text("id"))
                .tags(message.at("tag"))
                .fact("event", root.text("event"))
                .fact("class", payload.text("status"))
                .fact("description", payload.text("details"))
                .fact("messageId", message.text("message_id"))
                .fact("token", message.text("token"))
                .fact("sender", message.text("from"))
                .fact("subject", message.text("subject"))
                .fact("tls", payload.text("sent_with_ssl"))
                .fact("url", payload.text("url"))
                .fact("userAgent", payload.text("user_agent"))
                .fact("ip", payload.text("ip_address"));
    }

    /** RSA over the body: SHA-256 in newer servers, SHA-1 in all. */
    private static Signing.Verdict verify(Incoming in, String key, Instant now) {
        PublicKey publicKey = Signatures.publicKey("RSA", key).orElse(null);
        if (publicKey == null) {
            return Signing.badKey("public key of the Postal server (Base64 of an RSA key)");
        }
        String newer = in.request().header("X-Postal-Signature-256");
        String older = in.request().header("X-Postal-Signature");
        if (newer == null && older == null) {
            return Signing.missing("X-Postal-Signature");
        }
        byte[] body = in.request().body();
        boolean fits = newer == null
                ? Signatures.fits("SHA1withRSA", publicKey, Signatures.base64(older), body)
                : Signatures.fits("SHA256withRSA", publicKey, Signatures.base64(newer), body);
        return fits
                ? new Signing.Proven(Signatures.digest(body), null)
                : Signing.wrong("header X-Postal-Signature" + (newer == null ? "" : "-256"));
    }
}
