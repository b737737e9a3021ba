package io.carom.benchmarks.store;

import io.carom.api.BounceType;
import io.carom.api.EventKind;
import io.carom.spi.Desk;
import io.carom.spi.JournalReader;
import io.carom.spi.LogFilter;
import io.carom.store.jdbc.JdbcJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a log page, the domain mining and a campaign overview take on a large SQLite store, which is made where it is not there:
 * {@code StoreReading FILE [EVENTS]}. Prints the first and the slowest of five more for each, in milliseconds.
 */
public final class StoreReading {
    private static final int ROUNDS = 5;
    /** So many events are committed; the rest are copies of them. */
    private static final int COMMITTED = 200_000;

    private static final Duration SPAN = Duration.ofDays(30);

    private StoreReading() {}

    /** Fills the store, then asks. */
    public static void main(String[] args) throws IOException, SQLException {
        Path store = Path.of(args[0]);
        int events = args.length > 1 ? Integer.parseInt(args[1]) : 10_000_000;
        if (!Files.exists(store)) {
            fill(store, events);
        }
        try (JdbcJournal journal = JdbcJournal.open(store.toString())) {
            for (Map.Entry<String, Runnable> question : questions(journal).entrySet()) {
                double first = millis(question.getValue());
                double slowest = 0;
                for (int i = 0; i < ROUNDS; i++) {
                    slowest = Math.max(slowest, millis(question.getValue()));
                }
                System.out.printf(Locale.ROOT, "%8.1f ms %8.1f ms  %s%n", first, slowest, question.getKey());
            }
        }
        System.out.printf(Locale.ROOT, "%,d MB for %,d events%n", Files.size(store) / 1_000_000, events);
    }

    private static double millis(Runnable question) {
        long from = System.nanoTime();
        question.run();
        return (System.nanoTime() - from) / 1e6;
    }

    private static void fill(Path store, int events) throws SQLException {
        int committed = Math.min(events, COMMITTED);
        long apart = SPAN.toMillis() / committed;
        Traffic traffic = new Traffic(7, apart, 20_000);
        try (JdbcJournal journal = JdbcJournal.open(store.toString())) {
            for (int i = 0; i < committed / 500; i++) {
                journal.commit(traffic.next(500));
            }
        }
        Multiplied.by(
                events / committed, store, committed, Duration.ofMillis(apart).toNanos());
    }

    private static Map<String, Runnable> questions(JdbcJournal journal) {
        JournalReader reader = journal.reader();
        Desk desk = journal.desk().orElseThrow();
        Instant week = Instant.parse("2026-01-20T12:00:00Z");
        Map<String, Runnable> questions = new LinkedHashMap<>();
        questions.put("log, newest page", () -> page(reader, filter(null, null, null, null, null)));
        questions.put(
                "log, a campaign's hard bounces",
                () -> page(reader, filter("campaign-1-7", null, null, null, BounceType.HARD)));
        questions.put("log, a day's newest page", () -> page(reader, until("2026-01-11T00:00:00Z")));
        questions.put("log, the page behind 100,000 rows", () -> page(reader, behind(100_000)));
        questions.put("log, hard bounces", () -> page(reader, filter(null, null, null, null, BounceType.HARD)));
        questions.put("log, one domain", () -> page(reader, filter(null, "d19000.example", null, null, null)));
        questions.put("log, code 5.7%", () -> page(reader, filter(null, null, "5.7%", null, null)));
        questions.put("log, a code that there is not", () -> page(reader, filter(null, null, "5.9%", null, null)));
        questions.put("log, a text", () -> page(reader, filter(null, null, null, "number 976", null)));
        questions.put("domain mining, 7 days", () -> desk.domains(week, week.plus(Duration.ofDays(6)), 50, 20));
        questions.put("campaigns, newest 50", () -> desk.campaigns(50, 0));
        questions.put("one campaign", () -> desk.campaign("campaign-1-7"));
        questions.put("known addresses of a domain", () -> journal.addresses("", "d19000.example"));
        questions.put("known addresses", () -> journal.addresses("", null));
        questions.put("totals", reader::totals);
        return questions;
    }

    private static LogFilter until(String time) {
        return new LogFilter(
                null, null, null, null, null, null, null, null, null, null, Instant.parse(time), false, true, 50, 0);
    }

    private static LogFilter behind(long rows) {
        return new LogFilter(null, null, null, null, null, null, null, null, null, null, null, false, true, 50, rows);
    }

    private static void page(JournalReader reader, LogFilter filter) {
        reader.log(filter, row -> true);
    }

    private static LogFilter filter(
            @Nullable String campaign,
            @Nullable String domain,
            @Nullable String code,
            @Nullable String text,
            @Nullable BounceType type) {
        return new LogFilter(
                EventKind.BOUNCE, campaign, null, null, domain, type, code, null, text, null, null, false, true, 50, 0);
    }
}
