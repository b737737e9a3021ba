package io.carom.intake.log;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.log.Queued.Tries;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * KumoMTA's log: one JSON record a line. {@code Delivery}, {@code TransientFailure}, {@code Bounce} and {@code AdminBounce} are
 * tries, {@code Expiration} ends a message that waited, {@code OOB} is a report that came later, {@code Feedback} a complaint.
 *
 * @see <a href="https://docs.kumomta.com/reference/log_record/">KumoMTA, Log Record</a>
 */
final class KumoMtaReader implements LineReader {
    private static final int MAX_META = 50;

    private final LogOptions options;
    private final Joins joins;
    private final Stamps stamps;
    private final JsonMapper json;

    KumoMtaReader(LogOptions options, Joins joins, Stamps stamps) {
        this.options = options;
        this.joins = joins;
        this.stamps = stamps;
        this.json = new JsonMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(50)
                        .maxNumberLength(100)
                        .maxNameLength(1_000)
                        .maxStringLength(options.maxLine())
                        .build())
                .build());
    }

    @Override
    public void read(Line line, Out out) {
        JsonNode node;
        try {
            node = json.readTree(line.all.getBytes(StandardCharsets.ISO_8859_1));
        } catch (JacksonException e) {
            out.bad("it is no JSON record: "
                    + e.getOriginalMessage().split("\n|: was expecting| \\(start marker", 2)[0]);
            return;
        }
        if (node == null || !node.isObject()) {
            out.bad("it is no JSON object");
            return;
        }
        String type = text(node, "type");
        switch (type == null ? "" : type) {
            case "Reception" -> reception(node);
            case "Delivery" -> tried(line, node, EventKind.DELIVERY, null, out);
            case "TransientFailure" -> tried(line, node, EventKind.BOUNCE, BounceType.SOFT, out);
            case "Bounce", "AdminBounce" -> tried(line, node, EventKind.BOUNCE, BounceType.HARD, out);
            case "Expiration" -> tried(line, node, EventKind.BOUNCE, BounceType.SOFT, out);
            case "OOB" -> tried(line, node, EventKind.BOUNCE, null, out);
            case "Feedback" -> feedback(line, node, out);
            case "" -> out.bad("the record has no `type`");
            default -> {
                return; // Rejection, Delayed and what else names no outcome of a try
            }
        }
    }

    private void reception(JsonNode node) {
        String id = text(node, "id");
        Instant at = time(node);
        if (id != null && at != null) {
            Queued queued = joins.begin(EximFields.cut(id), at.getEpochSecond());
            queued.message = raw(message(node));
            queued.sender = raw(text(node, "sender"));
        }
    }

    private void tried(Line line, JsonNode node, EventKind kind, @Nullable BounceType type, Out out) {
        Instant at = time(node);
        String id = text(node, "id");
        List<String> recipients = texts(node.get("recipient"));
        if (at == null || recipients.isEmpty()) {
            out.bad(at == null ? "the record has no `timestamp` that can be read" : "the record names no `recipient`");
            return;
        }
        String word = String.valueOf(text(node, "type"));
        boolean report = word.equals("OOB");
        boolean expiration = word.equals("Expiration");
        Queued queued = id == null || report ? new Queued() : joins.find(EximFields.cut(id), at.getEpochSecond());
        Tries tries = queued.tries("", joins.maxRecipients());
        if (!report && (!expiration || tries.count == 0)) {
            int before = expiration ? 0 : (int) Math.min(1_000_000, Math.max(0, number(node.get("num_attempts"))));
            tries.count = Math.max(tries.count + 1, before);
        }
        String message = message(node);
        for (String recipient : recipients) {
            Attempt attempt = new Attempt(kind, at, raw(recipient))
                    .type(type)
                    .message(message == null ? queued.message : raw(message))
                    .server(server(node))
                    .sendingIp(ip(text(node.get("source_address"), "address")))
                    .campaign(raw(campaign(node)))
                    .meta("queue", raw(id))
                    .meta("type", word)
                    .meta("sender", raw(text(node, "sender")));
            if (!report) {
                attempt.number(tries.count);
            }
            if (!expiration) {
                response(attempt, node, tries);
            } else {
                expired(attempt, node, tries);
            }
            peer(attempt, node);
            tags(attempt, node.get("meta"));
            String part = recipients.size() > 1 ? recipient : "";
            out.event(attempt.event(line.id(named(), raw(part)), options.proof()));
        }
        if (!report && id != null && !word.equals("TransientFailure")) {
            joins.done(EximFields.cut(id));
        }
    }

    private static void response(Attempt attempt, JsonNode node, Tries tries) {
        JsonNode response = node.get("response");
        if (response == null || !response.isObject()) {
            return;
        }
        long code = number(response.get("code"));
        String content = text(response, "content");
        JsonNode enhanced = response.get("enhanced_code");
        EnhancedStatus status = enhanced == null || !enhanced.isObject()
                ? null
                : EnhancedStatus.parse(number(enhanced.get("class")) + "." + number(enhanced.get("subject")) + "."
                                + number(enhanced.get("detail")))
                        .orElse(null);
        boolean known = code >= 200 && code < 600;
        String reply = known
                ? (code + (status == null ? "" : " " + status) + " " + (content == null ? "" : content)).strip()
                : null;
        attempt.reply(raw(reply))
                .diagnostic(known ? null : raw(content))
                .status(status)
                .meta("command", raw(text(response, "command")));
        tries.reply = reply == null ? null : EximFields.cut(raw(reply));
    }

    /** The record's own reply is KumoMTA's and says only that time ran out; the last try's says why. */
    private static void expired(Attempt attempt, JsonNode node, Tries tries) {
        String content = text(node.get("response"), "content");
        attempt.action("failed").meta("expired", "true");
        if (tries.reply != null) {
            attempt.reply(tries.reply);
            attempt.diagnostic(content == null ? null : tries.reply + "; " + raw(content));
        } else {
            attempt.status(new EnhancedStatus(4, 4, 7)).reason(Reason.EXPIRED).diagnostic(raw(content));
        }
    }

    private void feedback(Line line, JsonNode node, Out out) {
        JsonNode report = node.get("feedback_report");
        Instant at = time(node);
        List<String> recipients = new ArrayList<>();
        if (report != null) {
            recipients.addAll(texts(report.get("original_rcpt_to")));
            String traced = text(report.get("supplemental_trace"), "recipient");
            if (recipients.isEmpty() && traced != null) {
                recipients.add(traced);
            }
        }
        if (report == null || at == null || recipients.isEmpty()) {
            out.bad("the feedback report names no `original_rcpt_to`, or has no time");
            return;
        }
        String type = text(report, "feedback_type");
        String word = type == null ? "abuse" : type.toLowerCase(Locale.ROOT);
        EventKind kind = word.equals("auth-failure") ? EventKind.AUTH_REPORT : EventKind.COMPLAINT;
        for (String recipient : recipients) {
            Attempt attempt = new Attempt(kind, at, raw(recipient))
                    .feedbackType(kind == EventKind.COMPLAINT ? word : null)
                    .message(raw(message(node)))
                    .server(server(node))
                    .sendingIp(raw(text(report, "source_ip")))
                    .campaign(raw(campaign(node)))
                    .meta("type", "Feedback")
                    .meta("sender", raw(text(report, "original_mail_from")));
            out.event(attempt.event(line.id(named(), recipients.size() > 1 ? raw(recipient) : ""), options.proof()));
        }
    }

    private @Nullable String server(JsonNode node) {
        return options.server() == null ? raw(text(node, "nodeid")) : options.server();
    }

    private String named() {
        return options.server() == null ? "" : options.server();
    }

    private static void peer(Attempt attempt, JsonNode node) {
        String name = text(node.get("peer_address"), "name");
        attempt.remote(name == null ? null : raw(name.endsWith(".") ? name.substring(0, name.length() - 1) : name));
        attempt.meta("remoteIp", raw(text(node.get("peer_address"), "addr")));
    }

    private static void tags(Attempt attempt, @Nullable JsonNode meta) {
        if (meta == null || !meta.isObject()) {
            return;
        }
        int count = 0;
        for (Map.Entry<String, JsonNode> each : meta.properties()) {
            if (++count > MAX_META) {
                return;
            }
            JsonNode value = each.getValue();
            if (!value.isNull()) {
                attempt.meta(
                        EximFields.cut(each.getKey()),
                        raw(EximFields.cut(value.isString() ? value.asString() : value.toString())));
            }
        }
    }

    /** The campaign that the message was tagged with, else the one in the queue's name ({@code campaign:tenant@domain}). */
    private static @Nullable String campaign(JsonNode node) {
        String tagged = text(node.get("meta"), "campaign");
        String queue = text(node, "queue");
        int colon = queue == null ? -1 : queue.indexOf(':');
        return tagged != null ? tagged : colon > 0 && queue != null ? queue.substring(0, colon) : null;
    }

    private static @Nullable String message(JsonNode node) {
        JsonNode headers = node.get("headers");
        if (headers == null || !headers.isObject()) {
            return null;
        }
        for (Map.Entry<String, JsonNode> each : headers.properties()) {
            if (each.getKey().equalsIgnoreCase("message-id")) {
                List<String> values = texts(each.getValue());
                return values.isEmpty() ? null : values.get(0).strip();
            }
        }
        return null;
    }

    /** The address without a port. */
    private static @Nullable String ip(@Nullable String address) {
        if (address == null) {
            return null;
        }
        if (address.startsWith("[")) {
            int close = address.indexOf(']');
            return close < 0 ? address : address.substring(1, close);
        }
        int colon = address.indexOf(':');
        return colon > 0 && colon == address.lastIndexOf(':') ? address.substring(0, colon) : address;
    }

    private @Nullable Instant time(JsonNode node) {
        for (String name : new String[] {"event_time", "timestamp"}) {
            JsonNode value = node.get(name);
            if (value != null && value.isNumber()) {
                double seconds = value.asDouble();
                if (seconds > 0 && seconds < 1e11) {
                    return Instant.ofEpochMilli(Math.round(seconds * 1e3));
                }
            } else if (value != null && value.isString()) {
                Instant read = stamps.iso(value.asString(), 0);
                if (read != null) {
                    return read;
                }
            }
        }
        return null;
    }

    private static long number(@Nullable JsonNode node) {
        return node != null && node.isIntegralNumber() && node.canConvertToLong() ? node.asLong() : -1;
    }

    private static @Nullable String text(@Nullable JsonNode node, String name) {
        JsonNode value = node == null ? null : node.get(name);
        return value == null || !value.isString() || value.asString().isEmpty() ? null : value.asString();
    }

    private static List<String> texts(@Nullable JsonNode node) {
        List<String> found = new ArrayList<>();
        if (node != null && node.isString() && !node.asString().isBlank()) {
            found.add(node.asString());
        } else if (node != null && node.isArray()) {
            for (JsonNode each : node) {
                if (each.isString() && !each.asString().isBlank() && found.size() < 1_000) {
                    found.add(each.asString());
                }
            }
        }
        return found;
    }

    /** JSON text is real text already; events are made from one character a byte. */
    private static String raw(@Nullable String text) {
        return text == null ? "" : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
