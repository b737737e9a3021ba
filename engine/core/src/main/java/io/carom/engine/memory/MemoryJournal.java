package io.carom.engine.memory;

import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.JournalException;
import io.carom.api.ServerContext;
import io.carom.spi.AddressKey;
import io.carom.spi.AuditRow;
import io.carom.spi.Batch;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.Incidents;
import io.carom.spi.Journal;
import io.carom.spi.JournalReader;
import io.carom.spi.Known;
import io.carom.spi.LogRow;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.Outgoing;
import io.carom.spi.Retries;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Suppressions;
import io.carom.spi.Timer;
import io.carom.spi.Tries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A journal in memory: the same answers as a durable one, in the same order, and gone with the process. Safe for any number of
 * threads. {@link #withoutLog} keeps what decisions need and forgets the rows that people read: for {@code decide} and simulation
 * over long histories.
 */
public final class MemoryJournal implements Journal {
    private static final Comparator<Timer> BY_DUE =
            Comparator.comparing(Timer::due).thenComparing(Timer::address).thenComparing(Timer::kind);
    private final Object lock = new Object();
    private final boolean keepsLog;
    private final Set<String> events = new HashSet<>();
    private final Map<AddressKey, History> histories = new HashMap<>();
    /** How many addresses are known, by scope and {@code @domain}; an empty domain stands for all. */
    private final Map<AddressKey, Long> known = new HashMap<>();

    private final Map<MessageKey, MessageState> messages = new HashMap<>();
    private final Map<String, ServerContext> servers = new HashMap<>();
    private final Map<String, CampaignContext> campaigns = new HashMap<>();
    private final Map<TimerKey, Timer> timers = new HashMap<>();
    private final NavigableSet<Timer> timersByDue = new TreeSet<>(BY_DUE);
    private final MemoryRetries retries;
    private final Map<String, Waiting> outbox = new LinkedHashMap<>();
    private final MemoryLog log;
    private final MemorySuppressions suppressions = new MemorySuppressions();
    private final MemoryIncidents incidents;
    private final List<AuditRow> audit = new ArrayList<>();

    private record TimerKey(AddressKey address, String kind) {}

    /** An action with the instant before which it is not tried again, or null, and who holds it until when, or null. */
    private record Waiting(
            Outgoing action,
            @Nullable Instant next,
            @Nullable Claim claim,
            Tries tries) {
        boolean later(Instant now) {
            return next != null && next.isAfter(now);
        }

        Waiting by(@Nullable Claim who) {
            return new Waiting(action, next, who, tries);
        }

        boolean held(Instant now) {
            return claim != null && claim.until.isAfter(now);
        }
    }

    private record Claim(String instance, Instant until) {}

    /** An empty journal that keeps every row. */
    public MemoryJournal() {
        this(true);
    }

    private MemoryJournal(boolean keepsLog) {
        this.keepsLog = keepsLog;
        this.log = new MemoryLog(lock, histories);
        this.retries = new MemoryRetries(
                lock, action -> outbox.put(action.key(), new Waiting(action, null, null, Tries.NONE)));
        this.incidents = new MemoryIncidents(lock, histories, audit::add);
    }

    /** An empty journal whose reader finds no rows and no figures; decisions are the same. */
    public static MemoryJournal withoutLog() {
        return new MemoryJournal(false);
    }

    @Override
    public boolean keepsText() {
        return keepsLog;
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    @Override
    public Known load(Lookup lookup) {
        synchronized (lock) {
            Set<String> seen = new HashSet<>(0);
            for (String id : lookup.events()) {
                if (events.contains(id)) {
                    seen.add(id);
                }
            }
            return new Known(
                    seen,
                    present(lookup.addresses(), histories),
                    present(lookup.messages(), messages),
                    present(lookup.servers(), servers),
                    present(lookup.campaigns(), campaigns));
        }
    }

    @Override
    public void commit(Batch batch) {
        synchronized (lock) {
            takeIds(batch);
            if (keepsLog) {
                batch.entries().forEach(log::add);
            }
            incidents.write(batch.incidents());
            audit.addAll(batch.audit());
            batch.histories().forEach(this::remember);
            messages.putAll(batch.messages());
            servers.putAll(batch.servers());
            campaigns.putAll(batch.campaigns());
            batch.timers().forEach(this::set);
            batch.cleared().forEach(this::clear);
            batch.retries().forEach(retries::schedule);
            batch.retriesDone().forEach(retries::unschedule);
            for (Outgoing action : batch.outbox()) {
                outbox.put(action.key(), new Waiting(action, null, null, Tries.NONE));
            }
        }
    }

    /** Remembers the ids of all events of a batch, or of none and fails. */
    private void takeIds(Batch batch) {
        refuseActions(batch.outbox());
        List<Entry> entries = batch.entries();
        for (int i = 0; i < entries.size(); i++) {
            String id = idOf(entries.get(i));
            if (id != null && !events.add(id)) {
                entries.subList(0, i).forEach(taken -> events.remove(idOf(taken)));
                throw new JournalException(
                        "memory journal: event `" + id + "` is recorded already; load it before it is decided",
                        false,
                        null);
            }
        }
    }

    private static @Nullable String idOf(Entry entry) {
        Event event = entry.event();
        return event == null ? null : event.id();
    }

    private void refuseActions(List<Outgoing> actions) {
        Set<String> keys = new HashSet<>(0);
        for (Outgoing action : actions) {
            if (outbox.containsKey(action.key()) || !keys.add(action.key())) {
                throw new JournalException(
                        "memory journal: action `" + action.key() + "` waits already; keys must be unique",
                        false,
                        null);
            }
        }
    }

    @Override
    public List<Timer> timersDue(Instant until, int limit) {
        synchronized (lock) {
            List<Timer> due = new ArrayList<>();
            for (Timer timer : timersByDue) {
                if (due.size() >= limit || timer.due().isAfter(until)) {
                    break;
                }
                due.add(timer);
            }
            return due;
        }
    }

    @Override
    public Optional<Instant> nextTimer() {
        synchronized (lock) {
            return timersByDue.isEmpty()
                    ? Optional.empty()
                    : Optional.of(timersByDue.first().due());
        }
    }

    @Override
    public Optional<Instant> lastTimer(String kind) {
        synchronized (lock) {
            for (Timer timer : timersByDue.descendingSet()) {
                if (timer.kind().equals(kind)) {
                    return Optional.of(timer.due());
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public Optional<Suppressions> suppressions() {
        return Optional.of(suppressions);
    }

    @Override
    public List<Outgoing> outbox(Instant now, int limit) {
        synchronized (lock) {
            return ready(now, limit, new HashSet<>());
        }
    }

    @Override
    public List<Outgoing> claim(String instance, Instant now, Duration lease, int limit) {
        synchronized (lock) {
            Set<AddressKey> held = new HashSet<>();
            for (Waiting waiting : outbox.values()) {
                if (waiting.held(now)) {
                    held.add(waiting.action.address());
                }
            }
            List<Outgoing> ready = ready(now, limit, held);
            Claim claim = new Claim(instance, now.plus(lease));
            for (Outgoing action : ready) {
                outbox.computeIfPresent(action.key(), (key, waiting) -> waiting.by(claim));
            }
            return ready;
        }
    }

    private List<Outgoing> ready(Instant now, int limit, Set<AddressKey> blocked) {
        List<Outgoing> ready = new ArrayList<>();
        for (Waiting waiting : outbox.values()) {
            if (ready.size() >= limit) {
                break;
            }
            Outgoing action = waiting.action;
            if (waiting.later(now)) {
                blocked.add(action.address());
            } else if (!blocked.contains(action.address())) {
                ready.add(action);
            }
        }
        return ready;
    }

    @Override
    public int renew(String instance, Instant now, Duration lease) {
        synchronized (lock) {
            int held = 0;
            for (Map.Entry<String, Waiting> entry : outbox.entrySet()) {
                Claim claim = entry.getValue().claim;
                if (claim != null && claim.instance.equals(instance)) {
                    entry.setValue(entry.getValue().by(new Claim(instance, now.plus(lease))));
                    held++;
                }
            }
            return held;
        }
    }

    @Override
    public void release(String instance) {
        synchronized (lock) {
            for (Map.Entry<String, Waiting> entry : outbox.entrySet()) {
                Claim claim = entry.getValue().claim;
                if (claim != null && claim.instance.equals(instance)) {
                    entry.setValue(entry.getValue().by(null));
                }
            }
        }
    }

    @Override
    public void delivered(List<String> keys) {
        synchronized (lock) {
            keys.forEach(outbox::remove);
        }
    }

    @Override
    public void failed(String key, String why, @Nullable Instant next) {
        fail(key, null, next);
    }

    @Override
    public void failed(String key, String why, Instant at, @Nullable Instant next) {
        fail(key, at, next);
    }

    private void fail(String key, @Nullable Instant at, @Nullable Instant next) {
        synchronized (lock) {
            Waiting tried = outbox.get(key);
            if (next == null || tried == null) {
                outbox.remove(key);
                return;
            }
            Instant first = tried.tries.first() == null ? at : tried.tries.first();
            outbox.put(key, new Waiting(tried.action, next, null, new Tries(tried.tries.failures() + 1, first)));
            AddressKey address = tried.action.address();
            outbox.replaceAll((other, waiting) ->
                    waiting.claim != null && waiting.action.address().equals(address) ? waiting.by(null) : waiting);
        }
    }

    @Override
    public Tries tries(String key) {
        synchronized (lock) {
            Waiting waiting = outbox.get(key);
            return waiting == null ? Tries.NONE : waiting.tries;
        }
    }

    @Override
    public List<ScheduledRetry> retriesDue(Instant until, int limit) {
        synchronized (lock) {
            return retries.due(until, limit);
        }
    }

    @Override
    public Optional<Retries> retries() {
        return Optional.of(retries);
    }

    private void remember(AddressKey address, History history) {
        if (histories.put(address, history) == null) {
            known.merge(new AddressKey(address.scope(), ""), 1L, Long::sum);
            known.merge(new AddressKey(address.scope(), "@" + address.domain()), 1L, Long::sum);
        }
    }

    @Override
    public long addresses(String scope, @Nullable String domain) {
        synchronized (lock) {
            return known.getOrDefault(new AddressKey(scope, domain == null ? "" : "@" + domain), 0L);
        }
    }

    @Override
    public JournalReader reader() {
        return log;
    }

    @Override
    public Optional<Incidents> incidents() {
        return Optional.of(incidents);
    }

    /** What was done by hand, in order. */
    public List<AuditRow> audit() {
        synchronized (lock) {
            return List.copyOf(audit);
        }
    }

    /** Does nothing: what is in memory stays readable. */
    @Override
    public void close() {}

    /** Every row that is kept, in the order of recording. */
    public List<LogRow> rows() {
        return log.rows();
    }

    private static <K, V> Map<K, V> present(Set<K> wanted, Map<K, V> all) {
        Map<K, V> found = new HashMap<>(Math.min(wanted.size(), all.size()) * 3 / 2);
        for (K key : wanted) {
            V value = all.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    private void set(Timer timer) {
        Timer before = timers.put(new TimerKey(timer.address(), timer.kind()), timer);
        if (before != null) {
            timersByDue.remove(before);
        }
        timersByDue.add(timer);
    }

    private void clear(Timer timer) {
        Timer before = timers.remove(new TimerKey(timer.address(), timer.kind()));
        if (before != null) {
            timersByDue.remove(before);
        }
    }
}
