package io.carom.spi;

import java.time.Instant;
import java.util.function.Predicate;

/** Reads what is recorded. Safe for any number of threads; sees only what is committed. */
public interface JournalReader {
    /**
     * Hands over the rows that {@code filter} asks for, one at a time and in its order, until {@code sink} answers false. Holds no
     * more than a page of rows in memory.
     */
    void log(LogFilter filter, Predicate<LogRow> sink);

    /**
     * Hands over the rows of events at or behind {@code from}, duplicates too, in the order of recording, until {@code sink} answers
     * false: what an engine rebuilds from.
     */
    default void recorded(Instant from, Predicate<Turn.Recorded> sink) {
        LogFilter since =
                new LogFilter(null, null, null, null, null, null, null, null, null, from, null, true, false, 0, 0);
        log(since, row -> sink.test(new Turn.Recorded(row, "", null)));
    }

    /** How many rows {@code filter} asks for, its limit and offset apart. */
    long count(LogFilter filter);

    /** The same, but no more than {@code most}: for a page, which need not wait until ten million rows are counted. */
    default long countUpTo(LogFilter filter, long most) {
        return Math.min(most, count(filter));
    }

    /** The figures over everything that is recorded. */
    Totals totals();
}
