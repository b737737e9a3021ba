package io.carom.intake.mail;

import java.io.Writer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes reports as the records of {@code carom parse}: one JSON object a line, every field always there. Safe for any threads. */
public final class ReportJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ReportJson() {}

    /** One record, without a line end; {@code file} is the mail's name, or null for a mail from elsewhere. */
    public static void write(Writer out, @Nullable String file, Report report) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            string(json, "file", file);
            string(json, "recipient", report.recipient());
            string(json, "event", report.event().word());
            string(
                    json,
                    "bounceType",
                    report.bounceType() == null ? null : report.bounceType().word());
            string(json, "fault", report.fault() == null ? null : report.fault().word());
            string(json, "reason", report.reason().word());
            string(
                    json,
                    "status",
                    report.status() == null ? null : report.status().toString());
            if (report.replyCode() == null) {
                json.writeNullProperty("replyCode");
            } else {
                json.writeNumberProperty("replyCode", report.replyCode());
            }
            string(json, "diagnostic", report.diagnostic());
            string(json, "source", report.source().word());
            string(json, "action", report.action());
            string(json, "originalRecipient", report.originalRecipient());
            string(json, "remoteMta", report.remoteMta());
            string(json, "reportingMta", report.reportingMta());
            string(json, "command", report.command());
            string(
                    json,
                    "arrivedAt",
                    report.arrivedAt() == null ? null : report.arrivedAt().toString());
            string(json, "messageId", report.messageId());
            string(json, "feedbackType", report.feedbackType());
            string(json, "sendingIp", report.sendingIp());
            json.writeBooleanProperty("disagreement", report.disagreement());
            further(json, "finalRecipient", report.finalRecipient());
            further(json, "campaign", report.campaign());
            further(json, "list", report.list());
            json.writeEndObject();
        }
    }

    private static void string(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, wellFormed(value));
        }
    }

    /** A field beyond the contract's: only where there is something to say. */
    private static void further(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, wellFormed(value));
        }
    }

    /** Half of a surrogate pair, cut off somewhere, would make the line unreadable for others. */
    private static String wellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                return replaced(value);
            }
        }
        return value;
    }

    private static String replaced(String value) {
        StringBuilder out = new StringBuilder(value.length());
        value.codePoints().forEach(c -> out.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
        return out.toString();
    }
}
