package io.carom.store.jdbc;

import io.carom.spi.JournalReader;
import io.carom.spi.LogCursor;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Totals;
import io.carom.spi.Turn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is recorded. Safe for any number of threads. A page is one short query: a reader that takes its time keeps no
 * transaction open.
 */
final class JdbcReader implements JournalReader {
    /** Rows of one query. */
    static final int PAGE = 500;
    /** No more codes are asked for one by one. */
    private static final int CODES = 50;
    /** So many domains are told of in the totals. */
    private static final int DOMAINS = 20;

    private final Connections connections;
    private final Target target;

    JdbcReader(Connections connections) {
        this.connections = connections;
        this.target = connections.target();
    }

    @Override
    public void log(LogFilter filter, Predicate<LogRow> sink) {
        LogQuery query = new LogQuery(target.dialect(), filter);
        if (query.asksForCodes()) {
            List<String> codes = codes(filter);
            if (codes.size() <= CODES) {
                for (LogRow row : rows(connection -> query.pageOfCodes(connection, codes), codes.isEmpty())) {
                    if (!sink.test(row)) {
                        return;
                    }
                }
                return;
            }
        }
        long left = filter.limit() > 0 ? filter.limit() : Long.MAX_VALUE;
        long skip = filter.offset();
        LogCursor last = null;
        boolean first = true;
        while (left > 0) {
            long size = query.exact() ? Math.min(left, PAGE) : PAGE;
            List<LogRow> page = page(query, last, first && query.exact() ? skip : 0, size);
            first = false;
            for (LogRow row : page) {
                if (!query.exact()) {
                    if (!filter.matchesText(row.diagnostic())) {
                        continue;
                    }
                    if (skip > 0) {
                        skip--;
                        continue;
                    }
                }
                left--;
                if (!sink.test(row) || left == 0) {
                    return;
                }
            }
            if (page.size() < size) {
                return;
            }
            last = LogCursor.behind(page.get(page.size() - 1));
        }
    }

    /** Makes the statement of one page. */
    @FunctionalInterface
    private interface Page {
        PreparedStatement on(Connection connection) throws SQLException;
    }

    private List<LogRow> page(LogQuery query, @Nullable LogCursor last, long offset, long size) {
        return rows(connection -> query.page(connection, last, offset, size), false);
    }

    private List<LogRow> rows(Page query, boolean none) {
        List<LogRow> page = new ArrayList<>();
        if (none) {
            return page;
        }
        try (Connection connection = connections.reader();
                PreparedStatement statement = query.on(connection);
                ResultSet rows = statement.executeQuery();
                RecordText texts = new RecordText()) {
            while (rows.next()) {
                page.add(LogQuery.row(rows, 0, texts));
            }
            return page;
        } catch (SQLException e) {
            throw Faults.of(target, "read the log", e);
        }
    }

    @Override
    public void recorded(Instant from, Predicate<Turn.Recorded> sink) {
        long last = asked(session -> JdbcDesk.all(
                                session.bind("select coalesce(min(seq), 1) from event where at >= ?")
                                        .time(from),
                                row -> row.getLong(1)))
                        .get(0)
                - 1;
        List<Turn.Recorded> page;
        do {
            long behind = last;
            page = asked(session -> LogQuery.behind(session, behind, from));
            for (Turn.Recorded recorded : page) {
                if (!sink.test(recorded)) {
                    return;
                }
                last = recorded.row().seq();
            }
        } while (page.size() == PAGE);
    }

    private <T> T asked(Writer.Work<T> work) {
        try (Connection connection = connections.reader()) {
            return work.on(new Session(connection));
        } catch (SQLException e) {
            throw Faults.of(target, "read what is recorded", e);
        }
    }

    /** The codes that there are and that the filter's pattern means. */
    private List<String> codes(LogFilter filter) {
        List<String> codes = new ArrayList<>();
        try (Connection connection = connections.reader();
                PreparedStatement statement = connection.prepareStatement(
                        "select word from tally where name = '" + Tally.CODE + "' and total > 0");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (filter.matchesCode(rows.getString(1))) {
                    codes.add(rows.getString(1));
                }
            }
            return codes;
        } catch (SQLException e) {
            throw Faults.of(target, "read the codes", e);
        }
    }

    @Override
    public long count(LogFilter filter) {
        return countUpTo(filter, Long.MAX_VALUE);
    }

    @Override
    public long countUpTo(LogFilter filter, long most) {
        LogQuery query = new LogQuery(target.dialect(), filter);
        if (!query.exact()) {
            long[] count = {0};
            log(filter.page(0, 0, filter.after()), row -> ++count[0] < most);
            return count[0];
        }
        try (Connection connection = connections.reader();
                PreparedStatement statement = query.count(connection, most);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException e) {
            throw Faults.of(target, "count rows of the log", e);
        }
    }

    @Override
    public Totals totals() {
        Map<String, Map<String, Long>> words = new LinkedHashMap<>();
        Map<String, Long> domains;
        try (Connection connection = connections.reader()) {
            connection.setAutoCommit(false);
            try (PreparedStatement tally =
                            connection.prepareStatement("select name, word, total from tally where name <> '"
                                    + Tally.CODE + "' and total > 0 order by total desc, word");
                    ResultSet rows = tally.executeQuery()) {
                while (rows.next()) {
                    words.computeIfAbsent(rows.getString(1), same -> new LinkedHashMap<>())
                            .put(rows.getString(2), rows.getLong(3));
                }
            }
            domains = new Mining(new Session(connection), target.dialect()).top(DOMAINS);
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw Faults.of(target, "add up the figures", e);
        }
        Map<String, Long> kinds = words.getOrDefault(Tally.KIND, Map.of());
        return new Totals(
                kinds.values().stream().mapToLong(Long::longValue).sum(),
                kinds,
                words.getOrDefault(Tally.TYPE, Map.of()),
                words.getOrDefault(Tally.REASON, Map.of()),
                domains,
                words.getOrDefault(Tally.SUBSCRIBER, Map.of()),
                words.getOrDefault(Tally.DUPLICATE, Map.of()).getOrDefault("", 0L));
    }
}
