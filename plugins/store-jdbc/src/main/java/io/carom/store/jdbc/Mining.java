package io.carom.store.jdbc;

import io.carom.spi.DomainFigures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the figures of domains: what is folded in and, of the few newest rows that are not, the rows themselves. Within one transaction
 * that sees one state; for one thread.
 */
final class Mining {
    private static final int SAMPLES = 3;
    /** No sample is longer. */
    private static final int LENGTH = 500;

    private final Session session;
    private final Dialect dialect;
    private final long folded;

    /** The latest text of a domain, a code and a day; {@code text} only where an older program recorded it. */
    private record Sample(
            String code, long at, long seq, @Nullable String text) {
        /** The text that was recorded last, at the latest time. */
        Sample newer(Sample other) {
            Sample last = other.seq > seq ? other : this;
            return new Sample(code, Math.max(at, other.at), last.seq, last.text);
        }
    }

    private static final class Reasons {
        final Set<String> codes = new HashSet<>();
        final Map<String, Sample> samples = new HashMap<>();
    }

    Mining(Session session, Dialect dialect) throws SQLException {
        this.session = session;
        this.dialect = dialect;
        this.folded = DomainFold.folded(session);
    }

    /** Bounces of the recipients' domains, the most first. */
    Map<String, Long> top(int limit) throws SQLException {
        Map<String, Long> top = new LinkedHashMap<>();
        Bind bind = session.bind("select domain, sum(bounces) from ("
                        + "select domain, bounces from domain_total where scope = '' and bounces > 0"
                        + " union all select domain, 1" + behind()
                        + ") known group by domain order by 2 desc, 1 limit ?")
                .number(limit);
        try (ResultSet rows = bind.query()) {
            while (rows.next()) {
                top.put(rows.getString(1), rows.getLong(2));
            }
        }
        return top;
    }

    /** How many addresses of a domain are known, or of all of them for null. */
    long addresses(String scope, @Nullable String domain) throws SQLException {
        String key = domain == null ? DomainFold.ALL : Stored.key(domain, Stored.ID);
        Bind counted = session.bind("select addresses from domain_total where scope = ? and domain = ?")
                .key(scope, Stored.SCOPE)
                .text(key);
        Bind fresh = session.bind("select count(*) from " + DomainFold.rows(dialect)
                        + " where seq > ? and seq <= ? and fresh = 1 and scope = ?"
                        + (domain == null ? "" : " and domain = ?"))
                .number(folded)
                .number(DomainFold.newest(session))
                .key(scope, Stored.SCOPE);
        if (domain != null) {
            fresh.text(key);
        }
        return number(counted) + number(fresh);
    }

    private static long number(Bind bind) throws SQLException {
        try (ResultSet rows = bind.query()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Registered domains by hard bounces on the days from {@code first} to {@code last}. */
    List<DomainFigures> domains(long first, long last, long minimum, int limit) throws SQLException {
        Bind bind = session.bind(
                        "select domain, sum(hard), sum(soft) from ("
                                + "select domain, hard, soft from domain_day where day between ? and ?"
                                + " union all select " + DomainFold.REGISTERED
                                + ", case when bounce_type = 'hard' then 1 else 0 end,"
                                + " case when bounce_type = 'hard' then 0 else 1 end" + behind()
                                + " and at between ? and ?"
                                + ") known group by domain having sum(hard) + sum(soft) >= ? order by 2 desc, 3 desc, 1 limit ?")
                .number(first)
                .number(last)
                .number(Instants.start(first))
                .number(Instants.end(last))
                .number(minimum)
                .number(limit);
        List<DomainFigures> ranked = JdbcDesk.all(
                bind, row -> new DomainFigures(row.getString(1), row.getLong(2), row.getLong(3), 0, List.of()));
        Map<String, Reasons> reasons = reasons(ranked, first, last);
        List<DomainFigures> told = new ArrayList<>();
        for (DomainFigures figures : ranked) {
            Reasons found = reasons.getOrDefault(figures.domain(), new Reasons());
            told.add(new DomainFigures(
                    figures.domain(), figures.hard(), figures.soft(), found.codes.size(), samples(found)));
        }
        return told;
    }

    private Map<String, Reasons> reasons(List<DomainFigures> domains, long first, long last) throws SQLException {
        Map<String, Reasons> reasons = new HashMap<>();
        if (domains.isEmpty()) {
            return reasons;
        }
        String marks = "(" + "?, ".repeat(domains.size() - 1) + "?)";
        Bind bind = session.bind("select domain, day, code, sample_at, coalesce(sample_seq, 0), sample from domain_code"
                + " where domain in " + marks + " and day between ? and ?"
                + " union all select " + DomainFold.REGISTERED + ", null, " + DomainFold.code(dialect)
                + ", at, case when diagnostic is null then 0 else seq end, null" + behind()
                + " and at between ? and ? and " + DomainFold.REGISTERED + " in " + marks);
        domains(bind, domains).number(first).number(last);
        domains(bind.number(Instants.start(first)).number(Instants.end(last)), domains);
        try (ResultSet rows = bind.query()) {
            while (rows.next()) {
                Reasons of = reasons.computeIfAbsent(rows.getString(1), same -> new Reasons());
                long counted = rows.getLong(2);
                boolean behind = rows.wasNull();
                Sample sample = new Sample(rows.getString(3), rows.getLong(4), rows.getLong(5), rows.getString(6));
                add(of, behind ? Instants.day(sample.at) : counted, sample);
            }
        }
        return reasons;
    }

    private static Bind domains(Bind bind, List<DomainFigures> domains) throws SQLException {
        for (DomainFigures figures : domains) {
            bind.text(figures.domain());
        }
        return bind;
    }

    private static void add(Reasons reasons, long day, Sample sample) {
        if (!sample.code.isEmpty()) {
            reasons.codes.add(sample.code);
        }
        if (sample.seq != 0 || sample.text != null) {
            reasons.samples.merge(day + " " + sample.code, sample, Sample::newer);
        }
    }

    private static final Comparator<Sample> NEWEST_FIRST = Comparator.comparingLong(Sample::at)
            .thenComparingLong(Sample::seq)
            .reversed()
            .thenComparing(Sample::code);

    private List<String> samples(Reasons reasons) throws SQLException {
        List<Sample> sorted = new ArrayList<>(reasons.samples.values());
        sorted.sort(NEWEST_FIRST);
        List<String> texts = new ArrayList<>();
        for (Sample sample : sorted) {
            String text = sample.text != null ? sample.text : text(sample.seq);
            if (text != null && texts.size() < SAMPLES) {
                texts.add(text.length() <= LENGTH ? text : text.substring(0, LENGTH));
            }
            if (texts.size() == SAMPLES) {
                break;
            }
        }
        return texts;
    }

    private @Nullable String text(long seq) throws SQLException {
        try (ResultSet rows = session.bind("select diagnostic from event where seq = ?")
                .number(seq)
                .query()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** The rows that are counted and not folded in. The number stands in the text, so that each database sees how few these are. */
    private String behind() {
        return " from " + DomainFold.rows(dialect) + " where seq > " + folded + DomainFold.COUNTED;
    }
}
