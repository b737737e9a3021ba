package io.carom.intake.mail;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the SMTP reply about a recipient among the lines of a notice: in a transcript, beside its address, or at all. */
final class Transcript {
    private static final int LONGEST_REPLY = 12;

    private Transcript() {}

    /** The reply about {@code draft}'s address, looked for below {@code from} first, or null; notes command and host on the way. */
    static @Nullable String reply(List<String> lines, Draft draft, int from) {
        String session = session(lines, draft);
        String beside = beside(lines, draft);
        if (session != null) {
            return beside == null || session.contains(beside) ? session : session + " " + beside;
        }
        if (beside != null) {
            return beside;
        }
        String below = first(lines, from, lines.size());
        return below != null ? below : first(lines, 0, from);
    }

    /** The last reply ({@code <<<}) after the command about the address, or the last one when no command names an address. */
    private static @Nullable String session(List<String> lines, Draft draft) {
        String found = null;
        String general = null;
        String command = null;
        boolean about = false;
        boolean named = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("... while talking to ") || line.startsWith("... while connected")) {
                String host = Replies.host(line);
                if (host != null && draft.remoteMta == null) {
                    draft.remoteMta = host;
                }
            }
            if (line.startsWith(">>>")) {
                command = line;
                boolean rcpt = line.toLowerCase(Locale.ROOT).startsWith("rcpt", 4);
                if (rcpt) {
                    about = mentions(line, draft);
                    named |= about;
                }
            } else if (line.startsWith("<<<") && Replies.code(line.substring(3)) != 0) {
                String text = line.substring(3).strip();
                while (i + 1 < lines.size()
                        && lines.get(i + 1).strip().startsWith("<<<")
                        && Replies.code(lines.get(i + 1).strip().substring(3)) != 0
                        && text.length() < 2_000) {
                    text = text + " " + lines.get(++i).strip().substring(3).strip();
                }
                if (about || !named) {
                    found = about || found == null ? text : found;
                    if (command != null && draft.command == null) {
                        draft.command = Replies.command(command);
                    }
                }
                general = text;
            }
        }
        return found != null ? found : general;
    }

    /** A line with the address and a reply. */
    private static @Nullable String beside(List<String> lines, Draft draft) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.startsWith(">>>")
                    && !line.startsWith("<<<")
                    && mentions(line, draft)
                    && Replies.code(line) != 0) {
                return withContinuation(lines, i);
            }
        }
        return null;
    }

    private static boolean mentions(String line, Draft draft) {
        return line.indexOf('@') >= 0 && (contains(line, draft.recipient) || contains(line, draft.original));
    }

    private static boolean contains(String line, @Nullable String address) {
        if (address == null) {
            return false;
        }
        for (Addresses.Found found : Addresses.in(line)) {
            if (found.address().equalsIgnoreCase(address)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String first(List<String> lines, int from, int to) {
        for (int i = from; i < to; i++) {
            String line = lines.get(i).strip();
            if (line.length() >= 3 && ((Replies.code(line) != 0 && sure(line)) || Replies.status(line) != null)) {
                return withContinuation(lines, i);
            }
        }
        return null;
    }

    /** A number in running text is no reply: it must come first, or behind punctuation. */
    private static boolean sure(String line) {
        int code = Replies.code(line);
        int at = line.indexOf(Integer.toString(code));
        if (at <= 0) {
            return at == 0;
        }
        int before = at - 1;
        while (before >= 0 && line.charAt(before) == ' ') {
            before--;
        }
        return before < 0
                || !Character.isLetterOrDigit(line.charAt(before))
                || line.toLowerCase(Locale.ROOT).lastIndexOf("error", at) >= 0
                || line.toLowerCase(Locale.ROOT).lastIndexOf("said", at) >= 0
                || line.toLowerCase(Locale.ROOT).lastIndexOf("code", at) >= 0;
    }

    private static String withContinuation(List<String> lines, int at) {
        StringBuilder text = new StringBuilder(lines.get(at).strip());
        for (int i = at + 1; i < lines.size() && i < at + LONGEST_REPLY; i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || NoticeReader.rule(line)) {
                break;
            }
            text.append(' ').append(line);
        }
        return text.toString();
    }
}
