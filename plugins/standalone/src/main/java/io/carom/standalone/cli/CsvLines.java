package io.carom.standalone.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV (RFC 4180) as this program writes it: values with commas, quotes and line ends in quotes, and an apostrophe in front of what a
 * spreadsheet would run as a formula, which is taken away again. Bounded. For one thread.
 */
public final class CsvLines {
    private static final int MOST_CELLS = 200;
    private static final int MOST_CHARACTERS = 1 << 20;

    private final BufferedReader in;
    private long line;
    private long first;

    /** From {@code in}, which the caller closes. */
    public CsvLines(BufferedReader in) {
        this.in = in;
    }

    /** The number of the line that the row read last began in; 1 is the first. */
    public long number() {
        return first;
    }

    /**
     * The next row that is not blank, or null behind the last one.
     *
     * @throws IOException when reading fails, or a row is larger than any that is meant
     */
    public @Nullable List<String> next() throws IOException {
        String text = in.readLine();
        line++;
        while (text != null && text.isBlank()) {
            text = in.readLine();
            line++;
        }
        if (text == null) {
            return null;
        }
        first = line;
        if (line == 1 && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        return cells(text);
    }

    private List<String> cells(String begun) throws IOException {
        String text = begun;
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int at = 0;
        while (true) {
            if (at >= text.length()) {
                String more = quoted ? in.readLine() : null;
                if (more == null) {
                    cells.add(plain(cell));
                    return cells;
                }
                line++;
                cell.append('\n');
                text = more;
                at = 0;
                continue;
            }
            char c = text.charAt(at++);
            if (quoted && c == '"' && at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(plain(cell));
                cell.setLength(0);
            } else {
                cell.append(c);
            }
            if (cells.size() > MOST_CELLS || cell.length() > MOST_CHARACTERS) {
                throw new IOException("line " + first + ": a row this large is no CSV of decisions");
            }
        }
    }

    private static String plain(CharSequence cell) {
        boolean guarded = cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@\t\r".indexOf(cell.charAt(1)) >= 0;
        return guarded ? cell.subSequence(1, cell.length()).toString() : cell.toString();
    }
}
