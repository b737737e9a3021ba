package io.carom.intake.mail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP replies among the lines of a notice, by the address that they are about: in a transcript, beside the address, or anywhere.
 * Read once; for one notice and one thread.
 */
final class Transcript {
    private static final int LONGEST_REPLY = 12;
    private static final int LONGEST_TEXT = 2_000;
    /** Lines above a reply that are looked at for the address that it is about. */
    private static final int FAR = 50;

    private final Notice notice;
    private final List<String> lines;
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, Integer> besides = new HashMap<>();
    private final List<Integer> replies = new ArrayList<>();
    private @Nullable Session general;
    private boolean named;
    private @Nullable String continued;
    private int continuedAt;

    /** What a server answered to a command. */
    private record Session(
            String reply,
            @Nullable String command,
            @Nullable String host) {}

    Transcript(Notice notice) {
        this.notice = notice;
        this.lines = notice.lines();
        String host = null;
        String command = null;
        List<String> about = List.of();
        for (int i = 0; i < lines.size(); i++) {
            if (!notice.hasDigits(i) && plain(lines.get(i))) {
                continue;
            }
            String line = lines.get(i).strip();
            if (line.regionMatches(true, 0, "... while ", 0, 10)
                    || line.regionMatches(true, 0, "while talking to ", 0, 17)) {
                host = Replies.host(line.toLowerCase(Locale.ROOT));
                about = List.of();
            } else if (line.startsWith(">>>")) {
                command = line;
                if (line.toLowerCase(Locale.ROOT).startsWith("rcpt", 4)) {
                    about = addresses(line);
                    named |= !about.isEmpty();
                }
            } else if (line.startsWith("<<<")) {
                i = answered(i, about, command, host);
            } else if (notice.code(i) != 0) {
                if (sure(line, notice.code(i))) {
                    replies.add(i);
                }
                if (notice.hasAt(i)) {
                    for (String address : addresses(line)) {
                        besides.putIfAbsent(address, i);
                    }
                }
            } else if (Replies.status(line) != null) {
                replies.add(i);
            }
        }
    }

    /** Whether nothing of a session begins with the line. */
    private static boolean plain(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        char c = at < line.length() ? line.charAt(at) : ' ';
        return c != '.' && c != 'w' && c != 'W' && c != '<' && c != '>' && c < 0x80;
    }

    private static List<String> addresses(String line) {
        List<String> found = new ArrayList<>(1);
        for (Addresses.Found one : Addresses.in(line)) {
            found.add(one.address().toLowerCase(Locale.ROOT));
        }
        return found;
    }

    private int answered(int at, List<String> about, @Nullable String command, @Nullable String host) {
        int i = at;
        String text = lines.get(i).strip().substring(3).strip();
        if (Replies.code(text) == 0) {
            return i;
        }
        while (i + 1 < lines.size() && lines.get(i + 1).strip().startsWith("<<<") && text.length() < LONGEST_TEXT) {
            String more = lines.get(i + 1).strip().substring(3).strip();
            if (Replies.code(more) == 0) {
                break;
            }
            text = text + " " + more;
            i++;
        }
        Session session = new Session(text, command == null ? null : Replies.command(command), host);
        for (String address : about) {
            sessions.putIfAbsent(address, session);
        }
        boolean closing = command != null && command.regionMatches(true, 4, "quit", 0, 4);
        if (general == null || !closing) {
            general = session;
        }
        return i;
    }

    /**
     * The reply about {@code draft}'s address, looked for below {@code from} first, or null; notes command and host on the way.
     *
     * @param taken lines at which something is said of one address each: what is said of another one is no reply about this one
     */
    @Nullable
    String reply(Draft draft, int from, Set<Integer> taken) {
        Session session = session(draft);
        String beside = beside(draft);
        if (session != null) {
            draft.command = draft.command == null ? session.command : draft.command;
            draft.remoteMta = draft.remoteMta == null ? session.host : draft.remoteMta;
            return beside == null || session.reply.contains(beside) ? session.reply : session.reply + " " + beside;
        }
        return beside != null ? beside : anywhere(from, taken);
    }

    private @Nullable Session session(Draft draft) {
        Session found = draft.recipient == null ? null : sessions.get(draft.recipient.toLowerCase(Locale.ROOT));
        if (found == null && draft.original != null) {
            found = sessions.get(draft.original.toLowerCase(Locale.ROOT));
        }
        return found != null || named ? found : general;
    }

    /** A line with the address and a reply, and what a delivery program said right above it. */
    private @Nullable String beside(Draft draft) {
        Integer at = draft.recipient == null ? null : besides.get(draft.recipient.toLowerCase(Locale.ROOT));
        if (at == null && draft.original != null) {
            at = besides.get(draft.original.toLowerCase(Locale.ROOT));
        }
        if (at == null) {
            return null;
        }
        String reply = withContinuation(at);
        String above = at > 0 ? lines.get(at - 1).strip() : "";
        boolean program = above.indexOf(": ") > 0
                && above.indexOf('@') < 0
                && notice.code(at - 1) == 0
                && above.indexOf('<') < 0
                && Notice.fieldName(above).indexOf('.') > 0;
        return program ? above + " " + reply : reply;
    }

    private @Nullable String anywhere(int from, Set<Integer> taken) {
        if (replies.isEmpty()) {
            return null;
        }
        int at = Collections.binarySearch(replies, from);
        int next = at < 0 ? -at - 1 : at;
        int line = replies.get(next < replies.size() ? next : 0);
        return !taken.isEmpty() && isOfAnother(line, from, taken) ? null : withContinuation(line);
    }

    /** Whether the line stands below another address than that of the line {@code own}, and no rule parts them. */
    private boolean isOfAnother(int line, int own, Set<Integer> taken) {
        for (int i = line;
                i >= 0 && i > line - FAR && !NoticeReader.rule(lines.get(i).strip());
                i--) {
            if (taken.contains(i)) {
                return i != own;
            }
        }
        return false;
    }

    /** A number in running text is no reply: it must come first, or behind punctuation or a word that announces it. */
    private static boolean sure(String line, int code) {
        int at = line.indexOf(Integer.toString(code));
        if (at <= 0) {
            return at == 0;
        }
        int before = at - 1;
        while (before >= 0 && line.charAt(before) == ' ') {
            before--;
        }
        if (before < 0 || !Character.isLetterOrDigit(line.charAt(before))) {
            return true;
        }
        String lead = line.substring(0, at).toLowerCase(Locale.ROOT);
        return lead.contains("error") || lead.contains("said") || lead.contains("code");
    }

    /** A reply with the lines that go on with it. The last one is kept: all recipients of a mail may get the same. */
    private String withContinuation(int at) {
        String known = continued;
        if (known == null || continuedAt != at) {
            known = continuation(at);
            continued = known;
            continuedAt = at;
        }
        return known;
    }

    private String continuation(int at) {
        String first = lines.get(at).strip();
        StringBuilder text = new StringBuilder(first);
        int code = notice.code(at);
        for (int i = at + 1; i < lines.size() && i < at + LONGEST_REPLY && text.length() < LONGEST_TEXT; i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()
                    || NoticeReader.rule(line)
                    || line.startsWith(">>>")
                    || line.startsWith("<<<")
                    || line.startsWith("... ")
                    || another(line, code)) {
                break;
            }
            text.append(' ').append(line);
        }
        return text.toString();
    }

    /** Whether a line begins with another reply than {@code code}. */
    static boolean another(String line, int code) {
        if (line.length() < 4 || (line.charAt(0) != '4' && line.charAt(0) != '5' && line.charAt(0) != '2')) {
            return false;
        }
        boolean digits = Character.isDigit(line.charAt(1))
                && Character.isDigit(line.charAt(2))
                && (line.charAt(3) == ' ' || line.charAt(3) == '-');
        return digits && Integer.parseInt(line.substring(0, 3)) != code;
    }
}
