package io.carom.intake.webhook;

import io.carom.api.BounceType;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.intake.webhook.body.Json;
import io.carom.intake.webhook.body.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares events with what an {@code expected.json} asserts; a field that it leaves out is not judged. */
final class ExpectedEvents {
    private ExpectedEvents() {}

    /** One line for each asserted field that is not so: {@code index field: expected ..., is ...}. */
    static List<String> differences(Json expected, List<Event> events) {
        List<String> wrong = new ArrayList<>();
        int index = 0;
        int at = 0;
        for (Json one : expected.at("events").items()) {
            String type = one.text("event_type");
            if ("queued".equals(type) || "unknown".equals(type)) {
                index++;
                continue;
            }
            if (at >= events.size()) {
                wrong.add(index + " event: expected " + type + ", is missing");
            } else {
                compare(index, one, events.get(at++), wrong);
            }
            index++;
        }
        if (at < events.size()) {
            wrong.add(index + " event: not expected " + events.get(at));
        }
        return wrong;
    }

    private static void compare(int index, Json expected, Event event, List<String> wrong) {
        Check check = new Check(index, expected, wrong);
        check.that("event_type", kinds(expected.text("event_type")).contains(event.kind()), event.kind());
        check.that("recipient", event.recipient().equals(expected.text("recipient")), event.recipient());
        check.that("message_id", String.valueOf(event.message()).equals(expected.text("message_id")), event.message());
        check.that("event_id", ends(event.id(), expected.text("event_id")), event.id());
        check.that(
                "message_or_event_id",
                String.valueOf(event.message()).equals(expected.text("message_or_event_id"))
                        || ends(event.id(), expected.text("message_or_event_id")),
                event.message() + " " + event.id());
        check.that("timestamp", near(event.at(), expected.at("timestamp")), event.at());
        String response = expected.text("mta_response");
        check.that(
                "mta_response",
                response == null ? event.reply() == null : said(event, response),
                event.reply() + " | " + event.diagnostic());
        Map<String, String> meta = event.meta();
        check.that("tags", tags(expected.at("tags"), meta), meta);
        check.that("metadata", metadata(expected.at("metadata"), meta), meta);
        String description = expected.text("description");
        check.that(
                "description",
                description == null || said(event, description) || meta.containsValue(description),
                meta + " " + event.reply() + " " + event.diagnostic());
        check.that("click_url", same(expected.text("click_url"), meta.get("provider.url")), meta);
        check.that("user_agent", same(expected.text("user_agent"), meta.get("provider.userAgent")), meta);
        check.that(
                "severity",
                severity(expected.text("severity"), event),
                event.kind() + " " + event.bounceType() + " " + event.reason());
    }

    private static List<EventKind> kinds(String type) {
        return switch (type == null ? "" : type) {
            case "sent" -> List.of(EventKind.SENT);
            case "rejected", "failed", "bounced" -> List.of(EventKind.BOUNCE);
            case "deferred" -> List.of(EventKind.DEFERRAL);
            case "delivered" -> List.of(EventKind.DELIVERY);
            case "autoresponded" -> List.of(EventKind.AUTO_REPLY);
            case "opened" -> List.of(EventKind.OPENED);
            case "clicked" -> List.of(EventKind.CLICKED);
            case "complained" -> List.of(EventKind.COMPLAINT);
            case "unsubscribed" -> List.of(EventKind.UNSUBSCRIBED);
            case "subscribed" -> List.of(EventKind.SUBSCRIBED);
            default -> List.of();
        };
    }

    private static boolean severity(String severity, Event event) {
        return switch (severity == null ? "" : severity) {
            case "hard" -> event.bounceType() == BounceType.HARD;
            case "soft" -> event.bounceType() == BounceType.SOFT;
            case "blocked", "provider-rejected" ->
                (event.kind() == EventKind.BOUNCE || event.kind() == EventKind.DEFERRAL)
                        && event.reason() != Reason.USER_UNKNOWN;
            case "suppressed" -> event.reason() == Reason.SUPPRESSED;
            case "complaint" -> event.kind() == EventKind.COMPLAINT && event.feedbackType() != null;
            case "unsubscribe" -> event.kind() == EventKind.UNSUBSCRIBED;
            case "none" -> event.bounceType() == null;
            default -> true;
        };
    }

    private static boolean said(Event event, String text) {
        return text.equals(event.reply())
                || text.equals(event.diagnostic())
                // One source's literal has a backslash and an n where the payload has a line feed.
                || text.replace("\\n", "\n").equals(event.reply())
                || (text + "\n").equals(event.reply());
    }

    private static boolean tags(Json tags, Map<String, String> meta) {
        String written = tags.items().isEmpty() ? null : tags.write();
        return same(written, meta.get("tags"));
    }

    private static boolean metadata(Json metadata, Map<String, String> meta) {
        for (var field : metadata.fields().entrySet()) {
            Json value = field.getValue();
            String text = value instanceof Json.Text plain ? plain.value() : value.write();
            if (!text.isEmpty() && !text.equals(meta.get(field.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean ends(String id, String expected) {
        return expected == null
                ? id == null
                : id != null && (id.endsWith(":" + expected) || id.contains(":" + expected + "/"));
    }

    private static boolean same(String expected, String is) {
        return expected == null ? is == null : expected.equals(is);
    }

    private static boolean near(Instant at, Json expected) {
        return Moments.read(expected)
                .map(other -> Duration.between(at, other).abs().toNanos() < 1_000)
                .orElse(false);
    }

    /** Judges a field only where it is asserted. */
    private record Check(int index, Json expected, List<String> wrong) {
        void that(String field, boolean right, Object is) {
            if (expected.fields().containsKey(field) && !right) {
                wrong.add(
                        index + " " + field + ": expected " + expected.at(field).write() + ", is " + is);
            }
        }
    }
}
