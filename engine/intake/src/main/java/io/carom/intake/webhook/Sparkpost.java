package io.carom.intake.webhook;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SparkPost's webhooks: an array of {@code msys} objects, each with one event under the name of its class. SparkPost signs nothing:
 * protect the address by basic authentication, OAuth (a bearer token) or the webhook token's header.
 *
 * @see <a href="https://developers.sparkpost.com/api/webhooks/">SparkPost, Webhooks</a>
 * @see <a href="https://support.sparkpost.com/docs/deliverability/bounce-classification-codes">SparkPost, bounce classification codes</a>
 */
final class Sparkpost implements Provider {
    /** Bounce classes that fail a mail for good at the address, at a block, or by the sender's own account. */
    private static final Map<Long, Reason> HARD = Map.of(
            10L, Reason.USER_UNKNOWN,
            30L, Reason.USER_UNKNOWN,
            25L, Reason.POLICY_REJECTED,
            26L, Reason.SUPPRESSED,
            50L, Reason.IP_REPUTATION,
            51L, Reason.IP_REPUTATION,
            52L, Reason.SPAM_CONTENT,
            53L, Reason.CONTENT_REJECTED,
            54L, Reason.RELAY_DENIED);

    private static final Map<Long, Reason> SOFT = Map.of(
            21L, Reason.NETWORK_ERROR,
            22L, Reason.MAILBOX_FULL,
            23L, Reason.MESSAGE_TOO_LARGE,
            24L, Reason.NETWORK_ERROR);
    private static final List<Long> SOFT_WITHOUT_REASON = List.of(20L, 40L, 70L);

    private final Signing signing = new PasswordSigning("header:X-MessageSystems-Webhook-Token:");

    @Override
    public String name() {
        return "sparkpost";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        List<Json> records = in.root().items();
        for (int i = 0; i < records.size() && !out.full(); i++) {
            Json msys = records.get(i).at("msys");
            if (msys.missing()) {
                out.unknown("/" + i + "/msys", null);
            } else if (msys.fields().isEmpty()) {
                // What SparkPost sends to try the address.
                out.ignore();
            }
            for (Map.Entry<String, Json> entry : msys.fields().entrySet()) {
                one(entry.getKey(), entry.getValue(), "/" + i + "/msys/" + entry.getKey(), out);
            }
        }
    }

    private static void one(String eventClass, Json event, String place, Harvest out) {
        String type = event.text("type");
        Draft draft = out.draft(place);
        switch (type == null ? "" : type) {
            case "delivery" -> draft.kind(EventKind.DELIVERY);
            case "bounce", "out_of_band" -> bounce(event, draft);
            case "delay" -> draft.deferral(SOFT.get(bounceClass(event)));
            case "spam_complaint" -> draft.complaint(event.text("fbtype"));
            case "policy_rejection" -> draft.hard(refusal(event));
            case "generation_rejection" -> draft.hard(refusal(event));
            case "generation_failure" -> draft.hard(Reason.CONTENT_REJECTED);
            case "open", "initial_open", "amp_open", "amp_initial_open" -> draft.kind(EventKind.OPENED);
            case "click", "amp_click" -> draft.kind(EventKind.CLICKED);
            case "list_unsubscribe", "link_unsubscribe" -> draft.kind(EventKind.UNSUBSCRIBED);
            default -> {
                if (isOther(eventClass, type)) {
                    out.ignore();
                } else {
                    out.unknown(place + "/type", type);
                }
                return;
            }
        }
        out.take(common(event, draft));
    }

    /** Records that tell nothing of a recipient: accepted, texts, relays, tests, ingestion. */
    private static boolean isOther(String eventClass, @Nullable String type) {
        return "injection".equals(type)
                || "sms_status".equals(type)
                || eventClass.equals("relay_message")
                || eventClass.equals("relay_event")
                || eventClass.equals("ab_test_event")
                || eventClass.equals("ingest_event");
    }

    private static void bounce(Json event, Draft draft) {
        long code = bounceClass(event);
        if (code == 60 || code == 100) {
            draft.kind(EventKind.AUTO_REPLY);
        } else if (code == 80) {
            draft.kind(EventKind.SUBSCRIBED);
        } else if (code == 90) {
            draft.kind(EventKind.UNSUBSCRIBED);
        } else if (HARD.containsKey(code)) {
            draft.hard(HARD.get(code));
        } else if (SOFT.containsKey(code) || SOFT_WITHOUT_REASON.contains(code)) {
            draft.soft(SOFT.get(code));
        } else {
            draft.kind(EventKind.BOUNCE).verdict((BounceType) null, null);
        }
    }

    /** 0 when none is named. */
    private static long bounceClass(Json event) {
        Long found = event.number("bounce_class");
        return found == null ? 0 : found;
    }

    private static Reason refusal(Json event) {
        String reason = event.firstText("raw_reason", "reason");
        return reason != null && reason.toLowerCase(Locale.ROOT).contains("suppress")
                ? Reason.SUPPRESSED
                : Reason.POLICY_REJECTED;
    }

    private static Draft common(Json event, Draft draft) {
        boolean engagement = event.text("user_agent") != null || event.text("target_link_url") != null;
        Long retries = event.number("num_retries");
        return draft.recipient(event, event.text("raw_rcpt_to") == null ? "rcpt_to" : "raw_rcpt_to")
                .id(event.text("event_id"))
                .at(event.at("timestamp"))
                .reply(event.firstText("raw_reason", "reason"))
                .code(event.number("error_code"))
                .message(event.firstText("transmission_id", "message_id"))
                .attempt(retries == null ? null : retries + 1)
                .campaign(event.text("campaign_id"))
                .sendingIp(event.text("sending_ip"))
                .remoteMta(engagement ? null : event.firstText("ip_address", "remote_addr"))
                .tags(event.at("campaign_id"))
                .metadata(event.at("rcpt_meta"))
                .fact("event", event.text("type"))
                .fact("class", event.text("bounce_class"))
                .fact("messageId", event.text("message_id"))
                .fact(
                        "tags",
                        event.at("rcpt_tags").missing()
                                ? null
                                : event.at("rcpt_tags").write())
                .fact("template", event.text("template_id"))
                .fact("subaccount", event.text("subaccount_id"))
                .fact("pool", event.text("ip_pool"))
                .fact("sender", event.firstText("msg_from", "friendly_from"))
                .fact("subject", event.text("subject"))
                .fact("domain", event.text("routing_domain"))
                .fact("reportedBy", event.text("report_by"))
                .fact("url", event.text("target_link_url"))
                .fact("userAgent", event.text("user_agent"))
                .fact("ip", engagement ? event.text("ip_address") : null);
    }
}
