package io.carom.standalone.record;

import io.carom.engine.memory.MemoryJournal;
import io.carom.spi.Batch;
import io.carom.spi.Journal;
import io.carom.spi.JournalReader;
import io.carom.spi.Known;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Suppressions;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A journal that knows what another one knows and keeps what is new to itself: the same decisions, and nothing is changed. For the
 * engine's thread; the other journal is only read, and is not closed.
 */
public final class DryJournal implements Journal {
    private final Journal base;
    private final MemoryJournal own = MemoryJournal.withoutLog();
    private final Set<String> timersTouched = new HashSet<>();
    private final Set<MessageKey> retriesTouched = new HashSet<>();

    /** Over what {@code base} knows. */
    public DryJournal(Journal base) {
        this.base = base;
    }

    @Override
    public Known load(Lookup lookup) {
        Known mine = own.load(lookup);
        Known theirs = base.load(new Lookup(
                without(lookup.events(), mine.events()),
                without(lookup.addresses(), mine.histories().keySet()),
                without(lookup.messages(), mine.messages().keySet()),
                without(lookup.servers(), mine.servers().keySet()),
                without(lookup.campaigns(), mine.campaigns().keySet())));
        Set<String> known = new HashSet<>(mine.events());
        known.addAll(theirs.events());
        return new Known(
                known,
                both(theirs.histories(), mine.histories()),
                both(theirs.messages(), mine.messages()),
                both(theirs.servers(), mine.servers()),
                both(theirs.campaigns(), mine.campaigns()));
    }

    @Override
    public void commit(Batch batch) {
        own.commit(batch);
        batch.timers().forEach(timer -> timersTouched.add(name(timer)));
        batch.cleared().forEach(timer -> timersTouched.add(name(timer)));
        batch.retries().forEach(retry -> retriesTouched.add(new MessageKey(retry.address(), retry.message())));
        retriesTouched.addAll(batch.retriesDone());
    }

    @Override
    public List<Timer> timersDue(Instant until, int limit) {
        List<Timer> due = new ArrayList<>(own.timersDue(until, limit));
        for (Timer timer : base.timersDue(until, limit + timersTouched.size())) {
            if (!timersTouched.contains(name(timer))) {
                due.add(timer);
            }
        }
        due.sort(Comparator.comparing(Timer::due).thenComparing(Timer::address).thenComparing(Timer::kind));
        return due.size() > limit ? due.subList(0, limit) : due;
    }

    /** At the latest when the next timer is due: one of the other journal may be out of force already. */
    @Override
    public Optional<Instant> nextTimer() {
        Optional<Instant> mine = own.nextTimer();
        Optional<Instant> theirs = timersTouched.isEmpty()
                ? base.nextTimer()
                : base.timersDue(Instant.MAX, 1 + timersTouched.size()).stream()
                        .filter(timer -> !timersTouched.contains(name(timer)))
                        .map(Timer::due)
                        .findFirst();
        return mine.isEmpty() || (theirs.isPresent() && theirs.get().isBefore(mine.get())) ? theirs : mine;
    }

    /** The later one of both; one of the other journal may be out of force already. */
    @Override
    public Optional<Instant> lastTimer(String kind) {
        Optional<Instant> mine = own.lastTimer(kind);
        Optional<Instant> theirs = base.lastTimer(kind);
        return mine.isEmpty() || (theirs.isPresent() && theirs.get().isAfter(mine.get())) ? theirs : mine;
    }

    @Override
    public Optional<Suppressions> suppressions() {
        return base.suppressions();
    }

    @Override
    public List<ScheduledRetry> retriesDue(Instant until, int limit) {
        List<ScheduledRetry> due = new ArrayList<>(own.retriesDue(until, limit));
        for (ScheduledRetry retry : base.retriesDue(until, limit + retriesTouched.size())) {
            if (!retriesTouched.contains(new MessageKey(retry.address(), retry.message()))) {
                due.add(retry);
            }
        }
        return due.size() > limit ? due.subList(0, limit) : due;
    }

    /** Those of the other journal; an address that is new to this one is not counted. */
    @Override
    public long addresses(String scope, @Nullable String domain) {
        return Math.max(base.addresses(scope, domain), own.addresses(scope, domain));
    }

    /** Nothing is done for a host here. */
    @Override
    public List<Outgoing> outbox(Instant now, int limit) {
        return List.of();
    }

    @Override
    public void delivered(List<String> keys) {}

    @Override
    public void failed(String key, String why, @Nullable Instant next) {}

    /** What the other journal has recorded. */
    @Override
    public JournalReader reader() {
        return base.reader();
    }

    @Override
    public void close() {}

    private static String name(Timer timer) {
        return timer.kind() + " " + timer.address().scope() + " "
                + timer.address().address();
    }

    private static <T> Set<T> without(Set<T> all, Set<T> known) {
        Set<T> rest = new HashSet<>(all);
        rest.removeAll(known);
        return rest;
    }

    private static <K, V> Map<K, V> both(Map<K, V> theirs, Map<K, V> mine) {
        Map<K, V> all = new HashMap<>(theirs);
        all.putAll(mine);
        return all;
    }
}
