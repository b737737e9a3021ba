package io.carom.store.jdbc;

import io.carom.api.JournalException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a database says, in words that name the store and the remedy. */
final class Faults {
    private Faults() {}

    static JournalException of(Target target, String doing, SQLException thrown) {
        SQLException error = first(thrown);
        Fault fault = target.dialect() == Dialect.SQLITE ? sqlite(error) : server(error);
        String said = firstLine(error.getMessage());
        return new JournalException(
                target.shown() + ": cannot " + doing + ": "
                        + (fault == null ? said + "; see the cause" : fault.words + " (" + said + ")"),
                fault != null && fault.passes,
                error);
    }

    /** What happened first: the pool wraps why it has no connection. */
    private static SQLException first(SQLException thrown) {
        SQLException first = thrown;
        Throwable cause = thrown.getCause();
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLException deeper) {
                first = deeper;
            }
        }
        return first;
    }

    /** Whether the connection is of no more use. */
    static boolean lost(Target target, SQLException error) {
        String state = state(error);
        return target.dialect() != Dialect.SQLITE
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("25P03")
                        || state.equals("HY000")
                        || state.isEmpty());
    }

    /** Whether a table is not there. */
    static boolean noTable(SQLException error) {
        String state = state(error);
        return state.equals("42P01")
                || state.equals("42S02")
                || (error.getErrorCode() == 1
                        && String.valueOf(error.getMessage()).contains("no such table"));
    }

    /** Whether a row is there already. */
    static boolean alreadyThere(Target target, SQLException error) {
        return target.dialect() == Dialect.SQLITE
                ? (error.getErrorCode() & 0xff) == 19
                : state(error).startsWith("23");
    }

    private record Fault(String words, boolean passes) {}

    /** By SQLite's result code. */
    private static @Nullable Fault sqlite(SQLException error) {
        return switch (error.getErrorCode() & 0xff) {
            case 5, 6 -> new Fault("another process writes to it; stop it or use --store with another file", true);
            case 8 ->
                new Fault(
                        "it is read-only; make the file and its folder writable or use --store with another file",
                        false);
            case 10 -> new Fault("the disk failed; check it, then restore a backup if `doctor` says so", false);
            case 11 -> new Fault("the file is damaged; restore a backup or use --store with another file", false);
            case 13 -> new Fault("the disk is full; free some space and run again", false);
            case 14 -> new Fault("the file cannot be opened; check its folder and its rights", false);
            case 26 -> new Fault("the file is no SQLite database; use --store with another file", false);
            default -> null;
        };
    }

    /** By SQLSTATE, and by the number where the state says nothing. */
    private static @Nullable Fault server(SQLException error) {
        String state = state(error);
        int code = error.getErrorCode();
        if (state.startsWith("28") || code == 1045 || code == 1044) {
            return new Fault("the server refuses the name or password; check user and password", false);
        }
        if (state.equals("3D000") || code == 1049) {
            return new Fault("there is no such database; create it or correct the URL", false);
        }
        if (state.equals("53100") || code == 1021 || code == 1114 || code == 3) {
            return new Fault("the server's disk is full; free some space and run again", false);
        }
        if (state.equals("25006") || code == 1290 || code == 1792 || code == 1836) {
            return new Fault("the server is read-only; use the primary", false);
        }
        if (state.equals("42501") || code == 1142 || code == 1227) {
            return new Fault("the user may not do that; grant it the rights on this database", false);
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")) {
            return new Fault("the server does not answer; it is tried again", true);
        }
        if (state.equals("25P03")) {
            return new Fault("its turn took too long and was ended; it is tried again", true);
        }
        if (state.startsWith("40") || state.equals("55P03") || state.equals("57014") || code == 1205 || code == 1213) {
            return new Fault("another transaction was in the way; it is tried again", true);
        }
        return null;
    }

    private static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    private static String firstLine(@Nullable String message) {
        if (message == null) {
            return "no reason given";
        }
        String line = message.strip();
        int end = line.indexOf('\n');
        line = end < 0 ? line : line.substring(0, end);
        return line.toLowerCase(Locale.ROOT).contains("password=") ? "the message holds a password" : line;
    }
}
