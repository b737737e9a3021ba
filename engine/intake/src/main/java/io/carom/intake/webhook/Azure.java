package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Azure Communication Services by way of Event Grid, in the Event Grid schema or as CloudEvents. Event Grid signs nothing: put a token
 * into the address, or have it send a bearer token.
 *
 * @see <a href="https://learn.microsoft.com/en-us/azure/event-grid/communication-services-email-events">Azure, Email events</a>
 * @see <a href="https://learn.microsoft.com/en-us/azure/event-grid/end-point-validation-event-grid-events-schema">Azure Event Grid, Endpoint validation</a>
 */
final class Azure implements Provider {
    private static final String VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";
    private static final String DELIVERY = "Microsoft.Communication.EmailDeliveryReportReceived";
    private static final String ENGAGEMENT = "Microsoft.Communication.EmailEngagementTrackingReportReceived";

    private final Signing signing = new PasswordSigning("url:");

    @Override
    public String name() {
        return "azure";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        List<Json> events = in.root().items();
        for (int i = 0; i < events.size() && !out.full(); i++) {
            one(events.get(i), events.size() == 1 ? "" : "/" + i, out);
        }
    }

    private static void one(Json event, String place, Harvest out) {
        String type = event.firstText("eventType", "type");
        Json report = event.at("data");
        if (VALIDATION.equals(type)) {
            validation(report.text("validationCode"), place, out);
            return;
        }
        Draft draft = out.draft(place + "/data");
        if (ENGAGEMENT.equals(type)) {
            String action = report.firstText("engagementType", "engagement");
            draft.kind("click".equalsIgnoreCase(action) ? EventKind.CLICKED : EventKind.OPENED)
                    .fact("url", report.text("engagementContext"))
                    .fact("userAgent", report.text("userAgent"));
        } else if (DELIVERY.equals(type)) {
            if (!outcome(report, place, draft, out)) {
                return;
            }
        } else if (type != null && type.startsWith("Microsoft.")) {
            out.ignore();
            return;
        } else {
            out.unknown(place + "/eventType", type);
            return;
        }
        out.take(common(event, report, draft));
    }

    private static void validation(@Nullable String code, String place, Harvest out) {
        if (code == null) {
            out.unknown(place + "/data/validationCode", null);
            return;
        }
        Map<String, Json> response = new TreeMap<>();
        response.put("validationResponse", new Json.Text(Draft.cut(code, 1_000)));
        out.answer(new WebhookAnswer.Handshake("application/json", new Json.Obj(response).write()));
    }

    private static boolean outcome(Json report, String place, Draft draft, Harvest out) {
        String status = report.text("status");
        switch (status == null ? "" : status) {
            case "Delivered", "Expanded" -> draft.kind(EventKind.DELIVERY);
            case "Bounced" -> draft.hard(null);
            case "Suppressed" -> draft.suppressed();
            case "FilteredSpam", "Quarantined" -> draft.hard(Reason.SPAM_CONTENT);
            case "Failed" -> draft.kind(EventKind.BOUNCE);
            case "OutForDelivery", "Queued" -> {
                out.ignore();
                return false;
            }
            default -> {
                out.unknown(place + "/data/status", status);
                return false;
            }
        }
        return true;
    }

    private static Draft common(Json event, Json report, Draft draft) {
        Json details = report.at("deliveryStatusDetails");
        String said = details.text() == null ? details.firstText("statusMessage", "StatusMessage") : details.text();
        return draft.recipient(report, "recipient")
                .id(event.text("id"))
                .at(
                        report.at("deliveryAttemptTimeStamp"),
                        report.at("deliveryAttemptTimestamp"),
                        report.at("userActionTimeStamp"),
                        report.at("userActionTimestamp"),
                        event.at("eventTime"),
                        event.at("time"))
                .reply(said)
                .message(report.text("messageId"))
                .remoteMta(details.text("recipientMailServerHostName"))
                .fact("event", event.firstText("eventType", "type"))
                .fact("class", report.text("status"))
                .fact("description", said)
                .fact("messageId", report.text("internetMessageId"))
                .fact("sender", report.text("sender"))
                .fact("resource", event.firstText("topic", "source"));
    }
}
