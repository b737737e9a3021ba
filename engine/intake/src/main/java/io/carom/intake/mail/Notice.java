package io.carom.intake.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The text that a person is meant to read, as lines without blanks at their ends, and what stands below it of the message that came
 * back. What is asked of a line often is found out once. Made per mail; for one thread.
 */
final class Notice {
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

    /** Of a line that was not looked at. */
    private static final int UNKNOWN = -1;

    private static final byte HAS_DIGITS = 1;
    private static final byte HAS_AT = 2;

    private final String text;
    private final Cues cues;
    private final int mostLines;
    /** All lines as far as they were needed, also those below the notice. */
    private final List<String> all = new ArrayList<>();
    /** Where each line begins in the text. */
    private int[] starts = new int[64];
    /** Which kinds of cues begin and end in each line of the notice, and which end there and began in the line before. */
    private int[] inLine = new int[64];

    private int[] wrapped = new int[64];
    private byte[] has = new byte[64];
    /** Reply codes of lines, plus one; 0 where it was not looked for. */
    private final short[] codes;

    private int next;
    private int kinds;
    private final List<String> lines;

    private Notice(String text, ReadLimits limits, Cues cues) {
        this.text = text;
        this.cues = cues;
        this.mostLines = limits.lines();
        int cut = cut();
        this.lines = List.copyOf(all.subList(0, cut));
        this.codes = new short[cut];
    }

    static Notice of(String whole, ReadLimits limits, Cues cues) {
        return new Notice(whole.length() > limits.notice() ? whole.substring(0, limits.notice()) : whole, limits, cues);
    }

    /** Whether there is a line of that number, which is read when it was not yet. */
    private boolean reaches(int index) {
        while (all.size() <= index) {
            if (next > text.length() || all.size() >= mostLines) {
                return false;
            }
            if (all.size() == starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            starts[all.size()] = next;
            int end = StatusFields.lineEnd(text, next);
            if (end - next > LONGEST_LINE) {
                int blank = text.lastIndexOf(' ', next + LONGEST_LINE);
                int cut = blank > next + LONGEST_LINE / 2 ? blank : next + LONGEST_LINE;
                all.add(text.substring(next, cut).stripTrailing());
                next = cut;
            } else {
                int last = end;
                while (last > next && Character.isWhitespace(text.charAt(last - 1))) {
                    last--;
                }
                all.add(text.substring(next, last));
                next = StatusFields.next(text, end);
            }
        }
        return true;
    }

    /** The first line that belongs to the returned message, or the number of lines. */
    private int cut() {
        Cues.Scan scan = cues.scan();
        boolean addressed = false;
        int i = 0;
        for (; reaches(i); i++) {
            if (i == inLine.length) {
                inLine = Arrays.copyOf(inLine, i * 2);
                wrapped = Arrays.copyOf(wrapped, i * 2);
                has = Arrays.copyOf(has, i * 2);
            }
            String line = all.get(i);
            addressed |= i > 0 && (has[i - 1] & HAS_AT) != 0 && all.get(i - 1).indexOf('@') > 0;
            if (line.length() < 4) {
                inLine[i] = line.isEmpty() ? 0 : UNKNOWN;
                has[i] = line.isEmpty() ? 0 : (byte) (HAS_DIGITS | HAS_AT);
                continue;
            }
            String field = fieldName(line);
            if (!field.isEmpty() && (STATUS.contains(field) || (TRACE.contains(field) && another(i)))) {
                break;
            }
            int before = scan.kinds();
            inLine[i] = scan.add(line);
            wrapped[i] = scan.wrapped();
            has[i] = (byte) ((scan.hasDigits() ? HAS_DIGITS : 0) | (scan.hasAt() ? HAS_AT : 0));
            if (Cues.is(inLine[i], CueKind.RETURNED) && line.length() < 160 && marker(i, addressed)) {
                scan.forget(before);
                break;
            }
        }
        kinds = scan.kinds();
        return i;
    }

    /** The notice, line by line. */
    List<String> lines() {
        return lines;
    }

    /** Which kinds of cues occur in it. */
    int kinds() {
        return kinds;
    }

    /** Whether a cue of that kind stands in the line. */
    boolean has(int line, CueKind kind) {
        if (inLine[line] == UNKNOWN) {
            inLine[line] = cues.in(lines.get(line));
        }
        return Cues.is(inLine[line], kind);
    }

    /** Whether a cue of one of the kinds stands in the lines {@code [from, to)}. */
    boolean has(int from, int to, int mask) {
        int found = 0;
        for (int i = from; i < to; i++) {
            has(i, CueKind.FAILURE);
            found |= inLine[i] | (i > from ? wrapped[i] : 0);
        }
        return (found & mask) != 0;
    }

    /** Whether the line may hold an address. */
    boolean hasAt(int line) {
        return (has[line] & HAS_AT) != 0;
    }

    /** Whether the line may hold a code. */
    boolean hasDigits(int line) {
        return (has[line] & HAS_DIGITS) != 0;
    }

    /** The reply code of a failure in the line, or 0. */
    int code(int line) {
        if ((has[line] & HAS_DIGITS) == 0) {
            return 0;
        }
        if (codes[line] == 0) {
            codes[line] = (short) (Replies.code(lines.get(line)) + 1);
        }
        return codes[line] - 1;
    }

    /**
     * Whether there is a code of a failure in the first lines.
     *
     * @param certain whether what may be a price or a telephone number does not count
     */
    boolean hasCode(boolean certain) {
        int size = 0;
        for (int i = 0; i < lines.size() && size < Replies.LOOKED_AT; i++) {
            if ((has[i] & HAS_DIGITS) != 0
                    && ((code(i) != 0 && (!certain || Replies.certain(lines.get(i))))
                            || Replies.status(lines.get(i)) != null)) {
                return true;
            }
            size += lines.get(i).length() + 1;
        }
        return false;
    }

    /** Whether it has letters that English does not. */
    boolean isForeign() {
        for (String line : lines) {
            for (int i = 0; i < line.length(); i++) {
                if (line.charAt(i) >= '\u00c0' && Character.isLetter(line.charAt(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether something of the returned message stands below. */
    boolean hasReturned() {
        return lines.size() < all.size();
    }

    private boolean marker(int at, boolean addressed) {
        String line = all.get(at).strip();
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
        while (next < at + 5 && reaches(next) && ruleOrBlank(all.get(next))) {
            next++;
        }
        if (reaches(next)
                && FIELDS.contains(fieldName(all.get(next)))
                && all.get(next).charAt(0) > ' ') {
            return true;
        }
        if (!addressed || Cues.is(inLine[at], CueKind.FAILURE)) {
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

    private boolean another(int at) {
        for (int i = at + 1; i < at + 12 && reaches(i); i++) {
            if (isField(all.get(i))) {
                return true;
            }
            if (all.get(i).isEmpty()) {
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

    private static boolean isField(String line) {
        String name = fieldName(line);
        return !name.isEmpty() && (FIELDS.contains(name) || TRACE.contains(name));
    }

    /** The returned message's lines as bytes of a mail, beginning with its first field; empty when it has none. */
    byte[] returnedBytes() {
        int from = lines.size();
        while (reaches(from) && !isField(all.get(from))) {
            from++;
        }
        if (!reaches(from)) {
            return new byte[0];
        }
        String rest = text.substring(starts[from]);
        return (all.get(from).startsWith("> ") ? unquoted(rest) : rest).getBytes(StandardCharsets.UTF_8);
    }

    private static String unquoted(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at <= text.length(); ) {
            int end = StatusFields.lineEnd(text, at);
            out.append(text, text.startsWith("> ", at) ? at + 2 : at, end).append('\n');
            at = StatusFields.next(text, end);
        }
        return out.toString();
    }
}
