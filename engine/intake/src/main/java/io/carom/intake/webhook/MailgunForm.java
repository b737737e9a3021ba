package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Form;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Mailgun's webhooks as they were before 2018: a form of fields, the sender's variables among them.
 *
 * @see <a href="https://documentation.mailgun.com/en/latest/user_manual.html#webhooks">Mailgun, legacy webhooks</a>
 */
final class MailgunForm {
    private static final Set<String> OWN = Set.of(
            "event",
            "recipient",
            "domain",
            "ip",
            "country",
            "region",
            "city",
            "user-agent",
            "device-type",
            "client-type",
            "client-name",
            "client-os",
            "bot",
            "campaign-id",
            "campaign-name",
            "tag",
            "mailing-list",
            "timestamp",
            "token",
            "signature",
            "parent-signature",
            "url",
            "h",
            "code",
            "error",
            "notification",
            "reason",
            "description",
            "attachment-count",
            "message-headers",
            "message-id",
            "body-plain",
            "body-html",
            "sender",
            "size",
            "delivery-status");

    private MailgunForm() {}

    static void read(Form form, JsonReader json, Harvest out) {
        String type = form.text("event");
        Draft draft = out.draft("form");
        switch (type == null ? "" : type) {
            case "accepted", "stored" -> {
                out.ignore();
                return;
            }
            case "delivered" -> draft.kind(EventKind.DELIVERY);
            case "bounced" -> draft.hard(null).reply(form.firstText("error", "notification"));
            case "dropped" -> dropped(form, draft);
            case "opened" -> draft.kind(EventKind.OPENED);
            case "clicked" -> draft.kind(EventKind.CLICKED);
            case "unsubscribed" -> draft.kind(EventKind.UNSUBSCRIBED);
            case "complained" -> draft.complaint(null);
            default -> {
                out.unknown("form event", type);
                return;
            }
        }
        out.take(common(form, json, draft));
    }

    /** {@code old}: tried for too long; {@code hardfail}: refused, or on a suppression list. */
    private static void dropped(Form form, Draft draft) {
        String reason = form.text("reason");
        String description = form.text("description");
        String word = description == null ? "" : description.toLowerCase(Locale.ROOT);
        if ("old".equals(reason)) {
            draft.hard(Reason.EXPIRED).reply(description);
        } else if (word.contains("not delivering to") || word.contains("suppress")) {
            draft.suppressed();
        } else {
            draft.hard(Mailgun.permanent(reason)).reply(description);
        }
    }

    private static Draft common(Form form, JsonReader json, Draft draft) {
        Map<String, String> headers = headers(json.readOrNothing(form.text("message-headers")));
        String code = form.text("code");
        draft.recipient(form.text("recipient"))
                .id(form.text("token"))
                .at(text(form.text("timestamp")))
                .code(text(code).number())
                .status(code)
                .message(Mailgun.bracketed(or(form.firstText("Message-Id", "message-id"), headers.get("Message-Id"))))
                .campaign(form.firstText("campaign-id", "campaign-name"))
                .list(form.text("mailing-list"))
                .tags(form.all("tag").isEmpty() ? form.all("X-Mailgun-Tag") : form.all("tag"))
                .metadata(json.readOrNothing(headers.get("X-Mailgun-Variables")))
                .fact("event", form.text("event"))
                .fact("class", form.text("reason"))
                .fact("description", form.firstText("description", "notification"))
                .fact("domain", form.text("domain"))
                .fact("campaignName", form.text("campaign-name"))
                .fact("url", form.text("url"))
                .fact("userAgent", form.text("user-agent"))
                .fact("ip", form.text("ip"));
        if (headers.isEmpty()) {
            variables(form, draft);
        }
        return draft;
    }

    /**
     * Engagement events bring the sender's variables as further fields. One that is named like a field of Mailgun's own stands behind it,
     * as a second value.
     */
    private static void variables(Form form, Draft draft) {
        for (String name : form.names()) {
            List<String> values = form.all(name);
            String lower = name.toLowerCase(Locale.ROOT);
            boolean own = OWN.contains(lower) || lower.startsWith("x-mailgun-") || lower.startsWith("attachment-");
            if (!own || (values.size() > 1 && !lower.equals("tag") && !lower.equals("x-mailgun-tag"))) {
                draft.metadata(name, new Json.Text(values.get(values.size() - 1)));
            }
        }
    }

    private static Json text(@Nullable String text) {
        return text == null ? Json.Nil.NIL : new Json.Text(text);
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    /** An array of name and value pairs; several values of one variable header are one object after the other. */
    private static Map<String, String> headers(Json array) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<Json> pairs = new ArrayList<>(array.items());
        for (Json pair : pairs) {
            String name = pair.at(0).text();
            String value = pair.at(1).text();
            if (name != null && value != null) {
                headers.putIfAbsent(name, value);
            }
        }
        return headers;
    }
}
