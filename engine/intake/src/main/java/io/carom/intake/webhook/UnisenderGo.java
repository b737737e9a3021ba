package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * UniSender Go's callbacks: many events by user, or a single one.
 *
 * @see <a href="https://godocs.unisender.ru/web-api-ref#callback-format">UniSender Go, Callback format</a>
 */
final class UnisenderGo implements Provider {
    private static final Map<String, Reason> STATUSES = Map.ofEntries(
            Map.entry("err_user_unknown", Reason.USER_UNKNOWN),
            Map.entry("err_user_inactive", Reason.MAILBOX_DISABLED),
            Map.entry("err_mailbox_discarded", Reason.MAILBOX_DISABLED),
            Map.entry("err_mailbox_full", Reason.MAILBOX_FULL),
            Map.entry("err_spam_rejected", Reason.SPAM_CONTENT),
            Map.entry("err_spam_skipped", Reason.SPAM_CONTENT),
            Map.entry("err_spam_folder", Reason.SPAM_CONTENT),
            Map.entry("err_blacklisted", Reason.IP_REPUTATION),
            Map.entry("err_too_large", Reason.MESSAGE_TOO_LARGE),
            Map.entry("err_unsubscribed", Reason.SUPPRESSED),
            Map.entry("err_unreachable", Reason.SUPPRESSED),
            Map.entry("err_skip_letter", Reason.SUPPRESSED),
            Map.entry("err_domain_inactive", Reason.HOST_UNKNOWN),
            Map.entry("err_destination_misconfigured", Reason.SYSTEM_ERROR),
            Map.entry("err_internal", Reason.SYSTEM_ERROR),
            Map.entry("err_lost", Reason.SYSTEM_ERROR));

    private static final Set<String> OTHER =
            Set.of("transactional_spam_block", "transactional_email_limit", "transactional_domain_status");

    private final Signing signing = new UnisenderGoSigning();

    @Override
    public String name() {
        return "unisender-go";
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
        if (root.at("events_by_user").missing()) {
            Json data = root.at("event_data");
            one(root.text("event_name"), data.missing() ? root : data, "", out);
            return;
        }
        List<Json> users = root.at("events_by_user").items();
        for (int u = 0; u < users.size(); u++) {
            List<Json> events = users.get(u).at("events").items();
            for (int i = 0; i < events.size() && !out.full(); i++) {
                String place = "/events_by_user/" + u + "/events/" + i;
                one(events.get(i).text("event_name"), events.get(i).at("event_data"), place, out);
            }
        }
    }

    private static void one(@Nullable String name, Json event, String place, Harvest out) {
        if (name != null && OTHER.contains(name)) {
            out.ignore();
            return;
        }
        Json info = event.at("delivery_info");
        String status = event.text("status");
        Draft draft = out.draft(place);
        String error = info.text("delivery_status");
        Reason reason = error == null ? null : STATUSES.get(error);
        switch (status == null ? "" : status) {
            case "accepted" -> {
                out.ignore();
                return;
            }
            case "sent" -> draft.kind(EventKind.SENT);
            case "delivered" -> draft.kind(EventKind.DELIVERY);
            case "soft_bounced" -> draft.deferral(reason);
            case "hard_bounced" -> draft.hard(reason);
            case "spam" -> draft.complaint(null);
            case "opened" -> draft.kind(EventKind.OPENED);
            case "clicked" -> draft.kind(EventKind.CLICKED);
            case "unsubscribed" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "subscribed" -> draft.kind(EventKind.SUBSCRIBED);
            default -> {
                out.unknown(place + "/status", status);
                return;
            }
        }
        String comment = event.text("comment");
        out.take(draft.recipient(event, "email")
                .at(event.at("event_time"))
                .reply(info.text("destination_response"))
                .message(event.text("job_id"))
                .metadata(event.at("metadata"))
                .tags(event.at("tags"))
                .fact("event", status)
                .fact("class", error)
                .fact("description", comment == null ? error : comment)
                .fact("job", event.text("job_id"))
                .fact("url", event.text("url"))
                .fact("userAgent", info.text("user_agent"))
                .fact("ip", info.text("ip")));
    }
}
