package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One record of Amazon SES while it is read. For one thread. */
final class SesRecord {
    private static final Map<String, Reason> TRANSIENT = Map.of(
            "MailboxFull", Reason.MAILBOX_FULL,
            "MessageTooLarge", Reason.MESSAGE_TOO_LARGE,
            "ContentRejected", Reason.CONTENT_REJECTED,
            "AttachmentRejected", Reason.CONTENT_REJECTED,
            "CustomTimeoutExceeded", Reason.EXPIRED);
    private static final Map<String, Reason> DELAYS = Map.of(
            "InternalFailure", Reason.SYSTEM_ERROR,
            "MailboxFull", Reason.MAILBOX_FULL,
            "SpamDetected", Reason.SPAM_CONTENT,
            "RecipientServerError", Reason.SYSTEM_ERROR,
            "IPFailure", Reason.IP_REPUTATION,
            "TransientCommunicationFailure", Reason.NETWORK_ERROR,
            "BYOIPHostNameLookupUnavailable", Reason.RDNS_FAILURE,
            "SendingDeferral", Reason.RATE_LIMITED);

    private final Incoming in;
    private final Json record;
    private final Json mail;
    private final @Nullable Json envelope;
    private final String place;
    private final Harvest out;

    SesRecord(Incoming in, Json record, @Nullable Json envelope, String place, Harvest out) {
        this.in = in;
        this.record = record;
        this.mail = record.at("mail");
        this.envelope = envelope;
        this.place = place;
        this.out = out;
    }

    void read() {
        String type = record.firstText("eventType", "notificationType");
        switch (type == null ? "" : type) {
            case "Bounce" -> bounce(record.at("bounce"));
            case "Complaint" -> complaint(record.at("complaint"));
            case "Delivery" -> delivery(record.at("delivery"));
            case "DeliveryDelay" -> delay(record.at("deliveryDelay"));
            case "Reject" -> reject(record.at("reject"));
            case "Rendering Failure" -> failure(record.at("failure"));
            case "Send" -> each(record.at("send"), EventKind.SENT);
            case "Open" -> each(record.at("open"), EventKind.OPENED);
            case "Click" -> each(record.at("click"), EventKind.CLICKED);
            case "Subscription" -> subscription(record.at("subscription"));
            case "Received", "AmazonSnsSubscriptionSucceeded" -> out.ignore();
            default -> out.unknown(place + "/eventType", type);
        }
    }

    private void bounce(Json bounce) {
        List<Json> recipients = bounce.at("bouncedRecipients").items();
        String type = bounce.text("bounceType");
        String subType = bounce.text("bounceSubType");
        for (int i = 0; i < recipients.size(); i++) {
            Json recipient = recipients.get(i);
            Draft draft = draft(
                            "/bounce/bouncedRecipients/" + i, bounce, recipients.size(), recipient.text("emailAddress"))
                    .fact("class", type + "/" + subType)
                    .fact("description", type + ": " + subType)
                    .fact("action", recipient.text("action"))
                    .fact("reportingMta", bounce.text("reportingMTA"))
                    .reply(recipient.text("diagnosticCode"))
                    .status(recipient.text("status"))
                    .remoteMta(bounce.text("remoteMtaIp"))
                    .recipient(recipient, "emailAddress");
            verdict(draft, type, subType == null ? "" : subType);
            out.take(draft);
        }
        none(recipients, "/bounce/bouncedRecipients");
    }

    private static void verdict(Draft draft, @Nullable String type, String subType) {
        if (subType.equals("Suppressed")
                || subType.equals("OnAccountSuppressionList")
                || subType.equals("UnsubscribedRecipient")) {
            draft.suppressed();
        } else if ("Permanent".equals(type)) {
            draft.hard(null);
        } else if ("Transient".equals(type)) {
            draft.soft(TRANSIENT.get(subType));
        } else {
            draft.kind(EventKind.BOUNCE);
        }
    }

    private void complaint(Json complaint) {
        List<Json> recipients = complaint.at("complainedRecipients").items();
        String type = complaint.text("complaintFeedbackType");
        for (int i = 0; i < recipients.size(); i++) {
            Json recipient = recipients.get(i);
            Draft draft = draft(
                            "/complaint/complainedRecipients/" + i,
                            complaint,
                            recipients.size(),
                            recipient.text("emailAddress"))
                    .fact("class", complaint.text("complaintSubType"))
                    .fact("userAgent", complaint.text("userAgent"))
                    .fact("arrivedAt", complaint.text("arrivalDate"))
                    .recipient(recipient, "emailAddress")
                    .complaint(type);
            out.take("auth-failure".equals(type) ? draft.kind(EventKind.AUTH_REPORT) : draft);
        }
        none(recipients, "/complaint/complainedRecipients");
    }

    private void delivery(Json delivery) {
        List<Json> recipients = delivery.at("recipients").missing()
                ? mail.at("destination").items()
                : delivery.at("recipients").items();
        for (int i = 0; i < recipients.size(); i++) {
            out.take(draft(
                            "/delivery/recipients/" + i,
                            delivery,
                            recipients.size(),
                            recipients.get(i).text())
                    .kind(EventKind.DELIVERY)
                    .reply(delivery.text("smtpResponse"))
                    .remoteMta(delivery.text("remoteMtaIp"))
                    .fact("reportingMta", delivery.text("reportingMTA"))
                    .fact("processingTimeMillis", delivery.text("processingTimeMillis"))
                    .recipient(recipients.get(i).text()));
        }
        none(recipients, "/delivery/recipients");
    }

    private void delay(Json delay) {
        List<Json> recipients = delay.at("delayedRecipients").items();
        String type = delay.text("delayType");
        for (int i = 0; i < recipients.size(); i++) {
            Json recipient = recipients.get(i);
            out.take(draft(
                            "/deliveryDelay/delayedRecipients/" + i,
                            delay,
                            recipients.size(),
                            recipient.text("emailAddress"))
                    .deferral(type == null ? null : DELAYS.get(type))
                    .fact("class", type)
                    .fact("expiresAt", delay.text("expirationTime"))
                    .fact("reportingMta", delay.text("reportingMTA"))
                    .reply(recipient.text("diagnosticCode"))
                    .status(recipient.text("status"))
                    .recipient(recipient, "emailAddress"));
        }
        none(recipients, "/deliveryDelay/delayedRecipients");
    }

    /** SES took the mail and then found malware in it: that is the only reason documented ("Bad content"). */
    private void reject(Json reject) {
        eachDestination(
                reject,
                (draft, recipient) -> draft.hard(Reason.VIRUS)
                        .said(reject.text("reason"))
                        .fact("description", reject.text("reason")));
    }

    private void failure(Json failure) {
        eachDestination(
                failure,
                (draft, recipient) -> draft.hard(Reason.CONTENT_REJECTED)
                        .said(failure.text("errorMessage"))
                        .fact("description", failure.text("errorMessage"))
                        .fact("template", failure.text("templateName")));
    }

    private void subscription(Json subscription) {
        Json now = subscription.at("newTopicPreferences");
        boolean leavesAll = now.at("unsubscribeAll").truth() || optedOutOfAll(now);
        boolean joins = !leavesAll && optedIn(now) > optedIn(subscription.at("oldTopicPreferences"));
        if (!leavesAll && !joins) {
            out.ignore();
            return;
        }
        eachDestination(
                subscription,
                (draft, recipient) -> draft.kind(leavesAll ? EventKind.UNSUBSCRIBED : EventKind.SUBSCRIBED)
                        .list(subscription.text("contactList"))
                        .fact("origin", subscription.text("source")));
    }

    private static boolean optedOutOfAll(Json preferences) {
        List<Json> topics = preferences.at("topicSubscriptionStatus").items();
        return !topics.isEmpty() && optedIn(preferences) == 0;
    }

    private static long optedIn(Json preferences) {
        return preferences.at("topicSubscriptionStatus").items().stream()
                .filter(topic -> "OptIn".equals(topic.text("subscriptionStatus")))
                .count();
    }

    private void each(Json part, EventKind kind) {
        eachDestination(
                part,
                (draft, recipient) -> draft.kind(kind)
                        .fact("url", part.text("link"))
                        .fact("userAgent", part.text("userAgent"))
                        .fact("ip", part.text("ipAddress"))
                        .fact(
                                "linkTags",
                                part.at("linkTags").missing()
                                        ? null
                                        : part.at("linkTags").write()));
    }

    private void eachDestination(Json part, Completion completion) {
        List<Json> recipients = mail.at("destination").items();
        for (int i = 0; i < recipients.size(); i++) {
            String recipient = recipients.get(i).text();
            Draft draft = draft("/mail/destination/" + i, part, recipients.size(), recipient)
                    .recipient(recipient);
            out.take(completion.complete(draft, recipient));
        }
        none(recipients, "/mail/destination");
    }

    private void none(List<Json> recipients, String where) {
        if (recipients.isEmpty()) {
            out.problem(new WebhookAnswer.Refused(
                    WebhookAnswer.Why.MALFORMED,
                    place + where,
                    "no recipient is named",
                    "pass on the record as SES sends it"));
        }
    }

    /** What all records have. */
    private Draft draft(String where, Json part, int recipients, @Nullable String recipient) {
        Json tags = mail.at("tags");
        Json received = envelope == null ? record.at("time") : envelope.at("Timestamp");
        Draft draft = out.draft(place + where)
                .id(id(part, recipients, recipient))
                .at(part.at("timestamp"), received, mail.at("timestamp"))
                .message(mail.text("messageId"))
                .sendingIp(tags.at("ses:outgoing-ip").at(0).text())
                .fact("event", record.firstText("eventType", "notificationType"))
                .fact("feedbackId", part.text("feedbackId"))
                .fact("messageId", mail.at("commonHeaders").text("messageId"))
                .fact("configurationSet", tags.at("ses:configuration-set").at(0).text())
                .fact("sender", mail.text("source"))
                .fact("subject", mail.at("commonHeaders").text("subject"));
        tags.fields().forEach((name, values) -> {
            if (!name.startsWith("ses:")) {
                draft.metadata(name, values.items().size() == 1 ? values.at(0) : values);
            }
        });
        headers(draft);
        return draft;
    }

    /** Headers by which applications pass tags and metadata: SES has no fields for them in notifications. */
    private void headers(Draft draft) {
        List<String> tags = new ArrayList<>();
        for (Json header : mail.at("headers").items()) {
            String name = header.text("name");
            String value = header.text("value");
            if (name == null || value == null) {
                continue;
            }
            if (name.equalsIgnoreCase("X-Tag")) {
                tags.add(value);
            } else if (name.equalsIgnoreCase("X-Metadata")) {
                draft.metadata(in.json().readOrNothing(value));
            }
        }
        draft.tags(tags);
    }

    private @Nullable String id(Json part, int recipients, @Nullable String recipient) {
        String id = envelope == null
                ? (record.text("id") == null ? part.text("feedbackId") : record.text("id"))
                : envelope.text("MessageId");
        return id == null || recipients < 2 ? id : id + "/" + recipient;
    }

    private interface Completion {
        Draft complete(Draft draft, @Nullable String recipient);
    }
}
