package io.carom.engine.deliver;

import io.carom.api.Action;
import io.carom.engine.memory.MemoryJournal;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.Outgoing;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A journal whose outbox holds what a test wants to be delivered. */
final class OutboxOf {
    static final Instant T = Instant.parse("2026-01-05T10:00:00Z");

    private OutboxOf() {}

    /** Of each name {@code NAME/NUMBER}, one action about {@code NAME@example.com}. */
    static MemoryJournal actions(String... keys) {
        MemoryJournal journal = new MemoryJournal();
        commit(journal, List.of(keys));
        return journal;
    }

    static void commit(MemoryJournal journal, List<String> keys) {
        List<Outgoing> actions = keys.stream().map(OutboxOf::action).toList();
        journal.commit(new Batch(
                List.of(), Map.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), actions, Map.of(),
                Map.of()));
    }

    private static Outgoing action(String key) {
        return new Outgoing(
                key,
                AddressKey.of("", key.substring(0, key.indexOf('/')) + "@example.com"),
                new Action.MarkBounced(),
                T,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
