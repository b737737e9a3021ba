package io.carom.store.jdbc;

import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import io.carom.spi.StatusChange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decisions that changed a subscriber, page by page in the order of recording. For one thread. */
final class ChangeQuery {
    private static final int PAGE = 500;
    private static final String SELECT = "select c.seq, e.id, c.at, c.scope, c.address, c.from_status, c.to_status,"
            + " p.digest, e.diagnostic from subscriber_change c join event e on e.seq = c.seq"
            + " left join policy p on p.id = e.policy";

    private final StatusChange.Filter filter;
    private final LogQuery log;

    /** What one query found: the changes asked for, how many rows it looked at, and the last one's place. */
    record Page(List<StatusChange> changes, int rows, long last) {}

    /** A change with the text that it may have to be looked at for. */
    private record Found(StatusChange change, @Nullable String diagnostic) {}

    ChangeQuery(Dialect dialect, StatusChange.Filter filter) {
        this.filter = filter;
        this.log = new LogQuery(dialect, filter.log());
        log.and(
                filter.rule() == null,
                "exists (select 1 from subscriber_change_rule r where r.rule = ? and r.seq = c.seq)",
                Stored.keyOrNull(filter.rule(), Stored.NAME));
        log.and(filter.policy() == null, "p.digest = ?", Stored.keyOrNull(filter.policy(), Stored.NAME));
        log.and(filter.sendingIp() == null, "e.sending_ip = ?", Stored.keyOrNull(filter.sendingIp(), Stored.NAME));
    }

    void each(Function<Writer.Work<Page>, Page> reading, Predicate<StatusChange> sink) {
        long skip = filter.log().offset();
        long left = filter.log().limit() > 0 ? filter.log().limit() : Long.MAX_VALUE;
        Page page = new Page(List.of(), PAGE, -1);
        while (page.rows == PAGE) {
            long after = page.last;
            page = reading.apply(session -> page(session, after));
            for (StatusChange change : page.changes) {
                if (skip > 0) {
                    skip--;
                    continue;
                }
                left--;
                if (!sink.test(change) || left == 0) {
                    return;
                }
            }
        }
    }

    /** Changes that a run of undo has made, behind one of them. */
    static List<StatusChange> madeBy(Session session, long run, long after, int limit) throws SQLException {
        return JdbcDesk.all(
                session.bind(
                                SELECT
                                        + " join subscriber_before b on b.seq = c.seq where b.run = ? and c.seq > ? order by c.seq limit ?")
                        .number(run)
                        .number(after)
                        .number(limit),
                row -> read(row).change());
    }

    private Page page(Session session, long after) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (PreparedStatement statement =
                        log.behind(session.connection(), SELECT, "c.seq > ?", after, " order by c.seq limit " + PAGE);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(read(rows));
            }
        }
        List<StatusChange> changes = new ArrayList<>();
        for (Found row : found) {
            if (log.exact() || filter.log().matchesText(row.diagnostic)) {
                changes.add(withRules(session, row.change));
            }
        }
        long last = found.isEmpty() ? after : found.get(found.size() - 1).change.seq();
        return new Page(changes, found.size(), last);
    }

    private static StatusChange withRules(Session session, StatusChange change) throws SQLException {
        List<String> rules = JdbcDesk.all(
                session.bind("select rule from subscriber_change_rule where seq = ? order by rule")
                        .number(change.seq()),
                row -> row.getString(1));
        return new StatusChange(
                change.seq(),
                change.event(),
                change.at(),
                change.address(),
                change.from(),
                change.to(),
                rules,
                change.policy());
    }

    private static Found read(ResultSet row) throws SQLException {
        return new Found(
                new StatusChange(
                        row.getLong(1),
                        row.getString(2),
                        Instants.of(row.getLong(3)),
                        new AddressKey(row.getString(4), row.getString(5)),
                        SubscriberStatus.of(row.getString(6)).orElse(SubscriberStatus.SUBSCRIBED),
                        SubscriberStatus.of(row.getString(7)).orElse(SubscriberStatus.SUBSCRIBED),
                        List.of(),
                        row.getString(8) == null ? "" : row.getString(8)),
                row.getString(9));
    }
}
