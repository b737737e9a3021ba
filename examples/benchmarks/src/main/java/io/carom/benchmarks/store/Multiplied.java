package io.carom.benchmarks.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes a large store of a small one: every row again and again with other ids, addresses, messages and campaigns, at times in between.
 * The rows are those that the journal would have written; indexes are built afterwards. Nobody else may have the store open.
 */
final class Multiplied {
    private static final List<String> TABLES = List.of(
            "event",
            "record",
            "subscriber_change",
            "subscriber_change_rule",
            "address",
            "message_state",
            "campaign_tally");

    private Multiplied() {}

    /** Makes {@code times} as many rows of the {@code events} in {@code store}, whose times are {@code spread} nanoseconds apart. */
    static void by(int times, Path store, long events, long spread) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute("pragma synchronous = off");
            statement.execute("pragma cache_size = -1000000");
            statement.execute(
                    "pragma temp_store_directory = '" + store.toAbsolutePath().getParent() + "'");
            List<String> indexes = indexes(statement);
            for (String index : indexes) {
                statement.execute("drop index " + index.split(" ")[2]);
            }
            // The host has done what there was to do, and sent again what was to be sent again.
            statement.execute("delete from outbox");
            for (int time = 1; time < times; time++) {
                String prefix = "'0" + time + "-' || ";
                Map<String, String> other = Map.of(
                        "seq", "seq + " + time * events,
                        "id", prefix + "substr(id, 4)",
                        "at", "at + " + time * (spread / times),
                        "address", prefix + "address",
                        "message", prefix + "message",
                        "campaign", "campaign || '-" + time + "'");
                for (String table : TABLES) {
                    statement.execute(copy(statement, table, other) + original(table, events));
                }
            }
            statement.execute("update tally set total = total * " + times);
            // A copy has the domain, the day and the code of its original; the address is another one.
            statement.execute(
                    "update domain_total set addresses = addresses * %1$d, bounces = bounces * %1$d".formatted(times));
            statement.execute("update domain_day set hard = hard * %1$d, soft = soft * %1$d".formatted(times));
            statement.execute("update domain_code set bounces = bounces * " + times);
            statement.execute("update sequence set last = last * " + times + " where name in ('event', 'folded')");
            for (String index : indexes) {
                statement.execute(index);
            }
        }
    }

    private static String original(String table, long events) {
        return switch (table) {
            case "address", "message_state" -> " where address > 'u'";
            case "campaign_tally" -> " where campaign not like 'campaign-%-%'";
            default -> " where seq <= " + events;
        };
    }

    private static String copy(Statement statement, String table, Map<String, String> other) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select name from pragma_table_info('" + table + "')")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
                values.add(other.getOrDefault(rows.getString(1), rows.getString(1)));
            }
        }
        return "insert into " + table + " (" + String.join(", ", columns) + ") select " + String.join(", ", values)
                + " from " + table;
    }

    private static List<String> indexes(Statement statement) throws SQLException {
        List<String> indexes = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "select sql from sqlite_master where type = 'index' and tbl_name = 'event' and sql is not null")) {
            while (rows.next()) {
                indexes.add(rows.getString(1));
            }
        }
        return indexes;
    }
}
