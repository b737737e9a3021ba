package io.carom.intake.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The text that a person is meant to read, as lines, and what stands below it of the message that came back. Made per mail;
 * immutable.
 *
 * @param lines the notice, line by line, without blanks at the ends of lines
 * @param text the same as one text, lines joined by line feeds
 * @param kinds which kinds of cues occur in it
 * @param returned the lines of the returned message below it, or empty
 */
record Notice(List<String> lines, String text, int kinds, List<String> returned) {
    private static final Set<String> TRACE = Set.of(
            "received",
            "return-path",
            "message-id",
            "x-received",
            "dkim-signature",
            "delivered-to",
            "domainkey-signature",
            "x-originating-ip",
            "arc-seal",
            "x-google-dkim-signature");
    /** Longer lines are wrapped, so that whatever looks at a line is bounded. */
    private static final int LONGEST_LINE = 1_000;

    private static final String RULES = "-=_+#*~";
    private static final Set<String> STATUS = Set.of("reporting-mta", "final-recipient", "original-recipient");
    private static final Set<String> FIELDS = Set.of(
            "received",
            "return-path",
            "message-id",
            "from",
            "to",
            "subject",
            "date",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "cc",
            "reply-to",
            "sender",
            "x-mailer",
            "references",
            "in-reply-to",
            "dkim-signature",
            "delivered-to",
            "x-received",
            "user-agent",
            "list-id",
            "importance");

    static Notice of(String whole, ReadLimits limits, Cues cues) {
        String text = whole.length() > limits.notice() ? whole.substring(0, limits.notice()) : whole;
        List<String> all = new ArrayList<>();
        for (int at = 0; at <= text.length() && all.size() < limits.lines(); ) {
            int end = StatusFields.lineEnd(text, at);
            if (end - at > LONGEST_LINE) {
                int blank = text.lastIndexOf(' ', at + LONGEST_LINE);
                int cut = blank > at + LONGEST_LINE / 2 ? blank : at + LONGEST_LINE;
                all.add(text.substring(at, cut).stripTrailing());
                at = cut;
                continue;
            }
            all.add(text.substring(at, end).stripTrailing());
            at = StatusFields.next(text, end);
        }
        Cues.Scan scan = cues.scan();
        int cut = cut(all, cues, scan);
        List<String> notice = all.subList(0, cut);
        return new Notice(notice, String.join("\n", notice), scan.kinds(), all.subList(cut, all.size()));
    }

    /** The first line that belongs to the returned message, or the number of lines. */
    private static int cut(List<String> lines, Cues cues, Cues.Scan scan) {
        boolean addressed = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            addressed |= i > 0 && lines.get(i - 1).indexOf('@') > 0;
            if (line.length() < 4) {
                continue;
            }
            String field = fieldName(line);
            if (STATUS.contains(field) || (TRACE.contains(field) && another(lines, i))) {
                return i;
            }
            int before = scan.kinds();
            if (Cues.is(scan.add(line), CueKind.RETURNED) && line.length() < 160 && marker(lines, i, cues, addressed)) {
                scan.forget(before);
                return i;
            }
        }
        return lines.size();
    }

    private static boolean marker(List<String> lines, int at, Cues cues, boolean addressed) {
        String line = lines.get(at).strip();
        char first = line.charAt(0);
        char last = line.charAt(line.length() - 1);
        char second = line.charAt(1);
        char beforeLast = line.charAt(line.length() - 2);
        boolean ruled = first == '|'
                || (first == second && RULES.indexOf(first) >= 0)
                || (last == beforeLast && RULES.indexOf(last) >= 0);
        if (ruled) {
            return true;
        }
        int next = at + 1;
        while (next < lines.size() && next < at + 5 && ruleOrBlank(lines.get(next))) {
            next++;
        }
        if (next < lines.size()
                && FIELDS.contains(fieldName(lines.get(next)))
                && lines.get(next).charAt(0) > ' ') {
            return true;
        }
        if (!addressed || cues.has(line, CueKind.FAILURE)) {
            return false;
        }
        String lower = line.toLowerCase(Locale.ROOT);
        boolean announces = last == ':' || last == '.' || lower.endsWith("follows") || lower.endsWith("follow");
        return announces
                && Addresses.in(line).isEmpty()
                && lower.length() < 80
                && (lower.contains("follow") || lower.contains("below") || last == ':')
                && !lower.startsWith("the subject")
                && !lower.contains(" was ")
                && !lower.contains("received at")
                && !lower.contains("identifier");
    }

    private static boolean ruleOrBlank(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (Character.isLetterOrDigit(line.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean another(List<String> lines, int at) {
        for (int i = at + 1; i < lines.size() && i < at + 12; i++) {
            if (FIELDS.contains(fieldName(lines.get(i))) || TRACE.contains(fieldName(lines.get(i)))) {
                return true;
            }
            if (lines.get(i).isEmpty()) {
                return false;
            }
        }
        return false;
    }

    /** The name of a field that begins in the first column (or behind a quoting mark), lower case, or an empty text. */
    static String fieldName(String line) {
        int from = line.startsWith("> ") ? 2 : 0;
        int colon = line.indexOf(':');
        if (colon <= from || colon - from > 40) {
            return "";
        }
        for (int i = from; i < colon; i++) {
            char c = line.charAt(i);
            if (c <= ' ' || c > 126) {
                return "";
            }
        }
        return line.substring(from, colon).toLowerCase(Locale.ROOT);
    }

    /** The returned message's lines as bytes of a mail, beginning with its first field. */
    byte[] returnedBytes() {
        int from = 0;
        while (from < returned.size()
                && (fieldName(returned.get(from)).isEmpty()
                        || (!FIELDS.contains(fieldName(returned.get(from)))
                                && !TRACE.contains(fieldName(returned.get(from)))))) {
            from++;
        }
        StringBuilder text = new StringBuilder();
        for (String line : returned.subList(from, returned.size())) {
            text.append(line.startsWith("> ") ? line.substring(2) : line).append('\n');
        }
        return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
