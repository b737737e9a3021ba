package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mailtrap's webhooks: an object with an array of events, or JSON lines. A soft bounce is tried ten more times, so it is a deferral.
 *
 * @see <a href="https://docs.mailtrap.io/email-api-smtp/advanced/webhooks">Mailtrap, Webhooks</a>
 * @see <a href="https://docs.mailtrap.io/email-api-smtp/analytics/statuses-and-events">Mailtrap, Statuses and events</a>
 * @see <a href="https://docs.mailtrap.io/email-api-smtp/bounce-categorization">Mailtrap, Bounce categorization</a>
 */
final class Mailtrap implements Provider {
    private static final Map<String, Reason> CATEGORIES = Map.ofEntries(
            Map.entry("greylisting", Reason.GREYLISTED),
            Map.entry("badsender", Reason.SENDER_REJECTED),
            Map.entry("block", Reason.POLICY_REJECTED),
            Map.entry("serverpolicy", Reason.POLICY_REJECTED),
            Map.entry("content", Reason.CONTENT_REJECTED),
            Map.entry("dnsfail", Reason.NETWORK_ERROR),
            Map.entry("timeout", Reason.NETWORK_ERROR),
            Map.entry("generalfail", Reason.SYSTEM_ERROR),
            Map.entry("serverfail", Reason.SYSTEM_ERROR),
            Map.entry("relayfail", Reason.RELAY_DENIED),
            Map.entry("spam", Reason.SPAM_CONTENT),
            Map.entry("spam_gmail", Reason.IP_REPUTATION),
            Map.entry("badrecipient", Reason.USER_UNKNOWN),
            Map.entry("overquota", Reason.MAILBOX_FULL));

    private final Signing signing = new HmacSigning("Mailtrap-Signature", "HmacSHA256", false, "");

    @Override
    public String name() {
        return "mailtrap";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        List<Json> bodies = in.root().items();
        for (int b = 0; b < bodies.size(); b++) {
            Json held = bodies.get(b).at("events");
            String place = bodies.size() == 1 ? "" : "/" + b;
            List<Json> events = held.missing() ? List.of(bodies.get(b)) : held.items();
            for (int i = 0; i < events.size() && !out.full(); i++) {
                one(events.get(i), held.missing() ? place : place + "/events/" + i, out);
            }
        }
    }

    private static void one(Json event, String place, Harvest out) {
        String type = event.text("event");
        Draft draft = out.draft(place);
        switch (type == null ? "" : type.replace('_', ' ')) {
            case "delivery" -> draft.kind(EventKind.DELIVERY).reply(event.text("response"));
            case "soft bounce" -> draft.deferral(category(event)).reply(event.text("response"));
            case "bounce" -> draft.hard(category(event)).reply(event.text("response"));
            case "reject" -> reject(event.text("reason"), draft);
            case "suspension" -> suspension(event.text("reason"), draft);
            case "spam" -> draft.complaint(null);
            case "unsubscribe" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "open" -> draft.kind(EventKind.OPENED);
            case "click" -> draft.kind(EventKind.CLICKED);
            default -> {
                if (type != null && (type.startsWith("inbound") || type.startsWith("activity_log"))) {
                    out.ignore();
                } else {
                    out.unknown(place + "/event", type);
                }
                return;
            }
        }
        out.take(common(event, draft));
    }

    /** The address is on the suppression list, or the sender's domain was not verified in time. */
    private static void reject(@Nullable String reason, Draft draft) {
        boolean domain = reason != null && reason.toLowerCase(Locale.ROOT).contains("domain");
        if (domain) {
            draft.hard(Reason.POLICY_REJECTED).said(reason);
        } else {
            draft.suppressed();
        }
        draft.fact("description", reason);
    }

    /** Mailtrap holds the mail because of the sender's domain or account, and tries ten more times. */
    private static void suspension(@Nullable String reason, Draft draft) {
        boolean limit = reason != null && reason.toLowerCase(Locale.ROOT).contains("limit");
        draft.deferral(limit ? Reason.RATE_LIMITED : Reason.POLICY_REJECTED)
                .said(reason)
                .fact("description", reason);
    }

    private static @Nullable Reason category(Json event) {
        String word = event.text("bounce_category");
        return word == null ? null : CATEGORIES.get(word.toLowerCase(Locale.ROOT));
    }

    private static Draft common(Json event, Draft draft) {
        return draft.recipient(event, "email")
                .id(event.text("event_id"))
                .at(event.at("timestamp"))
                .code(event.number("response_code"))
                .message(event.text("message_id"))
                .tags(event.at("category"))
                .metadata(event.at("custom_variables"))
                .sendingIp(event.text("sending_ip"))
                .fact("event", event.text("event"))
                .fact("class", event.text("bounce_category"))
                .fact("stream", event.text("sending_stream"))
                .fact("domain", event.text("sending_domain_name"))
                .fact("url", event.text("url"))
                .fact("userAgent", event.text("user_agent"))
                .fact("ip", event.text("ip"));
    }
}
