package io.carom.standalone.cli;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints records one by one in one of the formats. For one thread; close it to print what is held back. */
public abstract sealed class Listing implements AutoCloseable permits CsvListing, JsonListing, NoListing, TableListing {
    final Output output;

    Listing(Output output) {
        this.output = output;
    }

    /** A listing with these columns; {@code format} null means a table for people and JSON lines for programs. */
    public static Listing of(Shell shell, @Nullable Format format, List<Column> columns) {
        Output output = new Output(shell);
        return switch (resolve(shell, format)) {
            case TABLE -> new TableListing(output, columns, shell.width(), shell.outTerminal());
            case CSV -> new CsvListing(output, columns);
            case JSON -> new JsonListing(output, true);
            case JSONL -> new JsonListing(output, false);
        };
    }

    /** A listing that prints nothing. */
    public static Listing none(Shell shell) {
        return new NoListing(new Output(shell));
    }

    /** The format that is meant when {@code format} was given, or none. */
    public static Format resolve(Shell shell, @Nullable Format format) {
        return format != null ? format : shell.outTerminal() ? Format.TABLE : Format.JSONL;
    }

    /**
     * Prints one record.
     *
     * @param json the record as one line of JSON; asked for in the JSON formats only
     * @param cells the record's value in a column, null for none; asked for in the other formats only
     */
    public abstract void print(Supplier<String> json, Function<Column, @Nullable String> cells);

    /** Hands over to the reader what was printed so far, where the format can. */
    public void flush() {
        output.flush();
    }

    /** Whether the reader has gone away: there is no use in going on. */
    public boolean readerGone() {
        return output.readerGone();
    }

    @Override
    public void close() {
        output.flush();
    }
}
