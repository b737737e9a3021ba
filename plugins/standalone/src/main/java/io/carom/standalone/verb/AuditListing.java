package io.carom.standalone.verb;

import io.carom.spi.AuditRow;
import io.carom.spi.Desk;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.decision.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who changed what by hand, as a listing. Stateless. */
final class AuditListing {
    private static final int PAGE = 500;
    private static final List<Column> COLUMNS = List.of(
            Column.csvOnly("at"),
            Column.tableOnly("time", "TIME (UTC)", 16),
            Column.of("who", "WHO", 20),
            Column.of("what", "WHAT", 20),
            Column.of("rows", "ROWS", 8),
            Column.of("about", "ABOUT", 40),
            Column.of("why", "WHY", 0));

    private AuditListing() {}

    /** Prints acts, newest first; {@code most} 0 for all. */
    static void print(Shell shell, @Nullable Format format, Desk desk, long most, long offset) {
        try (Listing listing = Listing.of(shell, format, COLUMNS)) {
            long printed = 0;
            while (!shell.stop().asked() && !listing.readerGone()) {
                int page = most == 0 ? PAGE : (int) Math.min(PAGE, most - printed);
                List<AuditRow> rows = page == 0 ? List.of() : desk.audit(page, offset + printed);
                rows.forEach(row -> listing.print(() -> json(row), column -> cell(row, column.name())));
                printed += rows.size();
                if (rows.size() < page || page == 0) {
                    return;
                }
            }
        }
    }

    private static String json(AuditRow row) {
        return JsonLine.of(json -> {
            json.writeStringProperty("at", row.act().at().toString());
            json.writeStringProperty("who", row.act().who());
            json.writeStringProperty("what", row.what());
            json.writeNumberProperty("rows", row.rows());
            json.writeStringProperty("about", row.about());
            json.writeStringProperty("why", row.act().why());
        });
    }

    private static String cell(AuditRow row, String column) {
        return switch (column) {
            case "at" -> row.act().at().toString();
            case "time" -> Times.column(row.act().at());
            case "who" -> row.act().who();
            case "what" -> row.what();
            case "rows" -> String.valueOf(row.rows());
            case "about" -> row.about();
            default -> row.act().why();
        };
    }
}
