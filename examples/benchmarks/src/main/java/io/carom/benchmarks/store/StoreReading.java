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
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a log page, the domain mining and a campaign overview take on a large SQLite store, which is made where it is not there:
 * {@code StoreReading FILE [EVENTS]}. Prints the slowest of five for each, in milliseconds.
 */
public final class StoreReading {
    private static final int ROUNDS = 5;

    private StoreReading() {}

    /** Fills the store, then asks. */
    public static void main(String[] args) throws IOException {
        Path store = Path.of(args[0]);
        int events = args.length > 1 ? Integer.parseInt(args[1]) : 10_000_000;
        boolean fill = !Files.exists(store);
        try (JdbcJournal journal = JdbcJournal.open(store.toString())) {
            if (fill) {
                // 30 days, however many events.
                Traffic traffic = new Traffic(7, Math.max(1, Duration.ofDays(30).toMillis() / events), 20_000);
                for (int i = 0; i < events / 500; i++) {
                    journal.commit(traffic.next(500));
                }
            }
            for (Map.Entry<String, Runnable> question : questions(journal).entrySet()) {
                long slowest = 0;
                for (int i = 0; i < ROUNDS; i++) {
                    long from = System.nanoTime();
                    question.getValue().run();
                    slowest = Math.max(slowest, System.nanoTime() - from);
                }
                System.out.printf(Locale.ROOT, "%6.1f ms  %s%n", slowest / 1e6, question.getKey());
            }
        }
        System.out.printf(Locale.ROOT, "%,d MB for %,d events%n", Files.size(store) >> 20, events);
    }

    private static Map<String, Runnable> questions(JdbcJournal journal) {
        JournalReader reader = journal.reader();
        Desk desk = journal.desk().orElseThrow();
        Instant week = Instant.parse("2026-01-20T12:00:00Z");
        Map<String, Runnable> questions = new LinkedHashMap<>();
        questions.put("log, newest page", () -> page(reader, filter(null, null, null, null, null)));
        questions.put(
                "log, a campaign's hard bounces",
                () -> page(reader, filter("campaign-1", null, null, null, BounceType.HARD)));
        questions.put("log, one domain", () -> page(reader, filter(null, "d19000.example", null, null, null)));
        questions.put("log, code 5.7%", () -> page(reader, filter(null, null, "5.7%", null, null)));
        questions.put("log, a code that there is not", () -> page(reader, filter(null, null, "5.9%", null, null)));
        questions.put("log, a text", () -> page(reader, filter(null, null, null, "number 976", null)));
        questions.put("domain mining, 7 days", () -> desk.domains(week, week.plus(Duration.ofDays(6)), 50, 20));
        questions.put("campaign overview", () -> desk.campaigns(50, 0));
        questions.put("totals", reader::totals);
        return questions;
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
