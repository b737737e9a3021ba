package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mailchimp Transactional (Mandrill): an array of events in the form field {@code mandrill_events}.
 *
 * @see <a href="https://mailchimp.com/developer/transactional/docs/webhooks/">Mailchimp Transactional, Webhooks</a>
 */
final class Mandrill implements Provider {
    private static final Map<String, Reason> DESCRIPTIONS = Map.of(
            "bad_mailbox", Reason.USER_UNKNOWN,
            "invalid_domain", Reason.HOST_UNKNOWN,
            "mailbox_full", Reason.MAILBOX_FULL,
            "message_too_large", Reason.MESSAGE_TOO_LARGE,
            "spam", Reason.SPAM_CONTENT,
            "content", Reason.CONTENT_REJECTED,
            "dns", Reason.NETWORK_ERROR,
            "timeout", Reason.NETWORK_ERROR);
    private static final Map<String, Reason> REJECTIONS = Map.of(
            "invalid", Reason.BAD_ADDRESS_SYNTAX,
            "invalid-sender", Reason.SENDER_REJECTED,
            "unsigned", Reason.AUTH_FAILURE,
            "test-mode-limit", Reason.RATE_LIMITED,
            "rule", Reason.POLICY_REJECTED);

    private final Signing signing = new MandrillSigning();

    @Override
    public String name() {
        return "mandrill";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        Json root = in.root();
        if (in.form() != null) {
            String events = in.form().text("mandrill_events");
            if (events == null) {
                out.unknown("form mandrill_events", null);
                return;
            }
            root = in.json().read(events, "form mandrill_events");
        }
        List<Json> events = root.at("mandrill_events").missing()
                ? root.items()
                : root.at("mandrill_events").items();
        for (int i = 0; i < events.size() && !out.full(); i++) {
            one(events.get(i), "/mandrill_events/" + i, out);
        }
    }

    private static void one(Json event, String place, Harvest out) {
        String type = event.text("event");
        Json message = event.at("msg");
        Draft draft = out.draft(place);
        switch (type == null ? "" : type) {
            case "send" -> draft.kind(EventKind.SENT);
            case "delivered" -> draft.kind(EventKind.DELIVERY);
            case "deferral" -> draft.deferral(described(message)).reply(said(message));
            case "hard_bounce" -> draft.hard(described(message)).reply(said(message));
            case "soft_bounce" -> draft.soft(described(message)).reply(said(message));
            case "reject" -> reject(message, draft);
            case "spam" -> draft.complaint(null);
            case "unsub" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "open" -> draft.kind(EventKind.OPENED);
            case "click" -> draft.kind(EventKind.CLICKED);
            case "inbound" -> {
                out.ignore();
                return;
            }
            default -> {
                if (event.at("reject").missing() && event.at("entry").missing()) {
                    out.unknown(place + "/event", type);
                } else {
                    // A change of Mandrill's own lists.
                    out.ignore();
                }
                return;
            }
        }
        out.take(common(event, message, draft));
    }

    private static void reject(Json message, Draft draft) {
        Json reject = message.at("reject");
        String reason = reject.text() == null ? reject.text("reason") : reject.text();
        if (reason == null) {
            reason = message.text("bounce_description");
        }
        Reason known = reason == null ? null : REJECTIONS.get(reason.toLowerCase(Locale.ROOT));
        draft.hard(known == null ? Reason.SUPPRESSED : known).fact("class", reason);
    }

    private static @Nullable String said(Json message) {
        String diagnostic = message.text("diag");
        List<Json> tries = message.at("smtp_events").items();
        return diagnostic == null && !tries.isEmpty()
                ? tries.get(tries.size() - 1).text("diag")
                : diagnostic;
    }

    private static @Nullable Reason described(Json message) {
        String word = message.text("bounce_description");
        return word == null ? null : DESCRIPTIONS.get(word.toLowerCase(Locale.ROOT));
    }

    private static Draft common(Json event, Json message, Draft draft) {
        List<Json> tries = message.at("smtp_events").items();
        Json last = tries.isEmpty() ? Json.Nil.NIL : tries.get(tries.size() - 1);
        draft.recipient(message, "email")
                .at(event.at("ts"), message.at("ts"))
                .message(message.text("_id") == null ? event.text("_id") : message.text("_id"))
                .attempt(tries.isEmpty() ? null : (long) tries.size())
                .sendingIp(last.text("source_ip"))
                .remoteMta(last.text("destination_ip"))
                .tags(message.at("tags"))
                .fact("event", event.text("event"))
                .fact("class", message.text("bounce_description"))
                .fact("state", message.text("state"))
                .fact("subaccount", message.text("subaccount"))
                .fact("template", message.text("template"))
                .fact("sender", message.text("sender"))
                .fact("subject", message.text("subject"))
                .fact("url", event.text("url"))
                .fact("userAgent", event.text("user_agent"))
                .fact("ip", event.text("ip"));
        for (Json part : message.at("metadata").items()) {
            draft.metadata(part);
        }
        return draft;
    }
}
