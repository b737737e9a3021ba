package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.Moments;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Mailgun's webhooks: {@code event-data} in JSON; the older form of fields is read by {@link MailgunForm}. An event's id is unique
 * within a day only, so the day is a part of ours.
 *
 * @see <a href="https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhooks">Mailgun, Webhooks</a>
 * @see <a href="https://documentation.mailgun.com/docs/mailgun/user-manual/events/event-structure">Mailgun, Event structure</a>
 */
final class Mailgun implements Provider {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Signing signing = new MailgunSigning();

    @Override
    public String name() {
        return "mailgun";
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
        if (in.form() != null) {
            MailgunForm.read(in.form(), in.json(), out);
            return;
        }
        Json root = in.root();
        List<Json> page = root.at("items").items();
        if (page.isEmpty()) {
            one(
                    root.at("event-data").missing() ? root : root.at("event-data"),
                    root.at("event-data").missing() ? "" : "/event-data",
                    out);
        }
        // A page of the Events API has the same records.
        for (int i = 0; i < page.size() && !out.full(); i++) {
            one(page.get(i), "/items/" + i, out);
        }
    }

    private static void one(Json event, String place, Harvest out) {
        String type = event.text("event");
        Draft draft = out.draft(place);
        switch (type == null ? "" : type) {
            case "accepted", "stored", "list_member_uploaded", "list_member_upload_error", "list_uploaded" -> {
                out.ignore();
                return;
            }
            case "delivered" -> draft.kind(EventKind.DELIVERY).reply(said(event));
            case "failed" -> failed(event, draft);
            case "rejected" -> rejected(event, draft);
            case "opened" -> draft.kind(EventKind.OPENED);
            case "clicked" -> draft.kind(EventKind.CLICKED);
            case "unsubscribed" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "complained" -> draft.complaint(null);
            default -> {
                out.unknown(place + "/event", type);
                return;
            }
        }
        out.take(common(event, draft));
    }

    private static void failed(Json event, Draft draft) {
        String reason = event.text("reason");
        Json status = event.at("delivery-status");
        if ("temporary".equals(event.text("severity"))) {
            draft.deferral(temporary(reason)).reply(said(event));
        } else if (suppressed(reason, status)) {
            draft.suppressed();
        } else {
            draft.hard(permanent(reason)).reply(said(event));
        }
        draft.fact("bounceType", status.text("bounce-type"));
    }

    /** It is on a list of Mailgun's: bounced (605), unsubscribed (606) or complained (607) before. */
    private static boolean suppressed(@Nullable String reason, Json status) {
        Long code = status.number("code");
        return (reason != null && reason.startsWith("suppress-")) || (code != null && code >= 605 && code <= 607);
    }

    /** What the server said; where Mailgun never reached one, what it says itself. */
    private static @Nullable String said(Json event) {
        return event.at("delivery-status").firstText("message", "description");
    }

    private static void rejected(Json event, Draft draft) {
        String why = event.at("reject").firstText("reason", "description");
        draft.hard(Reason.POLICY_REJECTED)
                .said(why)
                .fact("description", why)
                .fact("details", event.at("reject").text("description"));
    }

    static @Nullable Reason temporary(@Nullable String reason) {
        return switch (reason == null ? "" : reason) {
            case "greylisted" -> Reason.GREYLISTED;
            case "espblock" -> Reason.RATE_LIMITED;
            default -> null;
        };
    }

    static @Nullable Reason permanent(@Nullable String reason) {
        return switch (reason == null ? "" : reason) {
            case "espblock" -> Reason.IP_REPUTATION;
            case "old" -> Reason.EXPIRED;
            default -> null;
        };
    }

    private static Draft common(Json event, Draft draft) {
        Json status = event.at("delivery-status");
        Json headers = event.at("message").at("headers");
        Json envelope = event.at("envelope");
        Json list = event.at("mailing-list");
        Json campaign = event.at("campaigns").at(0);
        String recipient = event.text("recipient");
        String id = event.text("id");
        String day = Moments.read(event.at("timestamp")).map(DAY::format).orElse(null);
        draft.recipient(event, "recipient")
                .id(id == null || day == null ? id : day + ":" + id)
                .at(event.at("timestamp"))
                .code(status.number("code"))
                .status(status.text("enhanced-code"))
                .message(bracketed(headers.text("message-id")))
                .attempt(status.number("attempt-no"))
                .campaign(campaign.text() == null ? campaign.firstText("id", "name") : campaign.text())
                .list(list.firstText("address", "list-id"))
                .sendingIp(envelope.text("sending-ip"))
                .remoteMta(status.text("mx-host"))
                .tags(event.at("tags"))
                .metadata(event.at("user-variables"))
                .fact("event", event.text("event"))
                .fact("class", verdict(event))
                .fact("description", status.firstText("description", "message"))
                .fact("retrySeconds", status.text("retry-seconds"))
                .fact("sender", envelope.text("sender"))
                .fact("subject", headers.text("subject"))
                .fact("template", event.at("template").text("name"))
                .fact("url", event.text("url"))
                .fact("userAgent", event.at("client-info").text("user-agent"))
                .fact("bot", event.at("client-info").text("bot"))
                .fact("ip", event.text("ip"))
                .fact("account", event.at("account").text("id"))
                .fact("domain", event.at("domain").text("name"));
        return recipient == null ? draft.recipient(headers.text("to")) : draft;
    }

    private static @Nullable String verdict(Json event) {
        String severity = event.text("severity");
        return severity == null ? null : severity + "/" + event.text("reason");
    }

    /** A Message-ID as it stands in a mail. */
    static @Nullable String bracketed(@Nullable String id) {
        return id == null || id.startsWith("<") ? id : "<" + id + ">";
    }
}
