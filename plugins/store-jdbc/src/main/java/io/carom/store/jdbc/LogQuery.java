package io.carom.store.jdbc;

import io.carom.spi.AddressKey;
import io.carom.spi.LogCursor;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Turn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of one {@link LogFilter} as SQL. For one thread. */
final class LogQuery {
    static final String SELECT = "select e.seq, e.id, e.at, coalesce(e.recipient, e.address), e.kind,"
            + " e.bounce_type, e.reason, e.status, e.reply_code, e.diagnostic, e.campaign, e.list, e.feedback_type,"
            + " e.proof, e.duplicate, r.event, r.decision, r.body, e.message, p.digest, e.server, e.sending_ip"
            + " from event e join record r on r.seq = e.seq left join policy p on p.id = e.policy";
    private static final String FROM = " from event e";

    private static final String RECORDED =
            SELECT.replace(" from event e ", ", e.scope, e.memo from event e ") + " where e.seq > ?";

    private final LogFilter filter;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final String column;

    LogQuery(Dialect dialect, LogFilter filter) {
        this.filter = filter;
        this.column = walksEverything(dialect, filter) ? "+e." : "e.";
        if (!filter.duplicates()) {
            conditions.add("e.duplicate = 0");
        }
        equal(column + "kind", filter.kind() == null ? null : filter.kind().word());
        equal(column + "campaign", Stored.keyOrNull(filter.campaign(), Stored.NAME));
        equal(column + "list", Stored.keyOrNull(filter.list(), Stored.NAME));
        if (filter.recipient() != null) {
            equal("e.address", Stored.key(AddressKey.of("", filter.recipient()).address(), Stored.ADDRESS));
        }
        if (filter.domain() != null) {
            equal(column + "domain", Stored.key(AddressKey.domain(filter.domain()), Stored.ID));
        }
        equal(
                column + "bounce_type",
                filter.type() == null ? null : filter.type().word());
        equal(column + "reason", filter.reason());
        if (filter.from() != null) {
            and(column + "at >= ?", Instants.nanos(filter.from()));
        }
        if (filter.to() != null) {
            and(column + "at < ?", Instants.nanos(filter.to()));
        }
        if (filter.after() != null) {
            behind(filter.after(), conditions, values);
        }
        if (filter.code() != null) {
            and("e.status like ? escape '!'", filter.code().replace("!", "!!").replace("_", "!_"));
        }
        if (filter.text() != null) {
            and(dialect.contains("e.diagnostic"), "%" + escaped(longestAscii(filter.text())) + "%");
        }
    }

    /**
     * Whether page after page is read in the order of recording: then SQLite is kept from an index that would sort all rows anew for
     * each page (the plus takes a column out of its choice).
     */
    private static boolean walksEverything(Dialect dialect, LogFilter filter) {
        return dialect == Dialect.SQLITE
                && !filter.newestFirst()
                && filter.recipient() == null
                && (filter.limit() == 0 || filter.limit() > JdbcReader.PAGE);
    }

    /** A page of the rows behind {@code last}, duplicates included, in the order of the journal. */
    static List<Turn.Recorded> behind(Session session, long last) throws SQLException {
        return recorded(
                session.bind(RECORDED + " order by e.seq limit ?").number(last).number(JdbcReader.PAGE));
    }

    /** The same of events at or behind {@code from}; the sum keeps the databases from an index that would sort all rows for each page. */
    static List<Turn.Recorded> behind(Session session, long last, Instant from) throws SQLException {
        return recorded(session.bind(RECORDED + " and e.at + 0 >= ? order by e.seq limit ?")
                .number(last)
                .time(from)
                .number(JdbcReader.PAGE));
    }

    private static List<Turn.Recorded> recorded(Bind bind) throws SQLException {
        try (RecordText texts = new RecordText()) {
            return JdbcDesk.all(
                    bind, row -> new Turn.Recorded(row(row, 0, texts), row.getString(23), row.getString(24)));
        }
    }

    /** Whether {@link #pageOfCodes} is the quicker way to a page: a pattern would walk over every row in its order. */
    boolean asksForCodes() {
        return filter.newestFirst()
                && filter.code() != null
                && filter.limit() > 0
                && filter.limit() + filter.offset() <= JdbcReader.PAGE
                && exact();
    }

    /** The whole answer, newest first: the newest of each code by its index, then the newest of those. */
    PreparedStatement pageOfCodes(Connection connection, List<String> codes) throws SQLException {
        StringBuilder keys = new StringBuilder();
        List<Object> given = new ArrayList<>();
        for (String code : codes) {
            keys.append(keys.isEmpty() ? "" : " union all ");
            keys.append("select seq from (select e.seq from event e")
                    .append(where(conditions))
                    .append(" and e.status = ? order by e.at desc, e.seq desc limit ?) k")
                    .append(given.size());
            given.addAll(values);
            given.add(code);
            given.add(filter.limit() + filter.offset());
        }
        given.add(filter.limit());
        given.add(filter.offset());
        String sql = SELECT + " where e.seq in (" + keys + ") order by e.at desc, e.seq desc limit ? offset ?";
        return prepare(connection, sql, given);
    }

    /** Whether the database answers the whole filter; else each row is looked at again, because it folds the case of ASCII only. */
    boolean exact() {
        return filter.text() == null
                || longestAscii(filter.text()).length() == filter.text().length();
    }

    /** One page: rows behind {@code last} in the filter's order. */
    PreparedStatement page(Connection connection, @Nullable LogCursor last, long offset, long size)
            throws SQLException {
        List<String> where = new ArrayList<>(conditions);
        List<Object> given = new ArrayList<>(values);
        if (last != null) {
            behind(last, where, given);
        }
        String order = filter.newestFirst() ? " order by e.at desc, e.seq desc" : " order by e.seq";
        String limited = where(where) + order + " limit ? offset ?";
        // Rows that are passed over are not joined with their records.
        String sql = offset == 0
                ? SELECT + limited
                : SELECT.replace(FROM, " from (select e.seq" + FROM + limited + ") k join event e on e.seq = k.seq")
                        + order;
        given.add(size);
        given.add(offset);
        return prepare(connection, sql, given);
    }

    /** What is behind a place, in the filter's order: a span of the index of that order. */
    private void behind(LogCursor place, List<String> where, List<Object> given) {
        if (filter.newestFirst()) {
            long at = Instants.nanos(place.at());
            where.add("e.at <= ? and (e.at < ? or e.seq < ?)");
            given.addAll(List.of(at, at, place.seq()));
        } else {
            where.add("e.seq > ?");
            given.add(place.seq());
        }
    }

    /** Counts rows, {@code most} at most; {@link Long#MAX_VALUE} for all. */
    PreparedStatement count(Connection connection, long most) throws SQLException {
        if (most == Long.MAX_VALUE) {
            return prepare(connection, "select count(*)" + FROM + where(conditions), values);
        }
        List<Object> given = new ArrayList<>(values);
        given.add(most);
        return prepare(
                connection, "select count(*) from (select e.seq" + FROM + where(conditions) + " limit ?) k", given);
    }

    /** Reads a row with its record, behind {@code before} columns of something else. */
    static LogRow row(ResultSet row, int before, RecordText texts) throws SQLException {
        byte[] body = row.getBytes(before + 18);
        if (body == null) {
            return figures(row, before, row.getString(before + 16), row.getString(before + 17));
        }
        RecordText.Columns columns = new RecordText.Columns(Arrays.asList(
                row.getString(before + 10),
                row.getString(before + 19),
                row.getString(before + 4),
                row.getString(before + 2),
                Instants.of(row.getLong(before + 3)).toString(),
                row.getString(before + 20),
                row.getString(before + 11),
                row.getString(before + 12),
                row.getString(before + 21),
                row.getString(before + 22)));
        RecordText.Texts record = texts.unpack(columns, body);
        return figures(row, before, record.event(), record.decision());
    }

    /** Reads the first 15 columns of a row, behind {@code before} columns of something else. */
    static LogRow figures(ResultSet row, int before, @Nullable String event, @Nullable String decision)
            throws SQLException {
        int reply = row.getInt(before + 9);
        boolean noReply = row.wasNull();
        return new LogRow(
                row.getLong(before + 1),
                row.getString(before + 2),
                Instants.of(row.getLong(before + 3)),
                row.getString(before + 4),
                row.getString(before + 5),
                row.getString(before + 6),
                row.getString(before + 7),
                row.getString(before + 8),
                noReply ? null : (Integer) reply,
                row.getString(before + 10),
                row.getString(before + 11),
                row.getString(before + 12),
                row.getString(before + 13),
                row.getString(before + 14),
                row.getInt(before + 15) != 0,
                event,
                decision);
    }

    /** The filter's rows of another query about {@code e}, behind {@code last}. */
    PreparedStatement behind(Connection connection, String select, String condition, long last, String order)
            throws SQLException {
        List<String> where = new ArrayList<>(conditions);
        List<Object> given = new ArrayList<>(values);
        where.add(condition);
        given.add(last);
        return prepare(connection, select + where(where) + order, given);
    }

    /** One more condition, unless it does not filter. */
    void and(boolean all, String condition, @Nullable String value) {
        if (!all && value != null) {
            and(condition, value);
        }
    }

    private void equal(String column, @Nullable String value) {
        if (value != null) {
            and(column + " = ?", value);
        }
    }

    private void and(String condition, Object value) {
        conditions.add(condition);
        values.add(value);
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<Object> values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        int at = 0;
        for (Object value : values) {
            if (value instanceof Long number) {
                statement.setLong(++at, number);
            } else {
                statement.setString(++at, (String) value);
            }
        }
        return statement;
    }

    private static String escaped(String text) {
        return Stored.text(text).replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static String longestAscii(String text) {
        String longest = "";
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) >= 128 || text.charAt(i) == 0) {
                if (i - from > longest.length()) {
                    longest = text.substring(from, i);
                }
                from = i + 1;
            }
        }
        return longest;
    }
}
