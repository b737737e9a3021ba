package io.carom.intake.mail;

import io.carom.intake.mail.Candidates.Candidate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a notice says of an address: beside it, in a reply, below it, or at all. For one notice and one thread. */
final class Explanation {
    private static final int BLOCK = 1_500;
    private static final int MENTIONS = 8;
    /** Lines that are looked at for one address, most of which may be blank or rules. */
    private static final int FAR = 300;

    private final List<String> lines;
    private final Notice notice;
    private final Transcript transcript;
    private @Nullable String whole;

    Explanation(Notice notice) {
        this.lines = notice.lines();
        this.notice = notice;
        this.transcript = new Transcript(notice);
    }

    /**
     * Fills diagnostic, command and host of {@code draft}.
     *
     * @param where the place that names the address, or null when none does
     * @param mentions all places that name it
     * @param chosen lines at which something is said of another address
     * @param near whether only what stands close to the address counts
     */
    void describe(Draft draft, @Nullable Candidate where, List<Candidate> mentions, Set<Integer> chosen, boolean near) {
        Candidate place = where == null || where.line() < 0 ? null : telling(where, mentions, chosen);
        String own = place == null ? "" : block(place, chosen);
        boolean telling = Replies.code(own) != 0 || Replies.status(own) != null;
        int from = place == null ? 0 : place.line();
        boolean others = chosen.size() > 1 && place != null && place.rank() <= Candidates.LABEL && hasWords(own);
        String reply = telling ? null : transcript.reply(draft, from, others ? chosen : Set.of());
        if (reply != null) {
            draft.diagnostic = own.isBlank() || own.length() > 400 || reply.contains(own) ? reply : own + " " + reply;
        } else if (hasWords(own)) {
            boolean more = place != null
                    && !telling
                    && (place.rank() >= Candidates.SENTENCE || place.rank() == Candidates.LABEL);
            draft.diagnostic = more && place != null ? (own + " " + below(place.line() + 1, own, chosen)).strip() : own;
        } else {
            draft.diagnostic = near ? null : rest(place, chosen);
        }
        String all = draft.diagnostic == null ? "" : draft.diagnostic;
        draft.command = draft.command == null ? Replies.command(all) : draft.command;
        draft.remoteMta = draft.remoteMta == null ? Replies.host(all) : draft.remoteMta;
    }

    /** Of the places that name the address, the first one with a reply; else the chosen one. */
    private Candidate telling(Candidate where, List<Candidate> mentions, Set<Integer> chosen) {
        if (Replies.code(block(where, chosen)) != 0) {
            return where;
        }
        int looked = 0;
        for (Candidate one : mentions) {
            boolean session = lines.get(one.line()).startsWith(">>>")
                    || lines.get(one.line()).startsWith("<<<");
            if (!session
                    && one.line() != where.line()
                    && !one.alias()
                    && one.rank() <= Candidates.REPLY
                    && looked++ < MENTIONS
                    && Replies.code(block(one, chosen)) != 0) {
                return one;
            }
        }
        return where;
    }

    /** What is said right behind an address: the rest of its line and the lines below up to a blank one or the next address. */
    private String block(Candidate where, Set<Integer> chosen) {
        String line = lines.get(where.line());
        String after = lead(line.substring(Math.min(where.end(), line.length())));
        if (Transcript.another(line.strip(), 0) && where.rank() == Candidates.LABEL) {
            return Replies.code(after) != 0 ? after : "";
        }
        if (where.rank() >= Candidates.REPLY
                || (where.rank() == Candidates.LABEL && !hasWords(after) && !goesOn(where.line() + 1, chosen))) {
            return paragraph(where.line(), chosen);
        }
        StringBuilder text = new StringBuilder(after);
        int blanks = 0;
        int end = Math.min(lines.size(), where.line() + FAR);
        for (int i = where.line() + 1; i < end && text.length() < BLOCK; i++) {
            String next = lines.get(i).strip();
            if (next.isEmpty()) {
                boolean far = !indented(i + 1) && where.rank() == Candidates.HEAD && text.length() == 0;
                if (far || hasWords(text.toString()) || ++blanks > 1) {
                    break;
                }
                continue;
            }
            if (chosen.contains(i) || NoticeReader.rule(next)) {
                break;
            }
            append(text, i, next);
        }
        return text.toString().strip();
    }

    private boolean goesOn(int line, Set<Integer> chosen) {
        return line < lines.size()
                && hasWords(lines.get(line))
                && !chosen.contains(line)
                && !NoticeReader.rule(lines.get(line).strip());
    }

    /** The paragraph around a line, other addresses' lines left out. */
    private String paragraph(int line, Set<Integer> chosen) {
        int from = line;
        while (from > 0
                && line - from < 6
                && !lines.get(from - 1).isBlank()
                && !chosen.contains(from - 1)
                && !NoticeReader.rule(lines.get(from - 1).strip())) {
            from--;
        }
        StringBuilder text = new StringBuilder();
        int end = Math.min(lines.size(), from + FAR);
        for (int i = from; i < end && text.length() < BLOCK; i++) {
            String next = lines.get(i).strip();
            if (i > line && (next.isEmpty() || chosen.contains(i) || NoticeReader.rule(next))) {
                break;
            }
            append(text, i, next);
        }
        return text.toString();
    }

    private void append(StringBuilder text, int index, String line) {
        if (!line.isEmpty() && !isOtherName(index)) {
            text.append(text.length() == 0 ? "" : " ").append(line);
        }
    }

    /** Whether a line tells another name of the address above. */
    private boolean isOtherName(int line) {
        return notice.hasAt(line) && notice.has(line, CueKind.ALIAS) && notice.code(line) == 0;
    }

    private boolean indented(int at) {
        return at < lines.size() && !lines.get(at).isEmpty() && lines.get(at).charAt(0) <= ' ';
    }

    private static String lead(String after) {
        int at = 0;
        while (at < after.length() && ">\"')]:;,.-=| \t".indexOf(after.charAt(at)) >= 0) {
            at++;
        }
        String text = after.substring(at).strip();
        return (text.startsWith("on ") && text.length() < 60 && text.indexOf(':') > 0) || text.startsWith("<mailto:")
                ? ""
                : text;
    }

    /** The notice below the address, or all of it: what is left when nothing closer is said. */
    private String rest(@Nullable Candidate where, Set<Integer> chosen) {
        if (where != null) {
            String below = below(where.line() + 1, "", chosen);
            if (hasWords(below)) {
                return below;
            }
        }
        String known = whole;
        if (known == null) {
            known = below(0, "", Set.of());
            whole = known;
        }
        return known;
    }

    private String below(int from, String known, Set<Integer> chosen) {
        StringBuilder text = new StringBuilder();
        Set<String> seen = new HashSet<>();
        int end = Math.min(lines.size(), from + FAR);
        for (int i = from; i < end && text.length() < BLOCK && !chosen.contains(i); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()
                    && !NoticeReader.rule(line)
                    && !line.startsWith("****")
                    && seen.add(line)
                    && !known.contains(line)) {
                text.append(text.length() == 0 ? "" : " ").append(line);
            }
        }
        return text.toString();
    }

    static boolean hasWords(String text) {
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetter(text.charAt(i)) && ++letters > (text.charAt(i) >= '\u2e80' ? 1 : 3)) {
                return true;
            }
        }
        return false;
    }
}
