package io.carom.intake.mail;

import io.carom.api.EnhancedStatus;
import io.carom.intake.mail.Candidates.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads failed addresses and what was said of each out of a notice for people, whatever system wrote it. For one notice and one
 * thread.
 */
final class NoticeReader {
    private static final Set<String> ROLES = Set.of("postmaster", "mailer-daemon", "abuse", "support", "helpdesk");

    private final Returned returned;
    private final List<String> own;
    private final List<String> reporters;
    private final int limit;
    private final List<Candidate> all;
    private final Explanation explanation;
    /** The candidates by address in lower case. */
    private final Map<String, List<Candidate>> byAddress = new HashMap<>();

    private @Nullable Set<Integer> headLines;

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
        this.explanation = new Explanation(notice);
        for (Candidate one : all) {
            byAddress
                    .computeIfAbsent(key(one.address()), address -> new ArrayList<>(1))
                    .add(one);
        }
    }

    /** The failed addresses with their diagnostics; {@code known} are addresses that a header field names. */
    List<Draft> read(List<String> known) {
        Map<String, Candidate> chosen = choose(known);
        Set<Integer> lines = lines(chosen.values());
        List<Draft> drafts = new ArrayList<>();
        for (Map.Entry<String, Candidate> entry : chosen.entrySet()) {
            if (drafts.size() >= limit) {
                break;
            }
            Draft draft = new Draft();
            Candidate where = entry.getValue();
            draft.recipient = where.address();
            draft.plain = where.rank() <= Candidates.LABEL;
            sentTo(draft, alias(where));
            explanation.describe(draft, where, mentions(where.address(), null), lines, false);
            drafts.add(draft);
        }
        if (drafts.size() > 1 && drafts.stream().anyMatch(NoticeReader::arrived)) {
            return drafts.stream().filter(draft -> !arrived(draft)).toList();
        }
        return drafts;
    }

    /** Whether what is said of an address is that the message arrived: lists of results name those, too. */
    private static boolean arrived(Draft draft) {
        String said = draft.diagnostic;
        return said != null
                && said.length() < 300
                && said.contains("2.")
                && Replies.code(said) == 0
                && Replies.status(said) == null
                && EnhancedStatus.find(said)
                        .map(status -> status.statusClass() == 2)
                        .orElse(false);
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
            sentTo(draft, alias(where));
        }
        String kept = draft.diagnostic;
        draft.diagnostic = null;
        boolean specific =
                draft.statusField != null && (draft.statusField.subject() != 0 || draft.statusField.detail() != 0);
        Set<Integer> lines = where == null ? Set.of() : headLines();
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

    /** The places that name one of the addresses, in the notice's order. */
    private List<Candidate> mentions(@Nullable String address, @Nullable String other) {
        List<Candidate> first = address == null ? List.of() : byAddress.getOrDefault(key(address), List.of());
        if (other == null || Addresses.same(address, other)) {
            return first;
        }
        List<Candidate> second = byAddress.getOrDefault(key(other), List.of());
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        List<Candidate> both = new ArrayList<>(first);
        both.addAll(second);
        both.sort(Comparator.comparingInt(Candidate::line).thenComparingInt(Candidate::end));
        return both;
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
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
        for (Candidate one : mentions(draft.recipient, null)) {
            if (draft.original == null) {
                sentTo(draft, alias(one));
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

    /** The lines that an address begins. */
    private Set<Integer> headLines() {
        Set<Integer> known = headLines;
        if (known == null) {
            known = new HashSet<>();
            for (Candidate one : all) {
                if (one.rank() == Candidates.HEAD && !one.alias()) {
                    known.add(one.line());
                }
            }
            headLines = known;
        }
        return known;
    }

    private Map<String, Candidate> choose(List<String> known) {
        Set<String> aside = bystanders();
        Map<String, Candidate> chosen = new LinkedHashMap<>();
        if (!known.isEmpty()) {
            for (String address : known) {
                Candidate best = new Candidate(address, -1, 0, Candidates.LABEL, false);
                for (Candidate one : mentions(address, null)) {
                    if (counts(one, aside) && !one.alias() && (best.line() < 0 || one.rank() < best.rank())) {
                        best = one;
                    }
                }
                chosen.putIfAbsent(key(address), best);
            }
            return chosen;
        }
        List<Candidate> all = aside.isEmpty() ? this.all : without(aside);
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
                chosen.putIfAbsent(key(one.address()), one);
            }
        }
        if (chosen.size() > 1) {
            Predicate<Candidate> office = one -> role(one.address()) && !returned.wentTo(one.address());
            if (!chosen.values().stream().allMatch(office)) {
                chosen.values().removeIf(office);
            }
        }
        if (chosen.isEmpty() || chosen.values().iterator().next().rank() >= Candidates.SENTENCE) {
            for (Candidate one : all) {
                if (one.alias() && !excluded(one, true)) {
                    chosen.clear();
                    chosen.put(key(one.address()), one);
                    break;
                }
            }
        }
        return chosen;
    }

    /** The addresses of whoever is to be asked or only sent. */
    private Set<String> bystanders() {
        Set<String> aside = new HashSet<>();
        for (Candidate one : all) {
            if (one.rank() >= Candidates.BYSTANDER) {
                aside.add(key(one.address()));
            }
        }
        return aside;
    }

    /** Whoever is to be asked in one place is no failed address in another, unless at the head of a line. */
    private static boolean counts(Candidate one, Set<String> aside) {
        return one.rank() <= Candidates.LABEL || aside.isEmpty() || !aside.contains(key(one.address()));
    }

    private List<Candidate> without(Set<String> aside) {
        List<Candidate> kept = new ArrayList<>();
        for (Candidate one : all) {
            if (counts(one, aside)) {
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
        return (!went && (role(address) || contains(reporters, address)) && one.rank() > Candidates.HEAD)
                || (!went && contains(reporters, address));
    }

    /** Whether it is the address of an office, which notices name at their end. */
    private static boolean role(String address) {
        return ROLES.contains(Addresses.local(address));
    }

    private static boolean contains(List<String> addresses, String address) {
        return Addresses.contains(addresses, address);
    }

    /** The address that {@code head} is another name of: said in the lines right below it. */
    private @Nullable String alias(Candidate head) {
        if (head.alias()) {
            return null;
        }
        boolean other = false;
        for (int i = firstAt(head.line()); i < all.size() && all.get(i).line() <= head.line() + 2; i++) {
            Candidate one = all.get(i);
            if (one.alias() && !Addresses.same(one.address(), head.address())) {
                return other || headAt(i, head.line(), one.line()) ? null : one.address();
            }
            other |= !one.alias() && one.line() > head.line() && one.rank() == Candidates.HEAD;
        }
        return null;
    }

    /** Whether another address begins the line of the candidate at {@code index}, behind it. */
    private boolean headAt(int index, int above, int line) {
        for (int i = index + 1; line > above && i < all.size() && all.get(i).line() == line; i++) {
            if (!all.get(i).alias() && all.get(i).rank() == Candidates.HEAD) {
                return true;
            }
        }
        return false;
    }

    /** Where the candidates of {@code line} or of those below it begin; they are in the order of their lines. */
    private int firstAt(int line) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).line() < line) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
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
