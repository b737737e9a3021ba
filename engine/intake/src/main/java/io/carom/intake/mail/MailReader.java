package io.carom.intake.mail;

import io.carom.api.Reason;
import io.carom.intake.mime.Headers;
import io.carom.intake.mime.MimePart;
import io.carom.intake.mime.MimeScanner;
import io.carom.spi.Classifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads mails that report something: delivery reports (RFC 3464), feedback reports (RFC 5965), automatic replies (RFC 3834) and
 * bounces in plain words. Safe for any number of threads; make one and keep it. Reading never fails: what is broken is read as far as
 * it goes, what is beyond the limits is left out, and a mail that reports nothing gives no report.
 */
public final class MailReader {
    /** Fields of a message that name its campaign, unless configured otherwise. */
    public static final List<String> CAMPAIGN_HEADERS = List.of(
            "X-Campaign-Id", "X-Campaign", "X-CampaignId", "X-Mailer-Campaign", "X-SES-Message-Tags", "Feedback-ID");

    private static final int WRAPPED = 3;

    private final Classifier classifier;
    private final List<String> campaignHeaders;
    private final Cues cues;

    /** A reader that asks {@code classifier} what failures mean and takes campaigns from {@link #CAMPAIGN_HEADERS}. */
    public MailReader(Classifier classifier) {
        this(classifier, CAMPAIGN_HEADERS);
    }

    /** A reader that takes campaigns from the first of {@code campaignHeaders} that a returned message has. */
    public MailReader(Classifier classifier, List<String> campaignHeaders) {
        this.classifier = classifier;
        this.campaignHeaders = campaignHeaders.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        this.cues = Cues.load();
    }

    /** What {@code mail} reports, one entry a recipient, in the mail's order; empty when it reports nothing. */
    public List<Report> read(byte[] mail) {
        return read(mail, ReadLimits.DEFAULT);
    }

    /** The same within other limits. */
    public List<Report> read(byte[] mail, ReadLimits limits) {
        return read(MimeScanner.scan(mail, limits.mime()), limits, 0);
    }

    private List<Report> read(MimePart mail, ReadLimits limits, int depth) {
        Reading reading = new Reading(mail, limits);
        List<Report> reports = reading.reports();
        if (!reports.isEmpty() || depth >= WRAPPED || !reading.mayWrap()) {
            return reports;
        }
        MimePart inner = reading.enclosed();
        return inner == null ? reports : read(inner, limits, depth + 1);
    }

    /** The reading of one mail; for one thread. */
    private final class Reading {
        private final Headers headers;
        private final ReadLimits limits;
        private final Sorted parts;
        private final Envelope envelope;
        private @Nullable String text;
        private @Nullable Notice notice;
        private @Nullable NoticeReader noticeReader;
        private @Nullable Returned returned;
        private @Nullable Boolean aliases;

        Reading(MimePart mail, ReadLimits limits) {
            this.headers = mail.headers();
            this.limits = limits;
            this.parts = Sorted.of(mail);
            this.envelope = Envelope.of(headers, cues);
        }

        List<Report> reports() {
            Feedback feedback = feedback();
            if (feedback != null) {
                return builder().feedback(feedback);
            }
            StatusReader status = new StatusReader(limits.recipients());
            if (headers.has("reporting-mta") || headers.has("final-recipient")) {
                status.read(StatusText.fieldsOf(headers));
            }
            for (MimePart part : parts.status) {
                List<List<StatusFields.Field>> fields = StatusFields.groups(statusText(part));
                if (StatusFields.inReport(fields)) {
                    status.read(fields);
                } else {
                    parts.readAsText(part);
                }
            }
            if (status.drafts().isEmpty() && StatusText.isIn(text())) {
                status.read(text());
            }
            if (status.drafts().isEmpty() && envelope.forwards() && StatusText.isIn(StatusText.unquoted(text()))) {
                status.read(StatusText.unquoted(text()));
            }
            if (!status.drafts().isEmpty()) {
                List<Draft> drafts = named(status);
                if (!drafts.isEmpty()) {
                    return builder().status(drafts, status);
                }
            }
            if (parts.receipt && parts.status.isEmpty()) {
                return List.of();
            }
            if (returnedComplaint()) {
                return builder().feedback(new Feedback("abuse", complainedAbout(), null, null, null, null, null));
            }
            BounceTest test = new BounceTest(
                    envelope,
                    notice(),
                    !returned().isNothing(),
                    !status.drafts().isEmpty() || status.sawFields());
            if (test.autoReply()) {
                return builder().autoReply();
            }
            List<Draft> drafts = noticeReader().read(envelope.failed());
            if (drafts.isEmpty() && mayWrap()) {
                return List.of();
            }
            if (!test.bounce(drafts)) {
                if (test.foreign(drafts)) {
                    List<Report> reports = builder().text(drafts, test.delayed(), test.delivered(), status, text());
                    if (reports.stream().anyMatch(report -> report.reason() != Reason.UNKNOWN)) {
                        return reports;
                    }
                }
                return test.weakAutoReply() ? builder().autoReply() : List.of();
            }
            return builder().text(fallback(drafts), test.delayed(), test.delivered(), status, text());
        }

        private String statusText(MimePart part) {
            String fields = StatusText.fieldsOf(part.headers());
            String text = part.text();
            return fields.isEmpty() ? text : fields + "\n" + text;
        }

        /** A mail attached by a person is no report, unless the one attached is a delivery report or a mail system's that is passed on. */
        boolean mayWrap() {
            MimePart inner = enclosed();
            return inner != null
                    && (!Sorted.of(inner).status.isEmpty()
                            || (envelope.forwards()
                                    && Envelope.of(inner.headers(), cues).daemon()));
        }

        /** The mail within: an attached one, or one that stands in the text below a line. */
        private @Nullable MimePart enclosed() {
            if (parts.firstReturned() != null || !notice().hasReturned()) {
                return parts.firstReturned();
            }
            return MimeScanner.scan(notice().returnedBytes(), limits.mime());
        }

        private @Nullable Feedback feedback() {
            for (MimePart part : parts.feedback) {
                Feedback found = Feedback.read(fieldText(part), limits.recipients());
                if (found != null) {
                    return completed(found);
                }
            }
            if (parts.status.isEmpty() && (envelope.complaint() || text().contains("Feedback-Type"))) {
                Feedback found = Feedback.read(text(), limits.recipients());
                return found == null ? null : completed(found);
            }
            return null;
        }

        private String fieldText(MimePart part) {
            String type = part.headers().first("feedback-type");
            return type == null ? part.text() : "Feedback-Type: " + type + "\n" + part.text();
        }

        private Feedback completed(Feedback found) {
            if (!found.recipients().isEmpty()) {
                return found;
            }
            return new Feedback(
                    found.type(),
                    complainedAbout(),
                    found.sendingIp(),
                    found.arrival(),
                    found.reporter(),
                    found.returnPath(),
                    found.authentication());
        }

        private List<String> complainedAbout() {
            List<String> to = returned().to();
            return to.isEmpty() ? List.of() : List.of(to.get(0));
        }

        /** Older forms: the message comes back with a field of the mailbox provider that only complaints have. */
        private boolean returnedComplaint() {
            MimePart inner = parts.firstReturned();
            if (inner == null || !parts.status.isEmpty()) {
                return false;
            }
            return inner.headers().has("x-hmxmroriginalrecipient") || envelope.complaint();
        }

        /** Drafts of a delivery report that name an address; those that do not get one from elsewhere, if there is one. */
        private List<Draft> named(StatusReader status) {
            List<Draft> named = new ArrayList<>();
            List<Draft> nameless = new ArrayList<>();
            for (Draft draft : status.drafts()) {
                (draft.recipient == null ? nameless : named).add(draft);
            }
            if (named.isEmpty() && !nameless.isEmpty()) {
                Draft model = nameless.get(0);
                List<Draft> found = noticeReader().read(envelope.failed());
                if (found.isEmpty() && model.localName != null) {
                    model.recipient = model.localName;
                    found = List.of(model);
                }
                found = fallback(found);
                for (Draft draft : found) {
                    draft.action = model.action;
                    draft.statusField = model.statusField;
                    draft.statusText = model.statusText;
                    if (model.diagnostic != null && !model.diagnostic.isBlank()) {
                        draft.diagnostic = model.diagnostic;
                    }
                    draft.remoteMta = model.remoteMta == null ? draft.remoteMta : model.remoteMta;
                    draft.at = model.at;
                    if (draft.recipient != null) {
                        named.add(draft);
                    }
                }
            }
            for (Draft draft : named) {
                boolean poor = draft.diagnostic == null
                        || (Replies.code(draft.diagnostic) == 0 && Replies.status(draft.diagnostic) == null);
                if (poor) {
                    boolean several = named.size() > 1 && draft.comment != null;
                    noticeReader().explain(draft, several || envelope.exim());
                    draft.hint = hint(draft, status.reportingMta());
                } else if (draft.original == null && namesAlias()) {
                    noticeReader().unalias(draft);
                }
            }
            return named;
        }

        /** Whether the text may name another address of somebody: that stands in brackets. */
        private boolean namesAlias() {
            Boolean known = aliases;
            if (known == null) {
                known = anyAlias();
                aliases = known;
            }
            return known;
        }

        private boolean anyAlias() {
            String all = text();
            int tried = 0;
            for (int at = all.indexOf('('); at >= 0 && tried++ < 200; at = all.indexOf('(', at + 1)) {
                if (cues.has(all.substring(at, Math.min(all.length(), at + 40)), CueKind.ALIAS)) {
                    return true;
                }
            }
            return false;
        }

        /** Exim names host and reply of every refusal: with neither it found no way to the address itself. */
        private @Nullable Reason hint(Draft draft, @Nullable String reporter) {
            boolean permanent = draft.statusField != null && draft.statusField.statusClass() == 5;
            if (!envelope.exim()
                    || !permanent
                    || draft.diagnostic != null
                    || draft.remoteMta != null
                    || draft.recipient == null) {
                return null;
            }
            String domain = Addresses.domain(draft.recipient);
            boolean local = reporter != null && (reporter.equals(domain) || reporter.endsWith("." + domain));
            return local ? Reason.USER_UNKNOWN : Reason.HOST_UNKNOWN;
        }

        /** When the notice names nobody: whom the returned message went to, else what a return path spells out. */
        private List<Draft> fallback(List<Draft> drafts) {
            if (!drafts.isEmpty()) {
                return drafts;
            }
            Draft draft = new Draft();
            noticeReader().explain(draft, false);
            List<String> subject = Addresses.ofHeader(envelope.subject(), 5);
            subject.removeIf(address ->
                    returned().cameFrom(address) || envelope.to().stream().anyMatch(address::equalsIgnoreCase));
            if (!subject.isEmpty()) {
                draft.recipient = subject.get(0);
            } else if (!returned().to().isEmpty()) {
                draft.recipient = returned().to().get(0);
            } else {
                draft.recipient = Verp.spelt(envelope.to());
            }
            return List.of(draft);
        }

        private String text() {
            String known = text;
            if (known == null) {
                known = parts.text(limits.notice());
                text = known;
            }
            return known;
        }

        private NoticeReader noticeReader() {
            NoticeReader known = noticeReader;
            if (known == null) {
                known = new NoticeReader(
                        notice(), cues, returned(), envelope.to(), envelope.from(), limits.recipients());
                noticeReader = known;
            }
            return known;
        }

        private Notice notice() {
            Notice known = notice;
            if (known == null) {
                known = Notice.of(text(), limits, cues);
                notice = known;
            }
            return known;
        }

        private Returned returned() {
            Returned known = returned;
            if (known == null) {
                MimePart inner = parts.firstReturned();
                if (inner != null) {
                    known = Returned.of(inner.headers(), campaignHeaders);
                } else if (notice().hasReturned()) {
                    byte[] bytes = notice().returnedBytes();
                    known = Returned.of(
                            Headers.read(bytes, 0, bytes.length, limits.mime().headers()), campaignHeaders);
                } else {
                    known = Returned.NOTHING;
                }
                returned = known;
            }
            return known;
        }

        private ReportBuilder builder() {
            return new ReportBuilder(classifier, envelope, returned(), limits);
        }
    }
}
