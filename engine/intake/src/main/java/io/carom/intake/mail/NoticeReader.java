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
    private final Returned returned;
    private final List<String> own;
    private final List<String> reporters;
    private final int limit;
    private final List<Candidate> all;
    private final Explanation explanation;

    /**
     * @param own addresses that the report came to: the sender of what failed
     * @param reporters addresses that the report came from
     */
    NoticeReader(Notice notice, Cues cues, Returned returned, List<String> own, List<String> reporters, int limit) {
        this.returned = returned;
        this.own = own;
        this.reporters = reporters;
        this.limit = limit;
        this.all = new Candidates(notice, cues).all();
        this.explanation = new Explanation(notice, cues);
    }

    /** The failed addresses with their diagnostics; {@code known} are addresses that a header field names. */
    List<Draft> read(List<String> known) {
        Map<String, Candidate> chosen = choose(all, known);
        Set<Integer> lines = lines(chosen.values());
        List<Draft> drafts = new ArrayList<>();
        for (Map.Entry<String, Candidate> entry : chosen.entrySet()) {
            if (drafts.size() >= limit) {
                break;
            }
            Draft draft = new Draft();
            Candidate where = entry.getValue();
            draft.recipient = where.address();
            sentTo(draft, alias(all, where));
            explanation.describe(draft, where, mentions(where.address(), null), lines, false);
            drafts.add(draft);
        }
        return drafts;
    }

    /**
     * What the notice says of a recipient that another part named.
     *
     * @param silent whether only words close to the address count
     */
    void explain(Draft draft, boolean silent) {
        List<Candidate> mentions = mentions(draft.recipient, draft.original);
        Candidate where = null;
        for (Candidate one : mentions) {
            if (!one.alias() && (where == null || one.rank() < where.rank())) {
                where = one;
            }
        }
        if (where != null && draft.original == null) {
            sentTo(draft, alias(all, where));
        }
        String kept = draft.diagnostic;
        draft.diagnostic = null;
        boolean specific =
                draft.statusField != null && (draft.statusField.subject() != 0 || draft.statusField.detail() != 0);
        Set<Integer> lines = where == null ? Set.of() : lines(heads(all));
        boolean near = specific || silent || (kept != null && Explanation.hasWords(kept));
        explanation.describe(draft, where, mentions, lines, near);
        String said = draft.diagnostic;
        boolean closer = said != null && (Replies.code(said) != 0 || Replies.status(said) != null);
        if (kept != null && Explanation.hasWords(kept) && !closer) {
            draft.diagnostic = kept;
        } else if (draft.comment != null && (said == null || Replies.code(said) == 0)) {
            draft.diagnostic = said == null ? draft.comment : draft.comment + " " + said;
        }
    }

    private List<Candidate> mentions(@Nullable String address, @Nullable String other) {
        List<Candidate> found = new ArrayList<>();
        for (Candidate one : all) {
            if (Addresses.same(one.address(), address) || Addresses.same(one.address(), other)) {
                found.add(one);
            }
        }
        return found;
    }

    private static Set<Integer> lines(Iterable<Candidate> chosen) {
        Set<Integer> lines = new HashSet<>();
        for (Candidate one : chosen) {
            lines.add(one.line());
        }
        return lines;
    }

    /** Notes the address that the draft's is another name of, when the notice says so. */
    void unalias(Draft draft) {
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
            return one.rank() > Candidates.LABEL;
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
        return Addresses.contains(addresses, address);
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
}
