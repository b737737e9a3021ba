package io.carom.intake.mail;

import io.carom.intake.mail.Candidates.Candidate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads failed addresses and what was said of each out of a notice for people, whatever system wrote it. For one notice and one
 * thread.
 */
final class NoticeReader {
    private static final int BLOCK = 1_500;

    private final Notice notice;
    private final Cues cues;
    private final Returned returned;
    private final List<String> own;
    private final List<String> reporters;
    private final int limit;

    /**
     * @param own addresses that the report came to: the sender of what failed
     * @param reporters addresses that the report came from
     */
    NoticeReader(Notice notice, Cues cues, Returned returned, List<String> own, List<String> reporters, int limit) {
        this.notice = notice;
        this.cues = cues;
        this.returned = returned;
        this.own = own;
        this.reporters = reporters;
        this.limit = limit;
    }

    /** The failed addresses with their diagnostics; {@code known} are addresses that a header field names. */
    List<Draft> read(List<String> known) {
        List<Candidate> all = new Candidates(notice, cues).all();
        Map<String, Candidate> chosen = choose(all, known);
        List<Draft> drafts = new ArrayList<>();
        for (Map.Entry<String, Candidate> entry : chosen.entrySet()) {
            if (drafts.size() >= limit) {
                break;
            }
            Draft draft = new Draft();
            Candidate where = entry.getValue();
            draft.recipient = where.address();
            sentTo(draft, alias(all, where));
            describe(draft, telling(all, where, chosen.values()), chosen.values());
            drafts.add(draft);
        }
        return drafts;
    }

    /** What the notice says of a recipient that another part named. */
    void explain(Draft draft) {
        List<Candidate> all = new Candidates(notice, cues).all();
        Candidate where = null;
        for (Candidate one : all) {
            boolean same =
                    Addresses.same(one.address(), draft.recipient) || Addresses.same(one.address(), draft.original);
            if (same && !one.alias() && (where == null || one.rank() < where.rank())) {
                where = one;
            }
        }
        if (where != null && draft.original == null) {
            sentTo(draft, alias(all, where));
        }
        String kept = draft.diagnostic;
        draft.diagnostic = null;
        describe(draft, where, where == null ? List.of() : heads(all));
        if (kept != null && !kept.isBlank()) {
            draft.diagnostic = draft.diagnostic == null
                            || (Replies.code(draft.diagnostic) == 0 && Replies.status(draft.diagnostic) == null)
                    ? kept
                    : draft.diagnostic;
        }
    }

    /** Notes the address that the draft's is another name of, when the notice says so. */
    void unalias(Draft draft) {
        List<Candidate> all = new Candidates(notice, cues).all();
        for (Candidate one : all) {
            if (draft.original == null && Addresses.same(one.address(), draft.recipient)) {
                sentTo(draft, alias(all, one));
            }
        }
    }

    /** A forwarding server speaks of both addresses: ours is the one that the returned message was sent to. */
    private void sentTo(Draft draft, @Nullable String alias) {
        if (alias == null) {
            return;
        }
        boolean sameDomain =
                draft.recipient != null && Addresses.domain(draft.recipient).equals(Addresses.domain(alias));
        if (returned.to().isEmpty() || returned.wentTo(alias) || sameDomain) {
            draft.original = alias;
        }
    }

    private static List<Candidate> heads(List<Candidate> all) {
        List<Candidate> heads = new ArrayList<>();
        for (Candidate one : all) {
            if (one.rank() == Candidates.HEAD && !one.alias()) {
                heads.add(one);
            }
        }
        return heads;
    }

    private Map<String, Candidate> choose(List<Candidate> found, List<String> known) {
        List<Candidate> all = withoutBystanders(found);
        Map<String, Candidate> chosen = new LinkedHashMap<>();
        if (!known.isEmpty()) {
            for (String address : known) {
                Candidate best = new Candidate(address, -1, 0, Candidates.LABEL, false);
                for (Candidate one : all) {
                    if (Addresses.same(one.address(), address)
                            && !one.alias()
                            && (best.line() < 0 || one.rank() < best.rank())) {
                        best = one;
                    }
                }
                chosen.putIfAbsent(address.toLowerCase(Locale.ROOT), best);
            }
            return chosen;
        }
        for (int strict = 0; strict < 2 && chosen.isEmpty(); strict++) {
            int best = Candidates.BYSTANDER;
            for (Candidate one : all) {
                if (!one.alias() && !excluded(one, strict == 0)) {
                    best = Math.min(best, one.rank());
                }
            }
            if (best == Candidates.BYSTANDER) {
                continue;
            }
            boolean aimed = best >= Candidates.SENTENCE && aimed(all, best, strict == 0);
            int firstLine = -1;
            for (Candidate one : all) {
                if (one.rank() != best
                        || one.alias()
                        || excluded(one, strict == 0)
                        || (aimed && !returned.wentTo(one.address()))) {
                    continue;
                }
                if (best >= Candidates.SENTENCE && firstLine >= 0 && one.line() != firstLine) {
                    continue;
                }
                firstLine = firstLine < 0 ? one.line() : firstLine;
                chosen.putIfAbsent(one.address().toLowerCase(Locale.ROOT), one);
            }
        }
        if (chosen.isEmpty() || chosen.values().iterator().next().rank() >= Candidates.SENTENCE) {
            for (Candidate one : all) {
                if (one.alias() && !excluded(one, true)) {
                    chosen.clear();
                    chosen.put(one.address().toLowerCase(Locale.ROOT), one);
                    break;
                }
            }
        }
        return chosen;
    }

    /** Whoever is to be asked in one place is no failed address in another, unless at the head of a line. */
    private static List<Candidate> withoutBystanders(List<Candidate> all) {
        Set<String> aside = new HashSet<>();
        for (Candidate one : all) {
            if (one.rank() >= Candidates.BYSTANDER) {
                aside.add(one.address().toLowerCase(Locale.ROOT));
            }
        }
        if (aside.isEmpty()) {
            return all;
        }
        List<Candidate> kept = new ArrayList<>();
        for (Candidate one : all) {
            if (one.rank() <= Candidates.LABEL || !aside.contains(one.address().toLowerCase(Locale.ROOT))) {
                kept.add(one);
            }
        }
        return kept;
    }

    private boolean aimed(List<Candidate> all, int rank, boolean strict) {
        for (Candidate one : all) {
            if (one.rank() == rank && !one.alias() && !excluded(one, strict) && returned.wentTo(one.address())) {
                return true;
            }
        }
        return false;
    }

    /** Whoever reports, whoever sent, and whoever is to be asked did not fail. */
    private boolean excluded(Candidate one, boolean strict) {
        String address = one.address();
        if (one.rank() >= Candidates.BYSTANDER) {
            return true;
        }
        if (!strict) {
            return false;
        }
        boolean went = returned.wentTo(address);
        if (!went && (contains(own, address) || returned.cameFrom(address))) {
            return true;
        }
        String local = Addresses.local(address);
        boolean role = local.equals("postmaster")
                || local.equals("mailer-daemon")
                || local.equals("abuse")
                || local.equals("support")
                || local.equals("helpdesk");
        return (!went && (role || contains(reporters, address)) && one.rank() > Candidates.HEAD)
                || (!went && contains(reporters, address));
    }

    private static boolean contains(List<String> addresses, String address) {
        return addresses.stream().anyMatch(address::equalsIgnoreCase);
    }

    /** The address that {@code head} is another name of: said in the lines right below it. */
    private static @Nullable String alias(List<Candidate> all, Candidate head) {
        if (head.alias()) {
            return null;
        }
        for (Candidate one : all) {
            if (one.alias()
                    && one.line() >= head.line()
                    && one.line() <= head.line() + 2
                    && !Addresses.same(one.address(), head.address())) {
                boolean other = false;
                for (Candidate between : all) {
                    other |= !between.alias()
                            && between.line() > head.line()
                            && between.line() <= one.line()
                            && between.rank() == Candidates.HEAD;
                }
                return other ? null : one.address();
            }
        }
        return null;
    }

    /** Of the places that name the same address, the first one with a reply; else the chosen one. */
    private Candidate telling(List<Candidate> all, Candidate where, Iterable<Candidate> chosen) {
        if (where.line() < 0 || Replies.code(block(where, chosen)) != 0) {
            return where;
        }
        for (Candidate one : all) {
            boolean other = one.line() != where.line() && !one.alias() && one.rank() <= Candidates.REPLY;
            if (other && Addresses.same(one.address(), where.address()) && Replies.code(block(one, chosen)) != 0) {
                return one;
            }
        }
        return where;
    }

    private void describe(Draft draft, @Nullable Candidate where, Iterable<Candidate> chosen) {
        String own = where == null || where.line() < 0 ? "" : block(where, chosen);
        boolean telling = Replies.code(own) != 0 || Replies.status(own) != null;
        String reply =
                telling ? null : Transcript.reply(notice.lines(), draft, where == null ? 0 : Math.max(0, where.line()));
        if (reply != null) {
            draft.diagnostic = own.isBlank() || own.length() > 400 || reply.contains(own) ? reply : own + " " + reply;
        } else if (hasWords(own)) {
            draft.diagnostic = own;
        } else {
            draft.diagnostic = rest(where);
        }
        String all = draft.diagnostic == null ? "" : draft.diagnostic;
        if (draft.command == null) {
            draft.command = Replies.command(all);
        }
        if (draft.remoteMta == null) {
            draft.remoteMta = Replies.host(all);
        }
    }

    private static boolean hasWords(String text) {
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetter(text.charAt(i)) && ++letters > 3) {
                return true;
            }
        }
        return false;
    }

    /** What is said right behind an address: the rest of its line and the lines below up to a blank one or the next address. */
    private String block(Candidate where, Iterable<Candidate> chosen) {
        List<String> lines = notice.lines();
        StringBuilder text = new StringBuilder();
        if (where.rank() >= Candidates.REPLY) {
            int from = where.line();
            while (from > 0
                    && where.line() - from < 6
                    && !lines.get(from - 1).isBlank()
                    && !isChosen(chosen, from - 1)) {
                from--;
            }
            for (int i = from; i < where.line(); i++) {
                text.append(lines.get(i).strip()).append(' ');
            }
            text.append(lines.get(where.line()).strip());
        } else {
            text.append(lead(lines.get(where.line()).substring(where.end())));
        }
        int blanks = 0;
        for (int i = where.line() + 1; i < lines.size() && text.length() < BLOCK; i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                if (hasWords(text.toString()) || ++blanks > 1) {
                    break;
                }
                if (!indented(lines, i + 1) && where.rank() == Candidates.HEAD && text.length() == 0) {
                    break;
                }
                continue;
            }
            if (isChosen(chosen, i) || rule(line)) {
                break;
            }
            if (cues.has(line, CueKind.ALIAS) && !Addresses.in(line).isEmpty() && Replies.code(line) == 0) {
                continue;
            }
            text.append(text.length() == 0 ? "" : " ").append(line);
        }
        return text.toString().strip();
    }

    private static boolean indented(List<String> lines, int at) {
        return at < lines.size() && !lines.get(at).isEmpty() && lines.get(at).charAt(0) <= ' ';
    }

    private static boolean isChosen(Iterable<Candidate> chosen, int line) {
        for (Candidate one : chosen) {
            if (one.line() == line) {
                return true;
            }
        }
        return false;
    }

    /** A line that only separates. */
    static boolean rule(String line) {
        return line.length() > 6
                && (line.startsWith("-----")
                        || line.startsWith("=====")
                        || line.startsWith("*****")
                        || line.startsWith("_____")
                        || line.startsWith("#####")
                        || line.startsWith("--- ")
                        || line.startsWith("|---"));
    }

    private static String lead(String after) {
        int at = 0;
        while (at < after.length() && ">\"')]:;,.-=| \t".indexOf(after.charAt(at)) >= 0) {
            at++;
        }
        String text = after.substring(at).strip();
        return text.startsWith("on ") && text.length() < 60 && text.indexOf(':') > 0 ? "" : text;
    }

    /** The notice below the address, or all of it: what is left when nothing closer is said. */
    private String rest(@Nullable Candidate where) {
        List<String> lines = notice.lines();
        String below = where == null || where.line() < 0 ? "" : joined(lines, where.line() + 1);
        if (hasWords(below)) {
            String inLine = where == null
                    ? ""
                    : lines.get(where.line())
                            .substring(Math.min(
                                    where.end(), lines.get(where.line()).length()));
            return (lead(inLine) + " " + below).strip();
        }
        return joined(lines, 0);
    }

    private static String joined(List<String> lines, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < lines.size() && text.length() < BLOCK; i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !rule(line)) {
                text.append(text.length() == 0 ? "" : " ").append(line);
            }
        }
        return text.toString();
    }
}
