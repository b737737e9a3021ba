package io.carom.engine.memory;

import io.carom.api.EventKind;
import io.carom.spi.AddressKey;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.JournalReader;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Totals;
import io.carom.spi.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rows and figures of a {@link MemoryJournal}; guarded by its lock. */
final class MemoryLog implements JournalReader {
    private static final Comparator<LogRow> NEWEST_FIRST =
            Comparator.comparing(LogRow::at).thenComparing(LogRow::seq).reversed();
    private static final int TOP_DOMAINS = 20;

    private final Object lock;
    private final Map<AddressKey, History> histories;
    private final List<LogRow> rows = new ArrayList<>();
    private final List<Turn.Recorded> recorded = new ArrayList<>();
    private final Map<String, Long> byKind = new HashMap<>();
    private final Map<String, Long> byType = new HashMap<>();
    private final Map<String, Long> byReason = new HashMap<>();
    private final Map<String, Long> byDomain = new HashMap<>();
    private long seq = 0;
    private long events = 0;
    private long duplicates = 0;

    MemoryLog(Object lock, Map<AddressKey, History> histories) {
        this.lock = lock;
        this.histories = histories;
    }

    void add(Entry entry) {
        LogRow row = LogRow.of(++seq, entry);
        rows.add(row);
        recorded.add(new Turn.Recorded(row, entry.scope(), entry.memo()));
        if (entry.event() == null) {
            return;
        }
        if (row.duplicate()) {
            duplicates++;
            return;
        }
        events++;
        byKind.merge(row.kind(), 1L, Long::sum);
        if (row.bounceType() != null && row.kind().equals(EventKind.BOUNCE.word())) {
            byType.merge(row.bounceType(), 1L, Long::sum);
            if (row.reason() != null) {
                byReason.merge(row.reason(), 1L, Long::sum);
            }
            byDomain.merge(AddressKey.of("", row.recipient()).domain(), 1L, Long::sum);
        }
    }

    List<LogRow> rows() {
        synchronized (lock) {
            return List.copyOf(rows);
        }
    }

    @Override
    public void log(LogFilter filter, Predicate<LogRow> sink) {
        Stream<LogRow> found = rows().stream().filter(filter::matches);
        if (filter.newestFirst()) {
            found = found.sorted(NEWEST_FIRST);
        }
        found = found.skip(filter.offset());
        if (filter.limit() > 0) {
            found = found.limit(filter.limit());
        }
        for (LogRow row : (Iterable<LogRow>) found::iterator) {
            if (!sink.test(row)) {
                return;
            }
        }
    }

    @Override
    public void recorded(Instant from, Predicate<Turn.Recorded> sink) {
        List<Turn.Recorded> all;
        synchronized (lock) {
            all = List.copyOf(recorded);
        }
        for (Turn.Recorded row : all) {
            if (!row.row().at().isBefore(from) && !sink.test(row)) {
                return;
            }
        }
    }

    @Override
    public long count(LogFilter filter) {
        synchronized (lock) {
            return rows.stream().filter(filter::matches).count();
        }
    }

    @Override
    public Totals totals() {
        synchronized (lock) {
            Map<String, Long> bySubscriber = new HashMap<>();
            for (History history : histories.values()) {
                bySubscriber.merge(history.status().word(), 1L, Long::sum);
            }
            return new Totals(
                    events,
                    highestFirst(byKind, Integer.MAX_VALUE),
                    highestFirst(byType, Integer.MAX_VALUE),
                    highestFirst(byReason, Integer.MAX_VALUE),
                    highestFirst(byDomain, TOP_DOMAINS),
                    highestFirst(bySubscriber, Integer.MAX_VALUE),
                    duplicates);
        }
    }

    private static Map<String, Long> highestFirst(Map<String, Long> counts, int limit) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }
}
