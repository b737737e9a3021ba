package io.carom.intake.mail;

import io.carom.api.Event;
import io.carom.api.Proof;
import io.carom.intake.classify.SignalClassifiers;
import io.carom.intake.fuzz.Allocation;
import io.carom.intake.mime.MimeLimits;
import io.carom.intake.mime.MimePart;
import io.carom.intake.mime.MimeScanner;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/**
 * What a fuzzer calls: two bytes say within which limits and with which piece of the mail repeated, the rest is a mail. Whatever it is,
 * reading takes memory by its size and no more, and the reports are bounded and well formed.
 */
public final class MailFuzz {
    /**
     * What reading a mail of no size may allocate, and for each byte of a mail. The worst that a search for it found takes 18 MB for
     * 100,000 bytes, less than a third of it: what fails here does not grow by the size alone.
     */
    static final long ALLOCATED = 4_000_000;

    static final long ALLOCATED_PER_BYTE = 600;
    private static final int LONGEST_FIELD = 4_000;
    private static final int REPEATED_SIZE = 100_000;
    private static final ReadLimits SMALL = new ReadLimits(new MimeLimits(6_000, 3, 6, 12, 1_500), 3, 1_200, 40, 100);
    private static final MailReader READER = new MailReader(new SignalClassifiers().stock());
    private static final ObjectMapper JSON = new ObjectMapper();

    private MailFuzz() {}

    /** One mail. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        ReadLimits limits = (input[0] & 3) == 1 ? SMALL : ReadLimits.DEFAULT;
        byte[] mail = Arrays.copyOfRange(input, 2, input.length);
        // Rarely, since it takes as long as a hundred others: what is quadratic shows only in a long mail.
        check((input[0] & 0x3C) == 0x3C ? repeated(mail, input[1] & 0xFF) : mail, limits);
    }

    /** An input that the fuzzer may begin with: a mail as it is, within small limits, or repeated, by {@code number}. */
    static byte[] input(byte[] mail, int number) {
        byte[] input = new byte[mail.length + 2];
        input[0] = (byte) (number % 4 == 1 ? 1 : number % 32 == 2 ? 0x3C : 0);
        input[1] = (byte) number;
        System.arraycopy(mail, 0, input, 2, mail.length);
        return input;
    }

    static void check(byte[] mail, ReadLimits limits) {
        MimePart whole = MimeScanner.scan(mail, limits.mime());
        int parts = parts(whole, limits.mime(), 0);
        expect(parts <= limits.mime().parts(), "%d parts", parts);

        List<Report> reports =
                Allocation.checked(() -> READER.read(mail, limits), mail.length, ALLOCATED, ALLOCATED_PER_BYTE);
        expect(reports.size() <= limits.recipients(), "%d reports", reports.size());
        for (Report report : reports) {
            check(report, limits);
        }
    }

    private static int parts(MimePart part, MimeLimits limits, int depth) {
        expect(depth <= limits.depth(), "nested %d deep", depth);
        expect(
                part.headers().size() <= limits.headers(),
                "%d headers",
                part.headers().size());
        int text = part.text().length();
        expect(text <= limits.text(), "%d characters of text", text);
        int parts = 1;
        for (MimePart child : part.children()) {
            parts += parts(child, limits, depth + 1);
        }
        return parts;
    }

    private static void check(Report report, ReadLimits limits) {
        brief("recipient", report.recipient());
        brief("action", report.action());
        brief("originalRecipient", report.originalRecipient());
        brief("remoteMta", report.remoteMta());
        brief("reportingMta", report.reportingMta());
        brief("command", report.command());
        brief("messageId", report.messageId());
        brief("feedbackType", report.feedbackType());
        brief("sendingIp", report.sendingIp());
        brief("finalRecipient", report.finalRecipient());
        brief("campaign", report.campaign());
        brief("list", report.list());
        brief("reportId", report.reportId());
        report.returnPaths().forEach(path -> brief("returnPath", path));
        expect(
                report.returnPaths().size() <= 200,
                "%d return paths",
                report.returnPaths().size());
        String said = report.diagnostic();
        expect(said == null || said.length() <= limits.diagnostic(), "a diagnostic of %s", said);
        Integer code = report.replyCode();
        expect(code == null || (code >= 100 && code <= 599), "reply code %d", code);

        Event event = report.toEvent(Proof.NONE, Instant.EPOCH).orElse(null);
        boolean nobody = report.recipient() == null || report.recipient().isBlank();
        expect(nobody == (event == null), "event %s of recipient %s", event, report.recipient());

        StringWriter out = new StringWriter();
        ReportJson.write(out, "file", report);
        String json = out.toString();
        expect(json.indexOf('\n') < 0 && json.indexOf('\r') < 0, "more than a line: %s", json);
        expect(JSON.readTree(json).isObject(), "no object: %s", json);
    }

    private static void brief(String name, @Nullable String value) {
        expect(value == null || value.length() <= LONGEST_FIELD, "%s of %s", name, value);
    }

    private static void expect(boolean holds, String broken, @Nullable Object... values) {
        if (!holds) {
            throw new IllegalStateException(String.format(broken, values));
        }
    }

    /** The mail with its last part, or a piece of it, again and again. */
    static byte[] repeated(byte[] mail, int place) {
        int from = mail.length * (place >> 2) / 64;
        int to = Math.min(
                mail.length,
                from
                        + switch (place & 3) {
                            case 0 -> 1;
                            case 1 -> 40;
                            case 2 -> 400;
                            default -> mail.length;
                        });
        if (from >= to) {
            return mail;
        }
        byte[] whole = Arrays.copyOf(mail, Math.max(REPEATED_SIZE, mail.length));
        for (int at = to; at < whole.length; at++) {
            whole[at] = mail[from + (at - from) % (to - from)];
        }
        return whole;
    }
}
