package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Postmark's webhooks, one record a request. Postmark signs nothing: protect the address by basic authentication or a header.
 *
 * @see <a href="https://postmarkapp.com/developer/webhooks/bounce-webhook">Postmark, Bounce webhook</a>
 * @see <a href="https://postmarkapp.com/developer/api/bounce-api#bounce-types">Postmark, Bounce types</a>
 * @see <a href="https://postmarkapp.com/developer/webhooks/subscription-change-webhook">Postmark, Subscription change webhook</a>
 */
final class Postmark implements Provider {
    private final Signing signing = new PasswordSigning("basic:");

    @Override
    public String name() {
        return "postmark";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        List<Json> records = in.root().items();
        for (int i = 0; i < records.size() && !out.full(); i++) {
            one(records.get(i), records.size() == 1 ? "" : "/" + i, out);
        }
    }

    private static void one(Json record, String place, Harvest out) {
        String type = record.text("RecordType");
        Draft draft = out.draft(place).fact("event", type);
        boolean told = switch (type == null ? "" : type) {
            case "Delivery" -> {
                draft.kind(EventKind.DELIVERY).reply(record.text("Details"));
                yield true;
            }
            case "Bounce" -> bounce(record, draft, record.text("Type"));
            case "SMTPApiError" -> bounce(record, draft, "SMTPApiError");
            case "SpamComplaint" -> {
                draft.complaint(null);
                yield true;
            }
            case "Open" -> {
                draft.kind(EventKind.OPENED);
                yield true;
            }
            case "Click" -> {
                draft.kind(EventKind.CLICKED);
                yield true;
            }
            case "SubscriptionChange" -> subscription(record, draft);
            case "Inbound" -> false;
            default -> {
                out.unknown(place + "/RecordType", type);
                yield true;
            }
        };
        if (!told) {
            out.ignore();
        } else if (draft.told()) {
            out.take(common(record, draft));
        }
    }

    /** False for what tells nothing of a delivery. */
    private static boolean bounce(Json record, Draft draft, @Nullable String type) {
        switch (type == null ? "" : type) {
            case "HardBounce" -> draft.hard(null);
            case "SoftBounce" -> draft.soft(null);
            case "Transient" -> draft.deferral(null);
            case "DnsError" -> draft.deferral(Reason.NETWORK_ERROR);
            case "BadEmailAddress" -> draft.hard(Reason.BAD_ADDRESS_SYNTAX);
            case "ManuallyDeactivated", "Unconfirmed" -> draft.suppressed();
            case "SpamNotification" -> draft.hard(Reason.SPAM_CONTENT);
            case "VirusNotification" -> draft.hard(Reason.VIRUS);
            case "Blocked" -> draft.hard(Reason.POLICY_REJECTED);
            case "DMARCPolicy" -> draft.hard(Reason.AUTH_FAILURE);
            case "SMTPApiError" -> draft.hard(Reason.PROTOCOL_ERROR);
            case "TemplateRenderingFailed" -> draft.hard(Reason.CONTENT_REJECTED);
            case "SpamComplaint" -> draft.complaint(null);
            case "Unsubscribe" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "Subscribe" -> draft.kind(EventKind.SUBSCRIBED);
            case "AutoResponder", "AddressChange", "ChallengeVerification" -> draft.kind(EventKind.AUTO_REPLY);
            case "OpenRelayTest", "InboundError" -> {
                return false;
            }
            default -> draft.kind(EventKind.BOUNCE);
        }
        draft.reply(record.text("Details"));
        return true;
    }

    /** An address that Postmark stops or begins to serve, and why. */
    private static boolean subscription(Json record, Draft draft) {
        String reason = record.text("SuppressionReason");
        if (!record.at("SuppressSending").truth()) {
            draft.kind(EventKind.SUBSCRIBED);
        } else if ("HardBounce".equals(reason)) {
            draft.hard(null);
        } else if ("SpamComplaint".equals(reason)) {
            draft.complaint(null);
        } else {
            draft.kind(EventKind.UNSUBSCRIBED);
        }
        draft.fact("class", reason).fact("origin", record.text("Origin"));
        return true;
    }

    private static Draft common(Json record, Draft draft) {
        boolean click = record.text("OriginalLink") != null;
        return draft.recipient(record, record.text("Recipient") == null ? "Email" : "Recipient")
                .id(record.text("ID"))
                .at(record.at("BouncedAt"), record.at("DeliveredAt"), record.at("ReceivedAt"), record.at("ChangedAt"))
                .message(record.text("MessageID"))
                .tags(record.at("Tag"))
                .metadata(record.at("Metadata"))
                .fact("class", record.text("Type"))
                .fact("name", record.text("Name"))
                .fact("description", record.text("Description"))
                .fact("stream", record.text("MessageStream"))
                .fact("server", record.text("ServerID"))
                .fact("inactive", record.text("Inactive"))
                .fact("canActivate", record.text("CanActivate"))
                .fact("sender", record.text("From"))
                .fact("subject", record.text("Subject"))
                .fact("url", click ? record.text("OriginalLink") : null)
                .fact("userAgent", record.text("UserAgent"))
                .fact("firstOpen", record.text("FirstOpen"))
                .fact("ip", record.at("Geo").text("IP"));
    }
}
