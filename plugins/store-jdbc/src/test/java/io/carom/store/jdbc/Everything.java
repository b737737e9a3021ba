package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.engine.json.EventJson;
import io.carom.spi.AddressKey;
import io.carom.spi.Incidents;
import io.carom.spi.Journal;
import io.carom.spi.Known;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.Retries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that a journal holds because of what it was told, as text, part by part.
 *
 * @param parts what is compared, by name
 */
record Everything(Map<String, List<String>> parts) {
    private static final LogFilter ROWS =
            new LogFilter(null, null, null, null, null, null, null, null, null, null, null, true, false, 0, 0);
    private static final String SINK = "everything";

    /** Has the news of incidents kept from now on. */
    static void watched(Journal journal) {
        journal.incidents().orElseThrow().news(SINK, 1);
    }

    static Everything of(Journal journal) {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        List<LogRow> rows = new ArrayList<>();
        journal.reader().log(ROWS, rows::add);
        parts.put("rows", text(rows));
        Known known = journal.load(everybody(rows));
        parts.put("histories", sorted(known.histories()));
        parts.put("messages", sorted(known.messages()));
        parts.put("timers", text(journal.timersDue(Instant.MAX, Integer.MAX_VALUE)));
        parts.put("retries", text(journal.retries().orElseThrow().list(Retries.Filter.ALL, 0, 0)));
        parts.put("actions", text(journal.outbox(Instant.MAX, Integer.MAX_VALUE)));
        Incidents incidents = journal.incidents().orElseThrow();
        parts.put("incidents", text(incidents.list(Incidents.Filter.ALL)));
        parts.put("news", text(incidents.news(SINK, Integer.MAX_VALUE)));
        return new Everything(parts);
    }

    private static Lookup everybody(List<LogRow> rows) {
        Set<AddressKey> addresses = new HashSet<>();
        Set<MessageKey> messages = new HashSet<>();
        for (LogRow row : rows) {
            AddressKey address = AddressKey.of("", row.recipient());
            addresses.add(address);
            if (row.eventJson() != null
                    && EventJson.read(row.eventJson(), "row") instanceof Event event
                    && event.message() != null) {
                messages.add(new MessageKey(address, event.message()));
            }
        }
        return new Lookup(Set.of(), addresses, messages, Set.of(), Set.of());
    }

    private static List<String> text(List<?> all) {
        return all.stream().map(String::valueOf).toList();
    }

    private static List<String> sorted(Map<?, ?> all) {
        Map<String, String> sorted = new TreeMap<>();
        all.forEach((key, value) -> sorted.put(key.toString(), key + " " + value));
        return List.copyOf(sorted.values());
    }

    /** Fails with the first difference of the first part that differs. */
    void equalTo(Everything other, String course) {
        parts.forEach((name, expected) -> {
            List<String> actual = other.parts.getOrDefault(name, List.of());
            for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
                assertThat(actual.get(i))
                        .as("%s: %s, number %d", course, name, i + 1)
                        .isEqualTo(expected.get(i));
            }
            assertThat(actual).as("%s: %s", course, name).hasSize(expected.size());
        });
    }
}
