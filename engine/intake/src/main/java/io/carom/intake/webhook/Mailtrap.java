package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mailtrap's webhooks: an object with an array of events.
 *
 * @see <a href="https://docs.mailtrap.io/email-api-smtp/advanced/webhooks">Mailtrap, Webhooks</a>
 * @see <a href="https://help.mailtrap.io/article/87-statuses-and-events">Mailtrap, Statuses and events</a>
 */
final class Mailtrap implements Provider {
    private static final Map<String, Reason> CATEGORIES = Map.of(
            "badmailbox", Reason.USER_UNKNOWN,
            "baddomain", Reason.HOST_UNKNOWN,
            "full", Reason.MAILBOX_FULL,
            "greylisting", Reason.GREYLISTED,
            "spam", Reason.SPAM_CONTENT,
            "policy", Reason.POLICY_REJECTED,
            "virus", Reason.VIRUS,
            "disabled", Reason.MAILBOX_DISABLED,
            "toolarge", Reason.MESSAGE_TOO_LARGE);

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
        Json root = in.root();
        List<Json> events =
                root.at("events").missing() ? root.items() : root.at("events").items();
        for (int i = 0; i < events.size() && !out.full(); i++) {
            one(events.get(i), "/events/" + i, out);
        }
    }

    private static void one(Json event, String place, Harvest out) {
        String type = event.text("event");
        Draft draft = out.draft(place);
        switch (type == null ? "" : type.replace('_', ' ')) {
            case "delivery" -> draft.kind(EventKind.DELIVERY).reply(event.text("response"));
            case "soft bounce" -> draft.deferral(category(event)).reply(event.text("response"));
            case "bounce" -> draft.hard(category(event)).reply(event.text("response"));
            case "reject" -> draft.suppressed().fact("description", event.text("reason"));
            case "suspension" ->
                draft.soft(Reason.RATE_LIMITED).said(event.text("reason")).fact("description", event.text("reason"));
            case "spam" -> draft.complaint(null);
            case "unsubscribe" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "open" -> draft.kind(EventKind.OPENED);
            case "click" -> draft.kind(EventKind.CLICKED);
            default -> {
                if (type != null && type.startsWith("inbound")) {
                    out.ignore();
                } else {
                    out.unknown(place + "/event", type);
                }
                return;
            }
        }
        out.take(common(event, draft));
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
