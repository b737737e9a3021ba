package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.intake.webhook.body.Json;

/**
 * MailerSend's webhooks, one activity a request.
 *
 * @see <a href="https://developers.mailersend.com/api/v1/webhooks.html">MailerSend, Webhooks</a>
 */
final class Mailersend implements Provider {
    private final Signing signing = new HmacSigning("Signature", "HmacSHA256", false, "");

    @Override
    public String name() {
        return "mailersend";
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
        Json activity = root.at("data");
        Json morph = activity.at("morph");
        String type = root.text("type");
        Draft draft = out.draft("/data");
        switch (type == null ? "" : type) {
            case "activity.sent" -> draft.kind(EventKind.SENT);
            case "activity.delivered" -> draft.kind(EventKind.DELIVERY);
            case "activity.soft_bounced" -> draft.soft(null).said(morph.firstText("reason", "readable_reason"));
            case "activity.hard_bounced" -> draft.hard(null).said(morph.firstText("reason", "readable_reason"));
            case "activity.deferred" -> draft.deferral(null).said(morph.firstText("reason", "readable_reason"));
            case "activity.opened", "activity.opened_unique" -> draft.kind(EventKind.OPENED);
            case "activity.clicked", "activity.clicked_unique" -> draft.kind(EventKind.CLICKED);
            case "activity.unsubscribed" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "activity.spam_complaint", "activity.spam_complaints" -> draft.complaint(null);
            default -> {
                if (type != null && isOther(type)) {
                    out.ignore();
                } else {
                    out.unknown("/type", type);
                }
                return;
            }
        }
        out.take(common(root, activity, morph, draft));
    }

    private static boolean isOther(String type) {
        return type.startsWith("activity.survey_")
                || type.startsWith("sender_identity.")
                || type.startsWith("maintenance.")
                || type.startsWith("inbound")
                || type.startsWith("email_")
                || type.startsWith("bulk_email")
                || type.startsWith("sms.")
                || type.equals("webhook.test");
    }

    private static Draft common(Json root, Json activity, Json morph, Draft draft) {
        Json email = activity.at("email");
        return draft.recipient(email.at("recipient").text("email"))
                .id(activity.text("id"))
                .at(activity.at("created_at"), root.at("created_at"), morph.at("created_at"))
                .message(email.at("message").text("id"))
                .tags(email.at("tags"))
                .metadata("ip", morph.at("ip"))
                .metadata("url", morph.at("url"))
                .fact("event", root.text("type"))
                .fact("class", morph.text("object"))
                .fact("description", morph.firstText("reason", "readable_reason"))
                .fact("messageId", email.at("headers").text("Message-ID"))
                .fact("email", email.text("id"))
                .fact("template", activity.text("template_id"))
                .fact("domain", root.text("domain_id"))
                .fact("sender", email.text("from"))
                .fact("subject", email.text("subject"))
                .fact("url", morph.text("url"))
                .fact("userAgent", morph.text("user_agent"))
                .fact("ip", morph.text("ip"));
    }
}
