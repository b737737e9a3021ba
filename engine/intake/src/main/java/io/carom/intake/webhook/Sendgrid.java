package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Twilio SendGrid's Event Webhook: an array of events. Custom arguments stand between the provider's own fields, so whatever is not
 * documented as the provider's is the sender's.
 *
 * @see <a href="https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event">Twilio SendGrid, Event Webhook Reference</a>
 */
final class Sendgrid implements Provider {
    private static final Set<String> OWN = Set.of(
            "email",
            "timestamp",
            "event",
            "smtp-id",
            "useragent",
            "ip",
            "sg_event_id",
            "sg_message_id",
            "reason",
            "status",
            "response",
            "tls",
            "url",
            "urloffset",
            "url_offset",
            "attempt",
            "category",
            "type",
            "bounce_classification",
            "asm_group_id",
            "marketing_campaign_id",
            "marketing_campaign_name",
            "marketing_campaign_version",
            "marketing_campaign_split_id",
            "singlesend_id",
            "singlesend_name",
            "template_id",
            "template_hash",
            "template_version_id",
            "template_name",
            "pool",
            "cert_err",
            "send_at",
            "newsletter",
            "sg_content_type",
            "content_type",
            "sg_machine_open",
            "sg_user_id",
            "sg_template_id",
            "sg_template_name",
            "mc_stats",
            "mc_auto_id",
            "mc_auto_name",
            "mc_auto_step_id",
            "mc_pod_id",
            "phase_id",
            "nlvx_campaign_id",
            "nlvx_campaign_split_id",
            "nlvx_user_id",
            "post_type",
            "domain",
            "from",
            "outbound_ip",
            "outbound_ip_type",
            "processed",
            "date",
            "to",
            "account",
            "source",
            "code",
            "ab_test_duration",
            "list_ids");
    private static final Map<String, Reason> CLASSES = Map.of(
            "invalid address", Reason.USER_UNKNOWN,
            "technical", Reason.SYSTEM_ERROR,
            "content", Reason.CONTENT_REJECTED,
            "reputation", Reason.IP_REPUTATION,
            "frequency or volume too high", Reason.RATE_LIMITED,
            "frequency/volume", Reason.RATE_LIMITED,
            "mailbox unavailable", Reason.MAILBOX_DISABLED);

    private final Signing signing = new SendgridSigning();

    @Override
    public String name() {
        return "sendgrid";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        List<Json> events = in.root().items();
        for (int i = 0; i < events.size() && !out.full(); i++) {
            one(events.get(i), "/" + i, out);
        }
    }

    private static void one(Json event, String place, Harvest out) {
        String type = event.text("event");
        Draft draft = out.draft(place);
        switch (type == null ? "" : type) {
            case "processed", "account_status_change" -> {
                out.ignore();
                return;
            }
            case "delivered" -> draft.kind(EventKind.DELIVERY).reply(event.text("response"));
            case "deferred" -> draft.deferral(classified(event)).reply(event.firstText("response", "reason"));
            case "bounce", "blocked" -> bounce(event, draft);
            case "dropped" -> dropped(event, draft);
            case "open" -> draft.kind(EventKind.OPENED);
            case "click" -> draft.kind(EventKind.CLICKED);
            case "spamreport" -> draft.complaint(null);
            case "unsubscribe", "group_unsubscribe" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "group_resubscribe" -> draft.kind(EventKind.SUBSCRIBED);
            default -> {
                out.unknown(place + "/event", type);
                return;
            }
        }
        out.take(common(event, draft, type == null ? "" : type));
    }

    /** {@code blocked}: refused for now; the address is not put on a suppression list. */
    private static void bounce(Json event, Draft draft) {
        Reason reason = classified(event);
        boolean blocked = "blocked".equals(event.text("type")) || "blocked".equals(event.text("event"));
        if (blocked) {
            draft.soft(reason);
        } else {
            draft.hard(reason);
        }
        draft.reply(event.firstText("reason", "response"));
    }

    /** The documented reasons of a drop; the words are not a server's, so they are no reply. */
    private static void dropped(Json event, Draft draft) {
        String reason = event.text("reason");
        String word = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
        if (word.contains("spam content")) {
            draft.hard(Reason.SPAM_CONTENT);
        } else if (word.contains("quota")) {
            draft.hard(Reason.RATE_LIMITED);
        } else if (word.contains("smtpapi") || word.contains("header")) {
            draft.hard(Reason.NOT_RFC_COMPLIANT);
        } else {
            draft.suppressed();
        }
        draft.fact("description", reason);
    }

    private static @Nullable Reason classified(Json event) {
        String word = event.text("bounce_classification");
        return word == null ? null : CLASSES.get(word.toLowerCase(Locale.ROOT));
    }

    private static Draft common(Json event, Draft draft, String type) {
        boolean engagement = event.text("useragent") != null
                || Set.of("open", "click", "unsubscribe", "group_unsubscribe", "group_resubscribe")
                        .contains(type);
        String verdict = event.text("type");
        draft.recipient(event, "email")
                .id(event.text("sg_event_id"))
                .at(event.at("timestamp"))
                .message(event.firstText("sg_message_id", "smtp-id"))
                .status(event.text("status"))
                .attempt(event.number("attempt"))
                .campaign(event.firstText("marketing_campaign_id", "singlesend_id", "mc_auto_id", "nlvx_campaign_id"))
                .list(event.text("asm_group_id"))
                .sendingIp(engagement ? null : event.firstText("ip", "outbound_ip"))
                .tags(event.at("category"))
                .fact("event", type)
                .fact("class", verdict == null ? event.text("bounce_classification") : verdict)
                .fact("classification", event.text("bounce_classification"))
                .fact("messageId", event.text("smtp-id"))
                .fact("campaignName", event.firstText("marketing_campaign_name", "singlesend_name", "mc_auto_name"))
                .fact("template", event.firstText("template_id", "sg_template_id"))
                .fact("pool", event.at("pool").text("name"))
                .fact("tls", event.text("tls"))
                .fact("url", event.text("url"))
                .fact("userAgent", event.text("useragent"))
                .fact("ip", engagement ? event.text("ip") : null)
                .fact("machineOpen", event.text("sg_machine_open"));
        event.fields().forEach((name, value) -> {
            if (!OWN.contains(name)) {
                draft.metadata(name, value);
            }
        });
        return draft;
    }
}
