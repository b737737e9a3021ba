package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.engine.Road;
import io.carom.engine.json.EventJson;
import io.carom.engine.memory.MemoryJournal;
import io.carom.spi.AddressKey;
import io.carom.spi.Known;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.Outgoing;
import io.carom.spi.Retries;
import io.carom.spi.ScheduledRetry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run that nothing disturbed, in memory: what a journal is compared with. */
final class Recount {
    private static final int BATCH = 256;
    private static final LogFilter EVERYTHING =
            new LogFilter(null, null, null, null, null, null, null, null, null, null, null, true, false, 0, 0);

    private final MemoryJournal memory = new MemoryJournal();
    /** Every retry that was scheduled, by the key of its action. */
    private final Map<String, ScheduledRetry> scheduled = new HashMap<>();

    /** Retries that nothing superseded when all was decided. */
    private final Set<String> wanted = new HashSet<>();

    Recount(List<Input> inputs) {
        try (Road road = new Road(StockPolicy.COMPILED, memory, "", true, 1_000)) {
            for (int i = 0; i < inputs.size(); i += BATCH) {
                road.take(inputs.subList(i, Math.min(inputs.size(), i + BATCH)));
                retries().forEach(retry -> scheduled.put(retry.outgoing().key(), retry));
            }
        }
        retries().forEach(retry -> wanted.add(retry.outgoing().key()));
    }

    /** The events of a journal in its own order, with the context that the course has in front. */
    static List<Input> asRecorded(JdbcJournal journal, List<Input> course) {
        List<Input> inputs = new ArrayList<>();
        course.stream().filter(input -> !(input instanceof Event)).forEach(inputs::add);
        journal.reader().log(EVERYTHING, row -> {
            if (row.eventJson() != null) {
                inputs.add(EventJson.read(row.eventJson(), "journal:" + row.seq()));
            }
            return true;
        });
        return inputs;
    }

    private List<ScheduledRetry> retries() {
        return memory.retries().orElseThrow().list(Retries.Filter.ALL, 0, 0);
    }

    /** Every decision and every figure, and what is remembered of each address and message. */
    void equalsJournal(JdbcJournal journal) {
        List<LogRow> expected = memory.rows();
        List<LogRow> rows = new ArrayList<>();
        journal.reader().log(EVERYTHING, row -> {
            if (rows.size() < expected.size()) {
                LogRow same = expected.get(rows.size());
                assertThat(row.decisionJson())
                        .as("decision %d, about %s", row.seq(), row.id())
                        .isEqualTo(same.decisionJson());
                assertThat(row).isEqualTo(same);
            }
            rows.add(row);
            return true;
        });
        assertThat(rows).hasSameSizeAs(expected);
        assertThat(journal.reader().totals()).isEqualTo(memory.reader().totals());
        assertThat(journal.timersDue(Instant.MAX, Integer.MAX_VALUE))
                .isEqualTo(memory.timersDue(Instant.MAX, Integer.MAX_VALUE));
        assertThat(journal.addresses("", null)).isEqualTo(memory.addresses("", null));
        historiesEqual(journal, rows);
    }

    private void historiesEqual(JdbcJournal journal, List<LogRow> rows) {
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
        Lookup all = new Lookup(Set.of(), addresses, messages, Set.of(), Set.of());
        Known stored = journal.load(all);
        Known counted = memory.load(all);
        assertThat(stored.histories().equals(counted.histories()))
                .as("histories")
                .isTrue();
        assertThat(stored.messages().equals(counted.messages())).as("messages").isTrue();
    }

    /** What the host was asked: each action at least once, those of an address in their order, each retry as it should be. */
    Told actionsEqual(Path hostLog) throws Exception {
        List<LoggingHost.Delivery> deliveries = LoggingHost.read(hostLog);
        Map<String, Set<String>> applied = new LinkedHashMap<>();
        Set<String> retried = new HashSet<>();
        for (LoggingHost.Delivery delivery : deliveries) {
            if (delivery.key().startsWith("retry/")) {
                retried.add(delivery.key());
            } else {
                applied.computeIfAbsent(delivery.address(), same -> new LinkedHashSet<>())
                        .add(delivery.key());
            }
        }
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        for (Outgoing action : memory.outbox(Instant.MAX, Integer.MAX_VALUE)) {
            expected.computeIfAbsent(action.address().address(), same -> new LinkedHashSet<>())
                    .add(action.key());
        }
        assertThat(applied.keySet()).isEqualTo(expected.keySet());
        expected.forEach((address, keys) -> assertThat(List.copyOf(applied.get(address)))
                .as("actions about %s", address)
                .isEqualTo(List.copyOf(keys)));
        assertThat(retried).as("retries that were sent").containsAll(wanted);
        Set<String> known = new HashSet<>(everScheduled());
        assertThat(known).as("retries that were scheduled").containsAll(retried);
        Set<String> distinct = new HashSet<>();
        deliveries.forEach(delivery -> distinct.add(delivery.key()));
        long alerts = distinct.stream().filter(key -> key.endsWith("/alert")).count();
        return new Told(distinct.size(), deliveries.size() - distinct.size(), retried.size(), alerts);
    }

    /** Retries by their decisions: those that another event of the same batch superseded as well. */
    private Set<String> everScheduled() {
        Set<String> keys = new HashSet<>(scheduled.keySet());
        for (Outgoing action : memory.outbox(Instant.MAX, Integer.MAX_VALUE)) {
            if (action.action() instanceof io.carom.api.Action.ScheduleRetry retry) {
                for (int attempt = 1; attempt < 12; attempt++) {
                    keys.add("retry//" + action.address().address() + "/"
                            + (action.message() == null ? action.event() : action.message()) + "/" + attempt + "/"
                            + retry.at());
                }
            }
        }
        return keys;
    }

    /**
     * What the host did.
     *
     * @param actions how many actions
     * @param again how many of them it was asked for again
     * @param retries how many of them send a message again
     * @param alerts how many of them tell of trouble
     */
    record Told(int actions, int again, int retries, long alerts) {}
}
