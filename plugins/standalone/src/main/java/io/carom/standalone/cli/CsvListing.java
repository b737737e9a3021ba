package io.carom.standalone.cli;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values with a heading. A value that a spreadsheet would run as a formula gets an apostrophe in front.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180#section-2">RFC 4180, 2</a>
 */
final class CsvListing extends Listing {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?");

    private final List<Column> columns;

    CsvListing(Output output, List<Column> columns) {
        super(output);
        this.columns = columns.stream().filter(Column::inCsv).toList();
        line(Column::name);
    }

    @Override
    public void print(Supplier<String> json, Function<Column, @Nullable String> cells) {
        line(cells);
    }

    private void line(Function<Column, @Nullable String> cells) {
        String comma = "";
        for (Column column : columns) {
            String value = cells.apply(column);
            output.print(comma).print(value == null ? "" : quote(value));
            comma = ",";
        }
        output.print("\r\n");
    }

    private static String quote(String value) {
        String safe = isFormula(value) ? "'" + value : value;
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return "\"" + safe.replace("\"", "\"\"") + "\"";
            }
        }
        return safe;
    }

    private static boolean isFormula(String value) {
        return !value.isEmpty()
                && !value.startsWith("- ")
                && "=+-@\t\r".indexOf(value.charAt(0)) >= 0
                && !NUMBER.matcher(value).matches();
    }
}
