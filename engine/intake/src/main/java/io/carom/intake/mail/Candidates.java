package io.carom.intake.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Addresses in a notice, ranked by where they stand: at the head of a line, behind a label, in a transcript, in a sentence about
 * failing. The structure decides, words only help. For one notice and one thread.
 */
final class Candidates {
    static final int HEAD = 1;
    static final int LABEL = 2;
    static final int REPLY = 3;
    static final int SENTENCE = 4;
    static final int WEAK = 5;
    static final int BYSTANDER = 9;
    private static final int MOST = 2_000;

    private final Notice notice;
    private final Cues cues;
    /** The line that {@link #sentence} was last asked for, and its answer: a line may hold hundreds of addresses. */
    private int judged = -1;

    private int judgement;

    /** An address with the line it stands in, where it ends there, and its rank. */
    record Candidate(String address, int line, int end, int rank, boolean alias) {}

    Candidates(Notice notice, Cues cues) {
        this.notice = notice;
        this.cues = cues;
    }

    List<Candidate> all() {
        List<Candidate> found = new ArrayList<>();
        List<String> lines = notice.lines();
        for (int i = 0; i < lines.size() && found.size() < MOST; i++) {
            if (!notice.hasAt(i)) {
                continue;
            }
            List<Addresses.Found> here = Addresses.in(lines.get(i));
            for (int k = 0; k < here.size(); k++) {
                found.add(ranked(i, here, k));
            }
        }
        return found;
    }

    private Candidate ranked(int index, List<Addresses.Found> here, int k) {
        String line = notice.lines().get(index);
        Addresses.Found one = here.get(k);
        String before = before(line, here, k);
        String after = after(line, one.to());
        boolean alias = aliasBefore(index, before);
        int rank = alias ? LABEL : rank(index, line, before, after, one);
        if (rank < BYSTANDER && inUrl(line, one.from())) {
            rank = BYSTANDER;
        }
        return new Candidate(one.address(), index, one.to(), rank, alias);
    }

    /** What stands before the address on its line, other addresses and brackets left out. */
    private static String before(String line, List<Addresses.Found> here, int k) {
        if (k == 0) {
            return line.substring(0, here.get(0).from());
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int j = 0; j < k; j++) {
            text.append(line, from, here.get(j).from());
            from = here.get(j).to();
        }
        text.append(line, from, here.get(k).from());
        return text.toString();
    }

    private static String after(String line, int from) {
        int at = from;
        while (at < line.length() && ">\"')] \t".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return line.substring(at);
    }

    private int rank(int index, String line, String before, String after, Addresses.Found one) {
        String lead = letters(before);
        if (lead.isEmpty()) {
            if (bystanderAbove(index)) {
                return BYSTANDER;
            }
            boolean wrapped = index > 0 && hangs(line, notice.lines().get(index - 1));
            if (separated(after)) {
                return wrapped && !after.isEmpty() ? REPLY : HEAD;
            }
            return wrapped ? sentence(index) : REPLY;
        }
        String lower = before.toLowerCase(Locale.ROOT).stripTrailing();
        String open = stripOpeners(lower);
        if (open.endsWith("rcpt to:") || open.endsWith("rcpt:")) {
            return LABEL;
        }
        if ((notice.has(index, CueKind.BYSTANDER) && cues.has(lower, CueKind.BYSTANDER))
                || open.endsWith("contact")
                || open.endsWith("write to")
                || open.endsWith("from")
                || open.endsWith("by")) {
            return BYSTANDER;
        }
        if (open.endsWith(":") && open.length() <= 80) {
            return label(open.substring(0, open.length() - 1).strip());
        }
        if (replyOnly(before) && separated(after)) {
            return LABEL;
        }
        if (one.bracketed() && after.isEmpty() && before.strip().length() < 60 && name(before)) {
            return HEAD;
        }
        if (notice.code(index) != 0) {
            return REPLY;
        }
        return sentence(index);
    }

    private int label(String label) {
        if (label.equals("to")
                || label.equals("cc")
                || label.equals("an")
                || label.equals("à")
                || label.equals("para")
                || label.equals("кому")
                || label.equals("宛先")) {
            return WEAK;
        }
        if (label.equals("subject") || label.equals("date") || label.endsWith("sender") || label.endsWith("from")) {
            return BYSTANDER;
        }
        return LABEL;
    }

    /** An address within a sentence: it counts more when the sentence or its neighbours speak of failing. */
    private int sentence(int index) {
        if (index != judged) {
            judgement = judge(index);
            judged = index;
        }
        return judgement;
    }

    private int judge(int index) {
        int from = index;
        while (from > 0 && index - from < 4 && !notice.lines().get(from - 1).isBlank()) {
            from--;
        }
        int to = index + 1;
        while (to < notice.lines().size()
                && to - index < 4
                && !notice.lines().get(to).isBlank()) {
            to++;
        }
        return notice.has(from, to, CueKind.FAILURE.mask() | CueKind.DELAY.mask()) ? SENTENCE : WEAK + 1;
    }

    private boolean aliasBefore(int index, String before) {
        if (notice.has(index, CueKind.ALIAS) && cues.has(before, CueKind.ALIAS)) {
            return true;
        }
        return index > 0
                && notice.has(index - 1, CueKind.ALIAS)
                && letters(before).isEmpty()
                && cues.has(tail(notice.lines().get(index - 1)), CueKind.ALIAS)
                && Addresses.in(notice.lines().get(index - 1)).isEmpty();
    }

    private static String tail(String line) {
        return line.length() > 30 ? line.substring(line.length() - 30) : line;
    }

    /** Whether the line above introduces a sender or somebody to ask. */
    private boolean bystanderAbove(int index) {
        for (int i = index - 1; i >= 0 && i >= index - 2; i--) {
            String above = notice.lines().get(i);
            if (!above.isBlank()) {
                return notice.has(i, CueKind.BYSTANDER)
                        && cues.has(tail(above), CueKind.BYSTANDER)
                        && !notice.has(i, CueKind.FAILURE);
            }
        }
        return false;
    }

    /** Whether a line goes on with the one above: indented deeper, with no blank line between, and long enough to have been wrapped. */
    private static boolean hangs(String line, String above) {
        int indent = indent(line);
        if (above.isBlank() || indent <= indent(above) || above.length() < 50) {
            return false;
        }
        char last = above.charAt(above.length() - 1);
        return Character.isLetterOrDigit(last) || last == ',';
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) <= ' ') {
            indent++;
        }
        return indent;
    }

    /** Whether nothing but reply codes stands before an address: {@code 554 <x>... User unknown}. */
    private static boolean replyOnly(String before) {
        boolean digits = false;
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            if (Character.isLetter(c)) {
                return false;
            }
            digits |= Character.isDigit(c);
        }
        return digits;
    }

    /** Whether what follows an address shows that the line is about it: nothing, or punctuation. */
    private static boolean separated(String after) {
        if (after.isEmpty()) {
            return true;
        }
        char c = after.charAt(0);
        if (c == ':'
                || c == '('
                || c == ';'
                || c == ','
                || c == '-'
                || c == '['
                || c == '|'
                || c == '='
                || c == '<'
                || c == '{'
                || c == '*'
                || c == '\u2013'
                || c == '\u2014') {
            return true;
        }
        return Transcript.another(after, 0)
                || after.startsWith("...")
                || after.startsWith("\u2026")
                || after.startsWith("on ")
                || (after.startsWith(".") && after.length() == 1);
    }

    /** Letters and digits of {@code text}: what is empty is bullets and brackets only. */
    private static String letters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return dda(text) ? "" : text;
            }
        }
        return "";
    }

    /** X.400 in front of the address: {@code c=US;a= ;p=X;o=Y;dda:SMTP=}. */
    private static boolean dda(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return text.regionMatches(true, at, "c=", 0, 2)
                && text.toLowerCase(Locale.ROOT).contains("dda:");
    }

    private static boolean name(String before) {
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            if (c == ':' || c == '!' || c == '?' || c == '>') {
                return false;
            }
        }
        String bare = before.replace("<", "").strip();
        return bare.startsWith("\"")
                || (bare.chars().filter(c -> c == ' ').count() < 4
                        && bare.length() > 1
                        && Character.isUpperCase(bare.charAt(0)));
    }

    private static String stripOpeners(String text) {
        int end = text.length();
        while (end > 0 && "<([\"' \t".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean inUrl(String line, int from) {
        int start = from;
        while (start > 0 && line.charAt(start - 1) > ' ') {
            start--;
        }
        int slashes = line.indexOf("://", start);
        return slashes >= 0 && slashes < from;
    }
}
