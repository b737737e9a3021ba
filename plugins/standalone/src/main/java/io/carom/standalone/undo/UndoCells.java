package io.carom.standalone.undo;

import io.carom.engine.undo.Choice;
import io.carom.spi.LogRow;
import io.carom.spi.UndoRow;
import io.carom.spi.UndoRun;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.decision.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How decisions, rows and runs of an undo are printed. Stateless. */
public final class UndoCells {
    /** Decisions, before anything is done. */
    public static final List<Column> CHOICES = List.of(
            Column.csvOnly("row").ofNumbers(),
            Column.csvOnly("event"),
            Column.csvOnly("at"),
            Column.tableOnly("time", "TIME (UTC)", 16),
            Column.of("recipient", "RECIPIENT", 36),
            Column.csvOnly("scope"),
            Column.of("from", "FROM", 12),
            Column.of("to", "TO", 12),
            Column.csvOnly("rules"),
            Column.csvOnly("policy"),
            Column.of("status", "CODE", 8),
            Column.of("today", "TODAY", 30),
            Column.of("left", "LEFT BECAUSE", 30),
            Column.of("diagnostic", "WHAT THE RECEIVER SAID", 0));

    /** Rows of a run. */
    public static final List<Column> ROWS = List.of(
            Column.csvOnly("run").ofNumbers(),
            Column.csvOnly("row").ofNumbers(),
            Column.csvOnly("at"),
            Column.tableOnly("time", "TIME (UTC)", 16),
            Column.of("recipient", "RECIPIENT", 36),
            Column.csvOnly("scope"),
            Column.of("from", "BACK TO", 12),
            Column.of("to", "FROM", 12),
            Column.of("state", "STATE", 8),
            Column.of("today", "TODAY", 30),
            Column.of("left", "LEFT BECAUSE", 0));

    /** Runs. */
    public static final List<Column> RUNS = List.of(
            Column.of("run", "RUN", 6).ofNumbers(),
            Column.csvOnly("at"),
            Column.tableOnly("time", "ORDERED (UTC)", 16),
            Column.of("who", "BY", 14),
            Column.of("state", "STATE", 10),
            Column.of("rows", "ROWS", 9).ofNumbers(),
            Column.of("done", "DONE", 9).ofNumbers(),
            Column.of("left", "LEFT", 9).ofNumbers(),
            Column.csvOnly("undoes").ofNumbers(),
            Column.csvOnly("policy"),
            Column.csvOnly("why"),
            Column.of("selection", "WHAT", 0));

    private UndoCells() {}

    /** A cell of {@link #CHOICES}. */
    public static @Nullable String of(Choice choice, String column) {
        LogRow origin = choice.origin();
        return switch (column) {
            case "row" -> Long.toString(choice.change().seq());
            case "event" -> choice.change().event();
            case "at" -> choice.change().at().toString();
            case "time" -> Times.column(choice.change().at());
            case "recipient" -> choice.change().address().address();
            case "scope" -> choice.change().address().scope();
            case "from" -> choice.change().from().word();
            case "to" -> choice.change().to().word();
            case "rules" -> String.join(" ", choice.change().rules());
            case "policy" -> choice.change().policy();
            case "status" -> origin == null ? null : origin.status();
            case "today" -> choice.today().words();
            case "left" -> choice.why();
            case "diagnostic" -> origin == null ? null : origin.diagnostic();
            default -> null;
        };
    }

    /** A cell of {@link #ROWS}. */
    public static @Nullable String of(UndoRow row, String column) {
        return switch (column) {
            case "run" -> Long.toString(row.run());
            case "row" -> Long.toString(row.seq());
            case "at" -> row.at().toString();
            case "time" -> Times.column(row.at());
            case "recipient" -> row.address().address();
            case "scope" -> row.address().scope();
            case "from" -> row.from().word();
            case "to" -> row.to().word();
            case "state" -> row.state().word();
            case "today" -> row.today();
            case "left" -> row.why();
            default -> null;
        };
    }

    /** A cell of {@link #RUNS}; {@code words} says what was chosen. */
    public static @Nullable String of(UndoRun run, String words, String column) {
        return switch (column) {
            case "run" -> Long.toString(run.id());
            case "at" -> run.act().at().toString();
            case "time" -> Times.column(run.act().at());
            case "who" -> run.act().who();
            case "why" -> run.act().why();
            case "state" -> run.state().word();
            case "rows" -> Long.toString(run.rows());
            case "done" -> Long.toString(run.done());
            case "left" -> Long.toString(run.left());
            case "undoes" -> run.undoes() == null ? null : run.undoes().toString();
            case "policy" -> run.policy();
            case "selection" -> words;
            default -> null;
        };
    }

    /** An object with the columns that CSV has, as text. */
    public static String json(List<Column> columns, Cells cells) {
        return JsonLine.of(json -> {
            for (Column column : columns) {
                if (column.inCsv()) {
                    JsonLine.cell(json, column, cells.of(column.name()));
                }
            }
        });
    }

    /** The value of a column. */
    @FunctionalInterface
    public interface Cells {
        /** The value, or null for none. */
        @Nullable
        String of(String column);
    }
}
