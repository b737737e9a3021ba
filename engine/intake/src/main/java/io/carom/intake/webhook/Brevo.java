package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonReader;
import java.util.List;

/**
 * Brevo's webhooks (formerly Sendinblue), transactional and marketing, one event a request or an array of them. Brevo signs nothing:
 * protect the address by basic authentication, a bearer token or a header.
 *
 * @see <a href="https://developers.brevo.com/docs/transactional-webhooks">Brevo, Transactional webhooks</a>
 * @see <a href="https://developers.brevo.com/docs/marketing-webhooks">Brevo, Marketing webhooks</a>
 */
final class Brevo implements Provider {
    private final Signing signing = new PasswordSigning("bearer:");

    @Override
    public String name() {
        return "brevo";
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
        switch (type == null ? "" : type) {
            case "request",
                    "sent",
                    "list_addition",
                    "listAddition",
                    "contact_updated",
                    "contact_deleted",
                    "reply",
                    "inbound_email_processed",
                    "inboundEmailProcessed" -> {
                out.ignore();
                return;
            }
            case "delivered" -> draft.kind(EventKind.DELIVERY).fact("description", event.text("reason"));
            case "hard_bounce", "hardBounce" -> draft.hard(null).reply(event.text("reason"));
            case "soft_bounce", "softBounce" -> draft.soft(null).reply(event.text("reason"));
            case "deferred" -> draft.deferral(null).reply(event.text("reason"));
            case "invalid_email", "invalid" ->
                draft.hard(Reason.BAD_ADDRESS_SYNTAX).reply(event.text("reason"));
            case "blocked" -> draft.suppressed().reply(event.text("reason"));
            case "error" -> draft.hard(Reason.POLICY_REJECTED).reply(event.text("reason"));
            case "spam", "complaint" -> draft.complaint(null);
            case "unsubscribed", "unsubscribe" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "opened",
                    "unique_opened",
                    "uniqueOpened",
                    "proxy_open",
                    "proxyOpen",
                    "unique_proxy_open",
                    "uniqueProxyOpen",
                    "loaded_by_proxy",
                    "loadedByProxy" -> draft.kind(EventKind.OPENED);
            case "click" -> draft.kind(EventKind.CLICKED);
            default -> {
                out.unknown(place + "/event", type);
                return;
            }
        }
        out.take(common(event, json, draft));
    }

    private static Draft common(Json event, JsonReader json, Draft draft) {
        Json custom = json.readOrNothing(event.text("X-Mailin-custom"));
        draft.recipient(event, "email")
                .at(
                        moment(event),
                        event.at("ts_event"),
                        event.at("ts"),
                        event.at("ts_sent"),
                        event.at("s_epoch"),
                        event.at("date_event"),
                        event.at("date"))
                .message(event.text("message-id"))
                .campaign(event.text("camp_id"))
                .list(
                        event.at("list_id").items().isEmpty()
                                ? null
                                : event.at("list_id").items().get(0).text())
                .sendingIp(event.text("sending_ip"))
                .tags(tags(event, json))
                .metadata(custom)
                .fact("event", event.text("event"))
                .fact("campaignName", event.text("campaign name"))
                .fact("contact", event.text("contact_id"))
                .fact("template", event.text("template_id"))
                .fact("subject", event.text("subject"))
                .fact("webhook", event.text("id"))
                .fact("url", event.firstText("link", "URL"))
                .fact("userAgent", event.text("user_agent"))
                .fact("ip", event.text("ip"));
        return custom.missing() ? draft.metadata("X-Mailin-custom", event.at("X-Mailin-custom")) : draft;
    }

    /**
     * {@code ts_epoch} is in milliseconds and the only time that is always UTC ({@code date} is in the account's zone, which it does not
     * name: the last to be asked); to the second, like the other fields, so that one event
     * has one time whichever field a payload has.
     */
    private static Json moment(Json event) {
        Long millis = event.number("ts_epoch");
        return millis == null || millis < 100_000_000_000L ? Json.Nil.NIL : new Json.Num(String.valueOf(millis / 1000));
    }

    /** {@code tags} is an array; the older {@code tag} may be one, or a text with one in it. */
    private static Json tags(Json event, JsonReader json) {
        if (!event.at("tags").missing()) {
            return event.at("tags");
        }
        Json old = json.readOrNothing(event.text("tag"));
        return old.missing() ? event.at("tag") : old;
    }
}
