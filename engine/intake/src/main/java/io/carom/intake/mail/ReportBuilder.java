package io.carom.intake.mail;

import io.carom.api.BounceType;
import io.carom.api.EnhancedStatus;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.Fault;
import io.carom.api.Reason;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports of what was found: decides which field to believe and asks the classifier what it means. The code of a diagnostic
 * wins over the Status field, which many servers fill with {@code 5.0.0}. For one mail and one thread.
 */
final class ReportBuilder {
    private final Classifier classifier;
    private final Envelope envelope;
    private final Returned returned;
    private final ReadLimits limits;
    private final @Nullable String reportId;

    ReportBuilder(Classifier classifier, Envelope envelope, Returned returned, ReadLimits limits) {
        this.classifier = classifier;
        this.envelope = envelope;
        this.returned = returned;
        this.limits = limits;
        this.reportId = envelope.id();
    }

    List<Report> status(List<Draft> drafts, StatusReader status) {
        List<Report> reports = new ArrayList<>();
        Instant fallback = null;
        for (Draft draft : drafts) {
            if (draft.at == null && fallback == null) {
                fallback = envelope.date() != null ? envelope.date() : MailDates.parse(status.arrival());
            }
            reports.add(failure(draft, kind(draft), EventSource.DSN, status.reportingMta(), fallback));
        }
        return reports;
    }

    /**
     * Reports of a notice in words.
     *
     * @param whole all of its text, which is asked when what is said of its only address tells no reason
     */
    List<Report> text(List<Draft> drafts, boolean delayed, boolean delivered, StatusReader status, String whole) {
        EventKind kind = delivered ? EventKind.DELIVERY : delayed ? EventKind.DEFERRAL : EventKind.BOUNCE;
        List<Report> reports = new ArrayList<>();
        for (Draft draft : drafts) {
            if (kind == EventKind.BOUNCE && drafts.size() == 1) {
                draft.hint = otherwise(draft, whole);
            }
            reports.add(failure(draft, kind, EventSource.TEXT, status.reportingMta(), envelope.date()));
        }
        return reports;
    }

    /** The reason that the rest of a notice gives, unless it would make the address dead: that must be said of the address itself. */
    private @Nullable Reason otherwise(Draft draft, String whole) {
        String said = draft.diagnostic == null ? "" : draft.diagnostic;
        if (draft.hint != null || Replies.code(said) != 0 || Replies.status(said) != null) {
            return draft.hint;
        }
        if (classifier.read(Evidence.ofReply(said)).reason() != Reason.UNKNOWN) {
            return null;
        }
        Reading all = classifier.read(Evidence.ofReply(shortened(envelope.subject() + "\n" + whole)));
        boolean dead = all.reason().fault() == Fault.RECIPIENT && all.reason() != Reason.MAILBOX_FULL;
        return dead || all.reason() == Reason.UNKNOWN ? null : all.reason();
    }

    private static EventKind kind(Draft draft) {
        if (draft.action == null) {
            EnhancedStatus status = draft.statusField;
            return status != null && status.statusClass() == 2 ? EventKind.DELIVERY : EventKind.BOUNCE;
        }
        return switch (draft.action) {
            case "delayed" -> EventKind.DEFERRAL;
            case "delivered", "relayed", "expanded" -> EventKind.DELIVERY;
            default -> EventKind.BOUNCE;
        };
    }

    private Report failure(
            Draft draft, EventKind kind, EventSource source, @Nullable String reportingMta, @Nullable Instant at) {
        String text =
                cut(draft.diagnostic != null && !draft.diagnostic.isBlank() ? draft.diagnostic : draft.statusText);
        String said = text == null ? "" : text;
        int code = Replies.code(said);
        EnhancedStatus status = closest(Replies.status(said), draft.statusField, code);
        if (code == 0 && draft.statusText != null) {
            code = Replies.code(draft.statusText);
        }
        Integer replyCode = code == 0 ? null : code;
        String sentTo = draft.sentTo();
        String command = draft.command != null ? draft.command : Replies.command(said);
        if (kind == EventKind.DELIVERY) {
            return report(
                    draft,
                    sentTo,
                    kind,
                    null,
                    null,
                    Reason.DELIVERED,
                    draft.statusField,
                    null,
                    text,
                    source,
                    reportingMta,
                    command,
                    at,
                    false);
        }
        Reading reading = classifier.read(new Evidence(
                said,
                replyCode,
                status,
                draft.action,
                sentTo == null ? null : Addresses.domain(sentTo),
                draft.remoteMta,
                reportingMta,
                draft.hint == null
                        ? null
                        : draft.hint.fault() == Fault.RECIPIENT && draft.hint != Reason.MAILBOX_FULL
                                ? BounceType.HARD
                                : null,
                draft.hint));
        BounceType type = kind == EventKind.DEFERRAL ? BounceType.SOFT : reading.bounceType();
        EnhancedStatus inForce = status != null ? status : reading.status();
        Integer codeInForce = replyCode != null ? replyCode : failing(reading.replyCode());
        return report(
                draft,
                sentTo,
                kind,
                type,
                reading.fault(),
                reading.reason(),
                inForce,
                codeInForce,
                text,
                source,
                reportingMta,
                command,
                at,
                reading.disagreement());
    }

    /** The code of the text, unless the field's says more and agrees in class. */
    private static @Nullable EnhancedStatus closest(
            @Nullable EnhancedStatus text, @Nullable EnhancedStatus field, int code) {
        if (field == null) {
            return text;
        }
        boolean vagueField = field.subject() == 0 && field.detail() == 0;
        if (text == null) {
            boolean expired = vagueField && field.statusClass() == 5 && code / 100 == 4;
            return expired ? null : field;
        }
        boolean vagueText = text.detail() == 0 && (text.subject() == 0 || text.subject() == field.subject());
        if (vagueText && !vagueField && field.statusClass() == text.statusClass()) {
            return field;
        }
        return text;
    }

    private static @Nullable Integer failing(@Nullable Integer code) {
        return code != null && code >= 400 && code <= 599 ? code : null;
    }

    private @Nullable String cut(@Nullable String text) {
        return text == null ? null : shortened(text);
    }

    private String shortened(String text) {
        return text.length() <= limits.diagnostic() ? text : text.substring(0, limits.diagnostic());
    }

    List<Report> feedback(Feedback feedback) {
        boolean authentication = feedback.type().equals("auth-failure");
        Reason reason = switch (feedback.type()) {
            case "abuse" -> Reason.FEEDBACK_ABUSE;
            case "opt-out" -> Reason.FEEDBACK_OPT_OUT;
            case "auth-failure" -> Reason.FEEDBACK_AUTH_FAILURE;
            default -> Reason.FEEDBACK_OTHER;
        };
        Instant arrived = MailDates.parse(feedback.arrival());
        List<Report> reports = new ArrayList<>();
        List<@Nullable String> recipients = new ArrayList<>(feedback.recipients());
        List<String> paths = returnPaths(feedback);
        if (recipients.stream().allMatch(ReportBuilder::redacted)) {
            String spelt = Verp.spelt(paths);
            if (spelt != null || recipients.isEmpty()) {
                recipients = new ArrayList<>();
                recipients.add(spelt);
            }
        }
        for (String recipient : recipients) {
            reports.add(new Report(
                    recipient,
                    authentication ? EventKind.AUTH_REPORT : EventKind.COMPLAINT,
                    null,
                    null,
                    reason,
                    null,
                    null,
                    cut(feedback.authentication()),
                    EventSource.ARF,
                    null,
                    null,
                    null,
                    null,
                    null,
                    arrived != null ? arrived : envelope.date(),
                    returned.messageId(),
                    feedback.type(),
                    feedback.sendingIp(),
                    false,
                    null,
                    returned.campaign(),
                    returned.list(),
                    paths,
                    reportId));
        }
        return reports;
    }

    /** Whether a mailbox provider has put something else in an address's place. */
    private static boolean redacted(@Nullable String address) {
        return address == null
                || address.regionMatches(true, 0, "redacted", 0, 8)
                || address.regionMatches(true, 0, "undisclosed", 0, 11)
                || Addresses.domain(address).startsWith("redacted");
    }

    /** A complaint comes to an address of its own: the return path is with the message that came back, or named by the report. */
    private List<String> returnPaths(Feedback feedback) {
        List<String> paths = returnPaths();
        if (feedback.returnPath() != null) {
            paths.add(feedback.returnPath());
        }
        return paths;
    }

    private List<String> returnPaths() {
        List<String> paths = new ArrayList<>(envelope.to());
        paths.addAll(returned.from());
        return paths;
    }

    List<Report> autoReply() {
        String from = envelope.from().isEmpty() ? null : envelope.from().get(0);
        Draft draft = new Draft();
        draft.recipient = from;
        return List.of(report(
                draft,
                from,
                EventKind.AUTO_REPLY,
                null,
                null,
                Reason.AUTO_REPLY,
                null,
                null,
                null,
                EventSource.AUTO_REPLY,
                null,
                null,
                envelope.date(),
                false));
    }

    private Report report(
            Draft draft,
            @Nullable String sentTo,
            EventKind kind,
            @Nullable BounceType type,
            @Nullable Fault fault,
            Reason reason,
            @Nullable EnhancedStatus status,
            @Nullable Integer replyCode,
            @Nullable String diagnostic,
            EventSource source,
            @Nullable String reportingMta,
            @Nullable String command,
            @Nullable Instant at,
            boolean disagreement) {
        return new Report(
                sentTo,
                kind,
                type,
                fault,
                reason,
                status,
                replyCode,
                diagnostic,
                source,
                draft.action,
                draft.original,
                draft.remoteMta,
                reportingMta,
                command,
                draft.at != null ? draft.at : at,
                returned.messageId(),
                null,
                returned.sendingIp(),
                disagreement,
                Addresses.same(draft.recipient, sentTo) ? null : draft.recipient,
                returned.campaign(),
                returned.list(),
                returnPaths(),
                reportId);
    }
}
