package io.carom.standalone.undo;

import io.carom.spi.AddressKey;
import io.carom.spi.StatusChange;
import io.carom.standalone.cli.CsvLines;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Wrong;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decisions that a file names: by the row of the log, by the event, or by the address, whichever column the file has first of these. It is
 * CSV with a heading as {@code carom undo --format csv} prints it, or a list of addresses, one a line. Immutable once read.
 */
public final class ListedDecisions implements Predicate<StatusChange> {
    private static final int MOST = 1_000_000;
    private static final int LONGEST = 512;

    private final Set<Long> rows = new HashSet<>();
    private final Set<String> events = new HashSet<>();
    private final Set<String> addresses = new HashSet<>();

    private ListedDecisions() {}

    /** What {@code file} names ({@code -} is {@code in}). A bad line is told and passed over. Fails with {@link Wrong}. */
    public static ListedDecisions read(String file, InputStream in, Notices notices) {
        ListedDecisions listed = new ListedDecisions();
        try (BufferedReader lines = file.equals("-")
                ? new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file))) {
            listed.read(file, new CsvLines(lines), notices);
        } catch (IOException e) {
            throw new Wrong("cannot read the decisions in " + file + ": " + e.getMessage());
        }
        return listed;
    }

    private void read(String file, CsvLines lines, Notices notices) throws IOException {
        List<String> heading = lines.next();
        if (heading == null) {
            throw new Wrong(file + " names no decision; it is empty");
        }
        int column = column(heading, "row");
        Column kind = Column.ROW;
        if (column < 0) {
            column = column(heading, "event");
            kind = Column.EVENT;
        }
        if (column < 0) {
            column = Math.max(column(heading, "recipient"), column(heading, "address"));
            kind = Column.ADDRESS;
        }
        if (column < 0 && heading.get(0).indexOf('@') > 0) {
            column = 0;
            add(file, lines, Column.ADDRESS, heading.get(0), notices);
        } else if (column < 0) {
            throw new Wrong(file + " has no column `row`, `event`, `recipient` or `address`; "
                    + "`carom undo --format csv` prints such a file");
        }
        List<String> cells = lines.next();
        while (cells != null) {
            add(file, lines, kind, column < cells.size() ? cells.get(column) : null, notices);
            cells = lines.next();
        }
    }

    private enum Column {
        ROW,
        EVENT,
        ADDRESS
    }

    private static int column(List<String> heading, String name) {
        for (int i = 0; i < heading.size(); i++) {
            if (heading.get(i).strip().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private void add(String file, CsvLines lines, Column kind, @Nullable String cell, Notices notices) {
        if (size() >= MOST) {
            throw new Wrong(String.format(Locale.ROOT, "%s names more than %,d decisions; split it", file, MOST));
        }
        String value = cell == null ? "" : cell.strip();
        if (value.isEmpty() || value.length() > LONGEST) {
            notices.bad(file + ":" + lines.number(), "this line names no decision; it is passed over");
        } else if (kind == Column.EVENT) {
            events.add(value);
        } else if (kind == Column.ADDRESS && value.indexOf('@') > 0) {
            addresses.add(AddressKey.of("", value).address());
        } else if (kind == Column.ROW && value.matches("[0-9]{1,18}")) {
            rows.add(Long.valueOf(value));
        } else {
            notices.bad(file + ":" + lines.number(), "`" + value + "` names no decision; it is passed over");
        }
    }

    /** How many the file names. */
    public int size() {
        return rows.size() + events.size() + addresses.size();
    }

    @Override
    public boolean test(StatusChange change) {
        return rows.contains(change.seq())
                || (change.event() != null && events.contains(change.event()))
                || addresses.contains(change.address().address());
    }
}
