package io.carom.store.jdbc;

import io.carom.api.BounceType;
import io.carom.api.CampaignContext;
import io.carom.api.Promotion;
import io.carom.api.ServerContext;
import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Known;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.Subscriber;
import io.carom.spi.Undos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers look-ups by key, many keys with one statement. Keys are asked for as they are stored and answered as they were asked for. */
final class Loader {
    private static final int[] CHUNKS = {1, 8, 64, 512};
    private static final String MESSAGE =
            "select scope, address, message, verdict, softs, attempts, counted, early, spared from message_state";

    private final Session session;
    private final Dialect dialect;

    /** Takes one row of an answer. */
    @FunctionalInterface
    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    Loader(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    Known load(Lookup lookup) throws SQLException {
        Set<String> events = new HashSet<>();
        Map<String, String> ids = stored(lookup.events(), Stored.ID);
        each("select id from event where id", List.of(), ids.keySet(), row -> {
            events.add(asked(ids, row.getString(1)));
        });
        return new Known(
                events,
                histories(lookup.addresses()),
                messages(lookup.messages()),
                servers(lookup.servers()),
                campaigns(lookup.campaigns()));
    }

    /** These addresses with their histories, in their order; what is not there is left out. */
    List<Subscriber> subscribers(List<AddressKey> addresses) throws SQLException {
        Map<AddressKey, History> found = histories(new HashSet<>(addresses));
        List<Subscriber> subscribers = new ArrayList<>();
        for (AddressKey address : addresses) {
            History history = found.get(address);
            if (history != null) {
                subscribers.add(new Subscriber(address, history));
            }
        }
        return subscribers;
    }

    /** Which of these are there, each with its status. */
    Map<AddressKey, String> statuses(Collection<AddressKey> addresses) throws SQLException {
        Map<AddressKey, String> statuses = new HashMap<>();
        byScope(addresses, "select address, status from address", (key, row) -> statuses.put(key, row.getString(2)));
        return statuses;
    }

    /** All decisions that changed these addresses, in the order of recording. */
    Map<AddressKey, List<Undos.Link>> lineage(Collection<AddressKey> addresses) throws SQLException {
        Map<AddressKey, List<Undos.Link>> lines = new HashMap<>();
        byScope(
                addresses,
                "select address, c.seq, c.at, b.undoes from subscriber_change c"
                        + " left join subscriber_before b on b.seq = c.seq",
                (key, row) -> {
                    long undoes = row.getLong(4);
                    boolean none = row.wasNull();
                    lines.computeIfAbsent(key, first -> new ArrayList<>())
                            .add(new Undos.Link(
                                    row.getLong(2), Instants.of(row.getLong(3)), none ? null : (Long) undoes));
                });
        lines.values().forEach(line -> line.sort(Comparator.comparingLong(Undos.Link::seq)));
        return lines;
    }

    private Map<AddressKey, History> histories(Set<AddressKey> addresses) throws SQLException {
        Map<AddressKey, History> histories = new HashMap<>();
        byScope(
                addresses,
                "select address, status, since, soft_run, last_soft, gone_run, gone_since, last_success, last_engaged,"
                        + " last_activity, bounced_by, probation, hold_event, hold_from, hold_until, hold_decision, hold_incident from address",
                (key, row) -> histories.put(key, history(row)));
        return histories;
    }

    /** Takes one row about an address. */
    @FunctionalInterface
    private interface AddressRow {
        void take(AddressKey key, ResultSet row) throws SQLException;
    }

    private void byScope(Collection<AddressKey> addresses, String select, AddressRow sink) throws SQLException {
        Map<String, Map<String, AddressKey>> byScope = new HashMap<>();
        for (AddressKey key : addresses) {
            byScope.computeIfAbsent(Stored.key(key.scope(), Stored.SCOPE), same -> new HashMap<>())
                    .put(Stored.key(key.address(), Stored.ADDRESS), key);
        }
        for (Map.Entry<String, Map<String, AddressKey>> scope : byScope.entrySet()) {
            Map<String, AddressKey> keys = scope.getValue();
            each(select + " where scope = ? and address", List.of(scope.getKey()), keys.keySet(), row -> {
                AddressKey key = keys.get(row.getString(1));
                if (key != null) {
                    sink.take(key, row);
                }
            });
        }
    }

    private static History history(ResultSet row) throws SQLException {
        String holdEvent = row.getString(13);
        Instant holdFrom = time(row, 14);
        Instant holdUntil = time(row, 15);
        String bouncedBy = row.getString(11);
        return new History(
                SubscriberStatus.of(row.getString(2)).orElse(SubscriberStatus.SUBSCRIBED),
                time(row, 3),
                row.getInt(4),
                time(row, 5),
                row.getInt(6),
                time(row, 7),
                time(row, 8),
                time(row, 9),
                time(row, 10),
                bouncedBy == null ? null : Promotion.valueOf(bouncedBy.toUpperCase(Locale.ROOT)),
                holdEvent == null || holdFrom == null || holdUntil == null
                        ? null
                        : new History.Hold(
                                holdEvent, holdFrom, holdUntil, String.valueOf(row.getString(16)), row.getLong(17)),
                row.getInt(12));
    }

    private Map<MessageKey, MessageState> messages(Set<MessageKey> wanted) throws SQLException {
        Map<MessageKey, MessageState> found = new HashMap<>();
        Map<MessageKey, MessageKey> keys = new HashMap<>();
        for (MessageKey key : wanted) {
            AddressKey address = key.address();
            keys.put(
                    new MessageKey(
                            new AddressKey(
                                    Stored.key(address.scope(), Stored.SCOPE),
                                    Stored.key(address.address(), Stored.ADDRESS)),
                            Stored.key(key.message(), Stored.ID)),
                    key);
        }
        Row sink = row -> {
            MessageKey key =
                    keys.get(new MessageKey(new AddressKey(row.getString(1), row.getString(2)), row.getString(3)));
            if (key != null) {
                found.put(key, message(row));
            }
        };
        List<MessageKey> left = new ArrayList<>(keys.keySet());
        int most = dialect.findsPairs() ? CHUNKS[2] : 1;
        for (int at = 0; at < left.size(); ) {
            int size = left.size() - at >= most ? most : 1;
            String sql = size == 1
                    ? MESSAGE + " where scope = ? and address = ? and message = ?"
                    : MESSAGE + " where (scope, address, message) in (" + "(?, ?, ?), ".repeat(size - 1) + "(?, ?, ?))";
            Bind bind = session.bind(sql);
            for (MessageKey key : left.subList(at, at + size)) {
                bind.text(key.address().scope()).text(key.address().address()).text(key.message());
            }
            take(bind, sink);
            at += size;
        }
        return found;
    }

    private static MessageState message(ResultSet row) throws SQLException {
        String verdict = row.getString(4);
        return new MessageState(
                verdict == null ? null : BounceType.of(verdict).orElse(null),
                row.getInt(5),
                row.getLong(6),
                row.getInt(7) != 0,
                row.getInt(8),
                row.getInt(9));
    }

    private Map<String, ServerContext> servers(Set<String> wanted) throws SQLException {
        Map<String, ServerContext> found = new HashMap<>();
        Map<String, String> keys = stored(wanted, Stored.NAME);
        each("select id, retry_policy, ip from server where id", List.of(), keys.keySet(), row -> {
            String id = asked(keys, row.getString(1));
            found.put(id, new ServerContext(id, row.getString(2), row.getString(3)));
        });
        return found;
    }

    private Map<String, CampaignContext> campaigns(Set<String> wanted) throws SQLException {
        Map<String, CampaignContext> found = new HashMap<>();
        Map<String, String> keys = stored(wanted, Stored.NAME);
        each("select id, sent, first_send from campaign where id", List.of(), keys.keySet(), row -> {
            String id = asked(keys, row.getString(1));
            long sent = row.getLong(2);
            found.put(id, new CampaignContext(id, row.wasNull() ? null : (Long) sent, row.getInt(3) != 0));
        });
        return found;
    }

    /** Asks for {@code keys} in chunks of few sizes, so that few statements are prepared; the last key fills a chunk up. */
    /** The rows of a query that ends with a column, for those keys in it. */
    private void each(String query, List<String> first, Collection<String> keys, Row sink) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            eachByIndex(query, first, keys, sink);
            return;
        }
        List<String> left = new ArrayList<>(keys);
        for (int at = 0; at < left.size(); ) {
            int size = chunk(left.size() - at);
            Bind bind = session.bind(query + " in (" + "?, ".repeat(size - 1) + "?)");
            for (String value : first) {
                bind.text(value);
            }
            for (int i = 0; i < size; i++) {
                bind.text(left.get(Math.min(at + i, left.size() - 1)));
            }
            take(bind, sink);
            at += size;
        }
    }

    /**
     * One look into the index for each key, whatever the planner takes the table for: a plan for a list of keys that was made while a
     * store is new compares every row with every key, and a prepared statement keeps it until the server gathers statistics.
     */
    private void eachByIndex(String query, List<String> first, Collection<String> keys, Row sink) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        Bind bind = session.bind("select found.* from unnest(cast(? as text[])) as wanted (key) cross join lateral ("
                + query + " = wanted.key offset 0) as found");
        bind.texts(keys);
        for (String value : first) {
            bind.text(value);
        }
        take(bind, sink);
    }

    private static void take(Bind bind, Row sink) throws SQLException {
        try (ResultSet rows = bind.query()) {
            while (rows.next()) {
                sink.take(rows);
            }
        }
    }

    private static int chunk(int left) {
        for (int size : CHUNKS) {
            if (left <= size) {
                return size;
            }
        }
        return CHUNKS[CHUNKS.length - 1];
    }

    private static Map<String, String> stored(Set<String> wanted, int max) {
        Map<String, String> stored = new HashMap<>();
        for (String key : wanted) {
            stored.put(Stored.key(key, max), key);
        }
        return stored;
    }

    private static String asked(Map<String, String> keys, String stored) {
        return keys.getOrDefault(stored, stored);
    }

    static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? null : Instants.of(nanos);
    }
}
