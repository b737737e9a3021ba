package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mailjet's event API: one event, or an array of them. Mailjet signs nothing: protect the address by basic authentication.
 *
 * @see <a href="https://dev.mailjet.com/email/guides/webhooks/">Mailjet, Event API</a>
 */
final class Mailjet implements Provider {
    private static final Map<String, Reason> ERRORS = Map.ofEntries(
            Map.entry("user unknown", Reason.USER_UNKNOWN),
            Map.entry("mailbox inactive", Reason.MAILBOX_DISABLED),
            Map.entry("quota exceeded", Reason.MAILBOX_FULL),
            Map.entry("blacklisted", Reason.SUPPRESSED),
            Map.entry("spam reporter", Reason.SUPPRESSED),
            Map.entry("preblocked", Reason.SUPPRESSED),
            Map.entry("invalid domain", Reason.HOST_UNKNOWN),
            Map.entry("no mail host", Reason.HOST_UNKNOWN),
            Map.entry("typofix", Reason.BAD_ADDRESS_SYNTAX),
            Map.entry("relay/access denied", Reason.RELAY_DENIED),
            Map.entry("greylisted", Reason.GREYLISTED),
            Map.entry("sender blocked", Reason.SENDER_REJECTED),
            Map.entry("content blocked", Reason.SPAM_CONTENT),
            Map.entry("policy issue", Reason.POLICY_REJECTED),
            Map.entry("duplicate in campaign", Reason.POLICY_REJECTED),
            Map.entry("system issue", Reason.SYSTEM_ERROR),
            Map.entry("protocol issue", Reason.PROTOCOL_ERROR),
            Map.entry("connection issue", Reason.NETWORK_ERROR),
            Map.entry("bad or empty template", Reason.CONTENT_REJECTED),
            Map.entry("error in template language", Reason.CONTENT_REJECTED));

    private final Signing signing = new PasswordSigning("url:");

    @Override
    public String name() {
        return "mailjet";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        List<Json> events = in.root().items();
        for (int i = 0; i < events.size() && !out.full(); i++) {
            one(events.get(i), in.json(), events.size() == 1 ? "" : "/" + i, out);
        }
    }

    private static void one(Json event, JsonReader json, String place, Harvest out) {
        String type = event.text("event");
        Draft draft = out.draft(place);
        String said = event.firstText("smtp_reply", "comment");
        switch (type == null ? "" : type) {
            case "sent" -> draft.kind(EventKind.DELIVERY).reply(said);
            case "open" -> draft.kind(EventKind.OPENED);
            case "click" -> draft.kind(EventKind.CLICKED);
            case "spam" -> draft.complaint(null);
            case "unsub" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "bounce" -> {
                // A soft bounce is tried again by Mailjet, and comes as a blocked one when that fails, too.
                if (event.at("hard_bounce").truth()) {
                    draft.hard(error(event)).reply(said);
                } else {
                    draft.deferral(error(event)).reply(said);
                }
            }
            case "blocked" -> draft.hard(error(event)).reply(said);
            default -> {
                out.unknown(place + "/event", type);
                return;
            }
        }
        out.take(common(event, json, draft));
    }

    private static @Nullable Reason error(Json event) {
        String error = event.text("error");
        return error == null ? null : ERRORS.get(error.toLowerCase(Locale.ROOT));
    }

    private static Draft common(Json event, JsonReader json, Draft draft) {
        String campaign = event.text("customcampaign");
        String number = event.text("mj_campaign_id");
        String custom = event.text("CustomID");
        List<String> tags = new ArrayList<>();
        if (campaign != null) {
            tags.add(campaign);
        }
        if (custom != null) {
            tags.add(custom);
        }
        Json payload = json.readOrNothing(event.text("Payload"));
        draft.recipient(event, "email")
                .at(event.at("time"))
                .message(event.text("MessageID"))
                .campaign(campaign == null && !"0".equals(number) ? number : campaign)
                .list(event.text("mj_list_id"))
                .tags(tags)
                .metadata(payload)
                .fact("event", event.text("event"))
                .fact("class", event.text("error_related_to"))
                .fact("description", event.text("error"))
                .fact("messageId", event.text("Message_GUID"))
                .fact("contact", event.text("mj_contact_id"))
                .fact("customId", custom)
                .fact("reportedBy", event.text("source"))
                .fact("url", event.text("url"))
                .fact("userAgent", event.text("agent"))
                .fact("ip", event.text("ip"))
                .fact("country", event.text("geo"));
        return payload.fields().isEmpty() && event.text("Payload") != null
                ? draft.metadata("Payload", event.at("Payload"))
                : draft;
    }
}
