package io.carom.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Columns for people, as wide as the first rows need; the rest follows as it comes. */
final class TableListing extends Listing {
    private static final int LOOK_AHEAD = 500;
    private static final int SMALLEST_REST = 24;

    private final List<Column> columns;
    private final int lineWidth;
    private final boolean bold;
    private final List<List<String>> waiting = new ArrayList<>();
    private int @Nullable [] widths;

    TableListing(Output output, List<Column> columns, int lineWidth, boolean bold) {
        super(output);
        this.columns = columns.stream().filter(Column::inTable).toList();
        this.lineWidth = lineWidth;
        this.bold = bold;
    }

    @Override
    public void print(Supplier<String> json, Function<Column, @Nullable String> cells) {
        List<String> row = new ArrayList<>(columns.size());
        for (Column column : columns) {
            String value = cells.apply(column);
            row.add(value == null ? "" : Text.oneLine(value));
        }
        if (widths == null) {
            waiting.add(row);
            if (waiting.size() >= LOOK_AHEAD) {
                release();
            }
        } else {
            output.line(text(row, widths));
        }
    }

    @Override
    public void flush() {
        release();
        super.flush();
    }

    @Override
    public void close() {
        release();
        super.close();
    }

    private void release() {
        if (widths != null || waiting.isEmpty()) {
            return;
        }
        int[] fitting = fit();
        widths = fitting;
        String heading = text(columns.stream().map(Column::title).toList(), fitting);
        output.line(bold ? "\u001b[1m" + heading + "\u001b[m" : heading);
        waiting.forEach(row -> output.line(text(row, fitting)));
        waiting.clear();
    }

    private int[] fit() {
        int[] fitting = new int[columns.size()];
        int used = 0;
        for (int i = 0; i < fitting.length; i++) {
            int widest = columns.get(i).title().length();
            for (List<String> row : waiting) {
                widest = Math.max(widest, row.get(i).length());
            }
            int most = columns.get(i).width();
            fitting[i] = most == 0 ? 0 : Math.min(widest, most);
            used += fitting[i] + (i > 0 ? 2 : 0);
        }
        for (int i = 0; i < fitting.length; i++) {
            if (columns.get(i).width() == 0) {
                fitting[i] = Math.max(SMALLEST_REST, lineWidth - used);
            }
        }
        return fitting;
    }

    private String text(List<String> row, int[] fitting) {
        StringBuilder line = new StringBuilder(lineWidth);
        for (int i = 0; i < fitting.length; i++) {
            String cell = Text.cut(row.get(i), fitting[i]);
            line.append(i > 0 ? "  " : "").append(cell);
            if (i < fitting.length - 1) {
                line.append(" ".repeat(fitting[i] - cell.length()));
            }
        }
        return line.toString().stripTrailing();
    }
}
