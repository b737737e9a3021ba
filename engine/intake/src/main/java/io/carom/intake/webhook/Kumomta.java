package io.carom.intake.webhook;

import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Log records that a KumoMTA log hook posts: one, an array, or one a line. KumoMTA signs nothing: put a token into the address or a
 * header.
 *
 * @see <a href="https://docs.kumomta.com/reference/log_record/">KumoMTA, Log record</a>
 * @see <a href="https://docs.kumomta.com/userguide/operation/webhooks/">KumoMTA, Publishing log events via webhooks</a>
 */
final class Kumomta implements Provider {
    private static final Map<String, Reason> CLASSES = Map.ofEntries(
            Map.entry("InvalidRecipient", Reason.USER_UNKNOWN),
            Map.entry("BadDomain", Reason.HOST_UNKNOWN),
            Map.entry("DNSFailure", Reason.NETWORK_ERROR),
            Map.entry("InactiveMailbox", Reason.MAILBOX_DISABLED),
            Map.entry("QuotaIssues", Reason.MAILBOX_FULL),
            Map.entry("MessageExpired", Reason.EXPIRED),
            Map.entry("NoAnswerFromHost", Reason.NETWORK_ERROR),
            Map.entry("BadConnection", Reason.NETWORK_ERROR),
            Map.entry("RoutingErrors", Reason.ROUTING_LOOP),
            Map.entry("RelayDenied", Reason.RELAY_DENIED),
            Map.entry("PolicyRelated", Reason.POLICY_REJECTED),
            Map.entry("SpamBlock", Reason.IP_REPUTATION),
            Map.entry("SpamContent", Reason.SPAM_CONTENT),
            Map.entry("ContentRelated", Reason.CONTENT_REJECTED),
            Map.entry("VirusRelated", Reason.VIRUS),
            Map.entry("AuthenticationFailed", Reason.AUTH_FAILURE),
            Map.entry("ProtocolErrors", Reason.PROTOCOL_ERROR),
            Map.entry("BadConfiguration", Reason.SYSTEM_ERROR));

    /** The documentation and the records differ in the name of this field. */
    private static final List<String> REPORTED = List.of("original_rcpt_to", "original_rcpto_to", "original_rcpto");

    private final Signing signing = new PasswordSigning("url:");

    @Override
    public String name() {
        return "kumomta";
    }

    @Override
    public Signing signing() {
        return signing;
    }

    @Override
    public void read(Incoming in, Harvest out) {
        List<Json> records = in.root().items();
        for (int i = 0; i < records.size() && !out.full(); i++) {
            one(records.get(i), records.size() == 1 ? "" : "/" + i, out);
        }
    }

    private static void one(Json record, String place, Harvest out) {
        String type = record.text("type");
        List<Json> recipients = record.at("recipient").items();
        if ("Feedback".equals(type)) {
            feedback(record, place, out);
            return;
        }
        if (type != null && isOther(type)) {
            out.ignore();
            return;
        }
        for (int i = 0; i < Math.max(1, recipients.size()); i++) {
            Draft draft = out.draft(place);
            if (!outcome(record, type == null ? "" : type, draft)) {
                out.unknown(place + "/type", type);
                return;
            }
            String recipient = recipients.isEmpty() ? null : recipients.get(i).text();
            out.take(common(record, draft)
                    .id(id(record, type, recipients.size(), recipient))
                    .recipient(recipient));
        }
    }

    private static boolean isOther(String type) {
        return switch (type) {
            case "Reception", "Rejection", "AdminRebind", "DeferredInjectionRebind", "Delay", "Delayed" -> true;
            default -> false;
        };
    }

    private static boolean outcome(Json record, String type, Draft draft) {
        String word = record.text("bounce_classification");
        Reason reason = word == null ? null : CLASSES.get(word);
        switch (type) {
            case "Delivery" -> draft.kind(EventKind.DELIVERY);
            case "TransientFailure" -> draft.deferral(reason);
            case "Bounce" -> draft.hard(reason);
            case "Expiration" -> draft.hard(Reason.EXPIRED);
            case "AdminBounce" -> draft.hard(Reason.POLICY_REJECTED);
            case "OOB" -> {
                Long code = record.at("response").number("code");
                if (code != null && code >= 400 && code < 500) {
                    draft.soft(reason);
                } else {
                    draft.hard(reason);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void feedback(Json record, String place, Harvest out) {
        Json report = record.at("feedback_report");
        String recipient = report.at("supplemental_trace").text("recipient");
        for (String name : REPORTED) {
            recipient = recipient == null ? first(report.at(name)) : recipient;
        }
        if (recipient == null) {
            recipient = first(report.at("extensions").at("removal-recipient"));
        }
        String type = report.text("feedback_type");
        Draft draft = common(record, out.draft(place))
                .complaint(type)
                .id(record.text("id"))
                .recipient(recipient)
                .sendingIp(report.text("source_ip"))
                .fact("userAgent", report.text("user_agent"))
                .fact("domain", first(report.at("reported_domain")))
                .fact("reportingMta", report.at("reporting_mta").text("name"))
                .fact("arrivedAt", report.text("arrival_date"))
                .fact("originalSender", report.text("original_mail_from"));
        out.take("auth-failure".equals(type) ? draft.kind(EventKind.AUTH_REPORT) : draft);
    }

    private static @Nullable String first(Json values) {
        return values.items().isEmpty() ? null : values.items().get(0).text();
    }

    /** A message has one id for all of its records, so kind and try tell them apart. */
    private static @Nullable String id(Json record, @Nullable String type, int recipients, @Nullable String recipient) {
        String id = record.text("id");
        if (id == null) {
            return null;
        }
        String tries = record.text("num_attempts");
        return id + "/" + type + "/" + (tries == null ? "0" : tries) + (recipients > 1 ? "/" + recipient : "");
    }

    private static Draft common(Json record, Draft draft) {
        Json response = record.at("response");
        Json peer = record.at("peer_address");
        Long tries = record.number("num_attempts");
        Json headers = record.at("headers");
        String queue = record.text("queue");
        return draft.at(record.at("event_time"), record.at("timestamp"))
                .reply(reply(response))
                .code(response.number("code"))
                .status(status(response.at("enhanced_code")))
                .message(
                        headers.firstText("Message-ID", "Message-Id", "message-id") == null
                                ? record.text("id")
                                : headers.firstText("Message-ID", "Message-Id", "message-id"))
                .attempt(tries == null ? null : tries + 1)
                .campaign(campaign(queue))
                .sendingIp(address(record.at("source_address").text("address")))
                .remoteMta(peer.firstText("name", "addr"))
                .metadata(record.at("meta"))
                .fact("event", record.text("type"))
                .fact("class", record.text("bounce_classification"))
                .fact("command", response.text("command"))
                .fact("spoolId", record.text("id"))
                .fact("queue", queue)
                .fact("site", record.text("site"))
                .fact("pool", record.text("egress_pool"))
                .fact("egressSource", record.text("egress_source"))
                .fact("sender", record.text("sender"));
    }

    /** {@code campaign:tenant@domain}; the parts in front may be missing. */
    private static @Nullable String campaign(@Nullable String queue) {
        if (queue == null) {
            return null;
        }
        int colon = queue.indexOf(':');
        int at = queue.indexOf('@');
        return colon > 0 && (at < 0 || colon < at) ? queue.substring(0, colon) : null;
    }

    /** {@code 10.0.0.1:25} or {@code [::1]:25} without the port. */
    private static @Nullable String address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.startsWith("[") && text.indexOf(']') > 0) {
            return text.substring(1, text.indexOf(']'));
        }
        int colon = text.indexOf(':');
        return colon > 0 && text.indexOf(':', colon + 1) < 0 ? text.substring(0, colon) : text;
    }

    private static @Nullable String reply(Json response) {
        String content = response.text("content");
        String code = response.text("code");
        if (code == null || code.equals("0")) {
            return content;
        }
        String status = status(response.at("enhanced_code"));
        return code + (status == null ? "" : " " + status) + (content == null ? "" : " " + content);
    }

    private static @Nullable String status(Json code) {
        return code.text("class") == null
                ? null
                : code.text("class") + "." + code.text("subject") + "." + code.text("detail");
    }
}
