package io.carom.store.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * Brings the figures of domains up to a row of the log. They are folded in for thousands of rows at once, because a domain gets a row of
 * its own in each of three tables: what is not folded in yet is counted by who reads the figures. Within the transaction that the caller
 * began.
 */
final class DomainFold {
    /** So many rows are left to the readers at most, not counting those of the batch that goes beyond. */
    static final int MOST = 20_000;
    /** All domains of a scope; no domain has this character. */
    static final String ALL = "@";
    /** Rows that are bounces of a domain. */
    static final String COUNTED =
            " and kind = 'bounce' and duplicate = 0 and bounce_type is not null and id is not null";
    /** The registered domain of a row. */
    static final String REGISTERED = "coalesce(registered, domain)";

    private static final String RANGE = " where seq > ? and seq <= ?";
    /** Whole days since 1970, rounded down also before. */
    private static final String DAY =
            "case when at >= 0 then at / 86400000000000 else -((-(at + 1)) / 86400000000000) - 1 end";

    private final Session session;
    private final Dialect dialect;

    DomainFold(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    /** The last row that is folded in. */
    static long folded(Session session) throws SQLException {
        return session.number("select last from sequence where name = 'folded'", 0);
    }

    /** The last row that there is. */
    static long newest(Session session) throws SQLException {
        return session.number("select last from sequence where name = 'event'", 0);
    }

    /** The code of a row as text. */
    static String code(Dialect dialect) {
        return "coalesce(status, cast(reply_code as " + (dialect == Dialect.MARIADB ? "char" : "text") + "), '')";
    }

    /** Folds in what is not, up to the newest row. */
    void all() throws SQLException {
        upTo(folded(session), newest(session));
    }

    /** Folds in the rows behind {@code folded} up to {@code newest}. */
    void upTo(long folded, long newest) throws SQLException {
        if (newest <= folded) {
            return;
        }
        run(totals(), 3, folded, newest);
        run(days(), 1, folded, newest);
        run(codes(), 1, folded, newest);
        session.bind("update sequence set last = ? where name = 'folded'")
                .number(newest)
                .update();
    }

    private void run(String sql, int ranges, long folded, long newest) throws SQLException {
        Bind bind = session.bind(sql);
        for (int i = 0; i < ranges; i++) {
            bind.number(folded).number(newest);
        }
        bind.update();
    }

    private String totals() {
        return dialect.upsertFrom(
                "domain_total",
                List.of("scope", "domain"),
                List.of("addresses", "bounces"),
                "select scope, domain, sum(addresses), sum(bounces) from ("
                        + "select '' as scope, domain, 0 as addresses, 1 as bounces from " + rows() + RANGE + COUNTED
                        + " union all select scope, domain, 1, 0 from " + rows() + RANGE + " and fresh = 1"
                        + " union all select scope, '" + ALL + "', 1, 0 from " + rows() + RANGE + " and fresh = 1"
                        + ") behind where true group by scope, domain",
                "addresses = domain_total.addresses + " + dialect.proposed("addresses")
                        + ", bounces = domain_total.bounces + " + dialect.proposed("bounces"));
    }

    private String days() {
        return dialect.upsertFrom(
                "domain_day",
                List.of("day", "domain"),
                List.of("hard", "soft"),
                "select " + day() + ", " + REGISTERED
                        + ", sum(case when bounce_type = 'hard' then 1 else 0 end),"
                        + " sum(case when bounce_type = 'hard' then 0 else 1 end) from " + rows() + RANGE + COUNTED
                        + " group by 1, 2",
                "hard = domain_day.hard + " + dialect.proposed("hard") + ", soft = domain_day.soft + "
                        + dialect.proposed("soft"));
    }

    private String codes() {
        String sample = dialect.proposed("sample_seq");
        return dialect.upsertFrom(
                "domain_code",
                List.of("domain", "day", "code"),
                List.of("bounces", "sample_at", "sample_seq"),
                "select " + REGISTERED + ", " + day() + ", " + code(dialect)
                        + ", count(*), coalesce(max(case when diagnostic is not null then at end), -9223372036854775807),"
                        + " max(case when diagnostic is not null then seq end) from " + rows() + RANGE + COUNTED
                        + " group by 1, 2, 3",
                "bounces = domain_code.bounces + " + dialect.proposed("bounces")
                        + ", sample = case when " + sample + " is null then domain_code.sample end"
                        + ", sample_at = case when " + sample + " is null then domain_code.sample_at else "
                        + dialect.greater("domain_code.sample_at", dialect.proposed("sample_at")) + " end"
                        + ", sample_seq = coalesce(" + sample + ", domain_code.sample_seq)");
    }

    private String rows() {
        return rows(dialect);
    }

    /** The log, to be read by a span of rows: SQLite would take the index of kinds. */
    static String rows(Dialect dialect) {
        return dialect == Dialect.SQLITE ? "event not indexed" : "event";
    }

    private String day() {
        return dialect == Dialect.MARIADB ? DAY.replace(" / ", " div ") : DAY;
    }
}
