package io.carom.store.jdbc;

import java.util.ArrayList;
import java.util.List;

/** Where the databases differ: one place for each difference. */
enum Dialect {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql"),
    MARIADB("mariadb");

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    /** Where its migrations are. */
    String migrations() {
        return "classpath:db/migration/" + folder;
    }

    /** An insert that replaces {@code replaced} and adds to {@code added} where the keys are there already. */
    String upsert(String table, List<String> keys, List<String> replaced, List<String> added) {
        StringBuilder sql = new StringBuilder("insert into ").append(table).append(" (");
        StringBuilder marks = new StringBuilder();
        for (List<String> columns : List.of(keys, replaced, added)) {
            for (String column : columns) {
                if (!marks.isEmpty()) {
                    sql.append(", ");
                    marks.append(", ");
                }
                sql.append(column);
                marks.append('?');
            }
        }
        sql.append(") values (").append(marks).append(") ");
        sql.append(
                this == MARIADB
                        ? "on duplicate key update "
                        : "on conflict (" + String.join(", ", keys) + ") do update set ");
        String between = "";
        for (String column : replaced) {
            sql.append(between).append(column).append(" = ").append(proposed(column));
            between = ", ";
        }
        for (String column : added) {
            sql.append(between)
                    .append(column)
                    .append(" = ")
                    .append(table)
                    .append('.')
                    .append(column);
            sql.append(" + ").append(proposed(column));
            between = ", ";
        }
        return sql.toString();
    }

    /**
     * A statement with the first mention of {@code column} in quotes: MariaDB's driver takes the bare word `duplicate` for part of
     * `on duplicate key` and sends row by row what it would have sent in bulk.
     */
    String quoted(String sql, String column) {
        return this == MARIADB ? sql.replaceFirst("\\b" + column + "\\b", "`" + column + "`") : sql;
    }

    /** An insert that does nothing where the keys are there already. */
    String insertMissing(String table, List<String> keys, List<String> others) {
        String columns = String.join(", ", keys) + (others.isEmpty() ? "" : ", " + String.join(", ", others));
        String marks = "?" + ", ?".repeat(keys.size() + others.size() - 1);
        return "insert into " + table + " (" + columns + ") values (" + marks + ") "
                + (this == MARIADB
                        ? "on duplicate key update " + keys.get(0) + " = " + table + "." + keys.get(0)
                        : "on conflict do nothing");
    }

    /** The same for the rows that {@code select} answers; {@code update} is what happens to those that are there already. */
    String upsertFrom(String table, List<String> keys, List<String> others, String select, String update) {
        List<String> columns = new ArrayList<>(keys);
        columns.addAll(others);
        return "insert into " + table + " (" + String.join(", ", columns) + ") " + select
                + (this == MARIADB
                        ? " on duplicate key update "
                        : " on conflict (" + String.join(", ", keys) + ") do update set ")
                + update;
    }

    /** The value that an upsert would have inserted. */
    String proposed(String column) {
        return this == MARIADB ? "values(" + column + ")" : "excluded." + column;
    }

    /** The smaller or greater of two values. */
    String lesser(String one, String other) {
        return (this == SQLITE ? "min(" : "least(") + one + ", " + other + ")";
    }

    /** The greater of two values. */
    String greater(String one, String other) {
        return (this == SQLITE ? "max(" : "greatest(") + one + ", " + other + ")";
    }

    /** A test whether {@code column} contains a pattern of {@code like}, in any case as far as ASCII goes. */
    String contains(String column) {
        return switch (this) {
            case SQLITE -> column + " like ? escape '!'";
            case POSTGRESQL -> column + " ilike ? escape '!'";
            case MARIADB -> "lower(" + column + ") like lower(?) escape '!'";
        };
    }

    /** Whether a list of pairs is found by the index; else pairs are asked for one at a time, which costs nothing in process. */
    boolean findsPairs() {
        return this != SQLITE;
    }
}
