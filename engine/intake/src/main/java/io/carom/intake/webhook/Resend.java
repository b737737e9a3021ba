package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resend's webhooks, signed by Svix. A mail to several addresses has one record that does not say which of them it is about: then the
 * first is named and a failure counts as unproven, unless the text names one.
 *
 * @see <a href="https://resend.com/docs/webhooks/event-types">Resend, Event types</a>
 * @see <a href="https://resend.com/docs/webhooks/emails/bounced">Resend, email.bounced</a>
 */
final class Resend implements Provider {
    private static final Map<String, Reason> SUB_TYPES = Map.of(
            "MailboxFull", Reason.MAILBOX_FULL,
            "MessageTooLarge", Reason.MESSAGE_TOO_LARGE,
            "ContentRejected", Reason.CONTENT_REJECTED,
            "AttachmentRejected", Reason.CONTENT_REJECTED);

    private final Signing signing = new SvixSigning();

    @Override
    public String name() {
        return "resend";
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
        Json mail = root.at("data");
        String type = root.text("type");
        Draft draft = out.draft("/data");
        switch (type == null ? "" : type) {
            case "email.sent" -> draft.kind(EventKind.SENT);
            case "email.delivered" -> draft.kind(EventKind.DELIVERY);
            case "email.delivery_delayed" ->
                draft.deferral(null).said(mail.at("delivery_delayed").firstText("message", "reason"));
            case "email.bounced" -> bounced(mail.at("bounce"), draft);
            case "email.suppressed" ->
                draft.suppressed()
                        .fact("description", mail.at("suppressed").text("message"))
                        .fact("class", mail.at("suppressed").text("type"));
            case "email.failed" -> failed(mail.at("failed").firstText("reason", "message"), draft);
            case "email.complained" -> draft.complaint(mail.at("complaint").text("type"));
            case "email.opened" -> draft.kind(EventKind.OPENED);
            case "email.clicked" -> draft.kind(EventKind.CLICKED);
            case "contact.updated", "contact.created" -> {
                contact(root, mail, draft, out);
                return;
            }
            default -> {
                if (type != null && isOther(type)) {
                    out.ignore();
                } else {
                    out.unknown("/type", type);
                }
                return;
            }
        }
        out.take(common(in, root, mail, draft));
    }

    private static boolean isOther(String type) {
        return type.equals("email.scheduled")
                || type.equals("email.received")
                || type.startsWith("domain.")
                || type.startsWith("contact.")
                || type.startsWith("suppression.");
    }

    private static void bounced(Json bounce, Draft draft) {
        String message = bounce.text("message");
        String type = bounce.text("type");
        String subType = bounce.text("subType");
        String word = message == null ? "" : message.toLowerCase(Locale.ROOT);
        boolean onList = "Suppressed".equals(subType)
                || "OnAccountSuppressionList".equals(subType)
                || (type == null && word.contains("suppression list"));
        if (onList) {
            draft.suppressed();
        } else if ("Transient".equals(type)) {
            draft.soft(subType == null ? null : SUB_TYPES.get(subType));
        } else if ("Undetermined".equals(type)) {
            draft.kind(EventKind.BOUNCE);
        } else {
            draft.hard(null);
        }
        if (!onList) {
            String diagnostic = bounce.at("diagnosticCode").text();
            for (Json line : bounce.at("diagnosticCode").items()) {
                diagnostic = diagnostic == null ? line.text() : diagnostic;
            }
            draft.said(message).reply(diagnostic);
        }
        draft.fact("class", type == null ? null : type + "/" + subType).fact("description", message);
    }

    /** {@code reached_daily_quota} and the like are limits of the sender's own account. */
    private static void failed(@Nullable String reason, Draft draft) {
        boolean quota = reason != null && reason.toLowerCase(Locale.ROOT).contains("quota");
        draft.hard(quota ? Reason.RATE_LIMITED : Reason.POLICY_REJECTED)
                .said(reason)
                .fact("class", reason)
                .fact("description", reason);
    }

    /** A contact that left, or came back, by hand or by the unsubscribe page. */
    private static void contact(Json root, Json contact, Draft draft, Harvest out) {
        if (contact.at("unsubscribed").missing()
                || (!contact.at("unsubscribed").truth() && "contact.updated".equals(root.text("type")))) {
            out.ignore();
            return;
        }
        out.take(draft.kind(contact.at("unsubscribed").truth() ? EventKind.UNSUBSCRIBED : EventKind.SUBSCRIBED)
                .recipient(contact, "email")
                .at(root.at("created_at"), contact.at("updated_at"))
                .list(
                        contact.text("audience_id") == null
                                ? contact.at("segment_ids").at(0).text()
                                : contact.text("audience_id"))
                .fact("event", root.text("type"))
                .fact("contact", contact.text("id")));
    }

    private static Draft common(Incoming in, Json root, Json mail, Draft draft) {
        Json click = mail.at("click");
        Json open = mail.at("open");
        String header = in.request().header("svix-id");
        recipient(mail, draft);
        draft.id(header == null ? in.request().header("webhook-id") : header)
                .at(root.at("created_at"), click.at("timestamp"), mail.at("created_at"))
                .message(mail.text("email_id"))
                .campaign(mail.text("broadcast_id"))
                .fact("event", root.text("type"))
                .fact("messageId", mail.text("message_id"))
                .fact("template", mail.text("template_id"))
                .fact("sender", mail.text("from"))
                .fact("subject", mail.text("subject"))
                .fact("url", click.text("link"))
                .fact(
                        "userAgent",
                        click.text() == null && open.missing() ? click.text("userAgent") : open.text("userAgent"))
                .fact("ip", click.missing() ? open.text("ipAddress") : click.text("ipAddress"));
        draft.metadata(mail.at("tags"));
        for (Json tag : mail.at("tags").items()) {
            String name = tag.text("name");
            if (name != null) {
                draft.metadata(name, tag.at("value"));
            }
        }
        return headers(mail, in.json(), draft);
    }

    private static void recipient(Json mail, Draft draft) {
        List<Json> to = mail.at("to").items();
        String named = null;
        int count = 0;
        String said = mail.at("bounce").write();
        for (Json one : to) {
            String address = ProviderText.address(one.text());
            if (address != null && said.contains(address)) {
                named = address;
                count++;
            }
        }
        draft.recipient(count == 1 ? named : to.isEmpty() ? null : to.get(0).text());
        if (to.size() > 1) {
            draft.fact("to", mail.at("to").write());
            if (count != 1 && draft.failed()) {
                draft.doubtful();
            }
        }
    }

    private static Draft headers(Json mail, JsonReader json, Draft draft) {
        for (Json header : mail.at("headers").items()) {
            String name = header.text("name");
            if ("X-Tags".equalsIgnoreCase(name)) {
                draft.tags(json.readOrNothing(header.text("value")));
            } else if ("X-Metadata".equalsIgnoreCase(name)) {
                draft.metadata(json.readOrNothing(header.text("value")));
            }
        }
        return draft;
    }
}
