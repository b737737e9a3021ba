package io.carom.store.jdbc;

import io.carom.spi.Backstory;
import io.carom.spi.Before;
import io.carom.spi.LogRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is behind decisions that changed a subscriber, many with a few statements. For one thread. */
final class BackstoryQuery {
    private static final int CHUNK = 100;
    private static final String CHANGES =
            "select c.seq, e.id, b.hold_event, case when b.seq is null then 0 else 1 end, "
                    + BeforeTable.COLUMNS + " from subscriber_change c join event e on e.seq = c.seq"
                    + " left join subscriber_before b on b.seq = c.seq where c.seq in ";

    private final Session session;
    /** Keeps SQLite from walking over every event of a kind. */
    private final String kind;

    BackstoryQuery(Session session, Dialect dialect) {
        this.session = session;
        this.kind = dialect == Dialect.SQLITE ? "+e.kind" : "e.kind";
    }

    /** What is known of one decision while the rest is being read. */
    private static final class Draft {
        @Nullable
        Before before;

        long origin;

        @Nullable
        String hold;

        final List<String> earlier = new ArrayList<>(0);
        final List<LogRow> later = new ArrayList<>(0);
    }

    Map<Long, Backstory> read(Collection<Long> seqs) throws SQLException {
        Map<Long, Backstory> found = new LinkedHashMap<>();
        List<Long> left = new ArrayList<>(seqs);
        try (RecordText texts = new RecordText()) {
            for (int at = 0; at < left.size(); at += CHUNK) {
                chunk(left.subList(at, Math.min(left.size(), at + CHUNK)), texts, found);
            }
        }
        return found;
    }

    private void chunk(List<Long> seqs, RecordText texts, Map<Long, Backstory> found) throws SQLException {
        Map<Long, Draft> drafts = new LinkedHashMap<>();
        each(CHANGES, "", seqs, row -> {
            Draft draft = new Draft();
            draft.before = row.getInt(4) == 0 ? null : BeforeTable.read(row, 5);
            draft.origin = row.getString(2) == null ? -1 : row.getLong(1);
            draft.hold = row.getString(3);
            if (draft.before != null && draft.before.undone() != null) {
                draft.origin = draft.before.undone().origin();
            }
            drafts.put(row.getLong(1), draft);
        });
        findHolds(drafts.values());
        Map<Long, List<Draft>> byOrigin = new HashMap<>();
        for (Draft draft : drafts.values()) {
            byOrigin.computeIfAbsent(draft.origin, none -> new ArrayList<>(1)).add(draft);
        }
        Map<Long, LogRow> origins = new HashMap<>();
        List<Long> known = new ArrayList<>(byOrigin.keySet());
        each(
                LogQuery.SELECT + " where e.seq in ",
                "",
                known,
                row -> origins.put(row.getLong(1), LogQuery.row(row, 0, texts)));
        each(
                LogQuery.SELECT
                                .replace("select e.seq", "select o.seq, e.seq")
                                .replace(
                                        "from event e",
                                        "from event o join event e on e.address = o.address and e.scope = o.scope"
                                                + " and e.message = o.message and e.seq < o.seq and e.duplicate = 0 and "
                                                + kind + " = 'bounce'")
                        + " where o.seq in ",
                " order by e.seq",
                known,
                row -> {
                    String json = LogQuery.row(row, 1, texts).eventJson();
                    for (Draft draft : byOrigin.getOrDefault(row.getLong(1), List.of())) {
                        if (json != null && draft.earlier.size() < Backstory.MOST_EARLIER) {
                            draft.earlier.add(json);
                        }
                    }
                });
        each(
                LogQuery.SELECT
                                .replace("select e.seq", "select c.seq, e.seq")
                                .replace(
                                        "from event e",
                                        "from subscriber_change c join event e on e.address = c.address and e.scope = c.scope"
                                                + " and e.seq > c.seq")
                        + " where " + kind + " in ('bounce', 'unsubscribed', 'complaint')"
                        + " and (e.kind = 'unsubscribed' or (e.bounce_type = 'hard' and e.fault = 'recipient'"
                        + " and e.duplicate = 0) or e.reason in ('feedback_abuse', 'feedback_opt_out'))"
                        + " and not exists (select 1 from subscriber_change x where x.seq = e.seq) and c.seq in ",
                " order by e.seq",
                seqs,
                row -> {
                    Draft draft = drafts.get(row.getLong(1));
                    if (draft != null && draft.later.size() < Backstory.MOST_LATER) {
                        draft.later.add(LogQuery.row(row, 1, texts));
                    }
                });
        drafts.forEach((seq, draft) -> found.put(
                seq, new Backstory(seq, draft.before, origins.get(draft.origin), draft.earlier, draft.later)));
    }

    /** The end of a hold has no event of its own: the one that asked for it is meant. */
    private void findHolds(Collection<Draft> drafts) throws SQLException {
        for (Draft draft : drafts) {
            if (draft.origin < 0 && draft.hold != null) {
                try (ResultSet rows = session.bind("select seq from event where id = ?")
                        .text(draft.hold)
                        .query()) {
                    draft.origin = rows.next() ? rows.getLong(1) : -1;
                }
            }
        }
    }

    /** Takes one row of an answer. */
    @FunctionalInterface
    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    /** Asks for all of {@code seqs} at once; the last one fills up, so that the statement is prepared once. */
    private void each(String before, String after, List<Long> seqs, Row sink) throws SQLException {
        if (seqs.isEmpty()) {
            return;
        }
        Bind bind = session.bind(before + "(" + "?, ".repeat(CHUNK - 1) + "?)" + after);
        for (int i = 0; i < CHUNK; i++) {
            bind.number(seqs.get(Math.min(i, seqs.size() - 1)).longValue());
        }
        try (ResultSet rows = bind.query()) {
            while (rows.next()) {
                sink.take(rows);
            }
        }
    }
}
