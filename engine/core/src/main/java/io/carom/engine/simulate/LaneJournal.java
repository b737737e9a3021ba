package io.carom.engine.simulate;

import io.carom.api.CampaignContext;
import io.carom.api.ServerContext;
import io.carom.engine.memory.MemoryJournal;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.History;
import io.carom.spi.Journal;
import io.carom.spi.JournalReader;
import io.carom.spi.Known;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one policy of a simulation remembers. It decides as any journal would and keeps no rows; of each address its history and its last
 * {@value #MOST_MESSAGES} messages, eight bytes each as long as nothing is known of them but that they were sent. So it grows with the
 * addresses, not with the events. For one thread at a time.
 */
final class LaneJournal implements Journal {
    /** So many messages of one address are known, the latest. */
    static final int MOST_MESSAGES = 256;

    private static final Comparator<Timer> BY_DUE =
            Comparator.comparing(Timer::due).thenComparing(Timer::address).thenComparing(Timer::kind);

    private final Map<AddressKey, Place> places = new HashMap<>();
    private final Map<AddressKey, Long> known = new HashMap<>();
    private final Map<String, ServerContext> servers = new HashMap<>();
    private final Map<String, CampaignContext> campaigns = new HashMap<>();
    private final Map<TimerKey, Timer> timers = new HashMap<>();
    private final NavigableSet<Timer> timersByDue = new TreeSet<>(BY_DUE);
    private Set<String> repeated = Set.of();

    private record TimerKey(AddressKey address, String kind) {}

    /** One address: its history and what is known of its latest messages, oldest first. */
    static final class Place {
        private static final long[] NOTHING = {};

        private @Nullable History history;
        private long[] messages = NOTHING;
        private @Nullable MessageState @Nullable [] states;
        private int count;

        History history() {
            return history == null ? History.NONE : history;
        }

        Place copy() {
            Place copy = new Place();
            copy.history = history;
            copy.messages = messages.clone();
            copy.states = states == null ? null : states.clone();
            copy.count = count;
            return copy;
        }

        void history(History now) {
            history = now;
        }

        @Nullable
        MessageState message(String id) {
            int at = find(Seen.hash(id));
            if (at < 0) {
                return null;
            }
            MessageState state = states == null ? null : states[at];
            return state == null ? MessageState.NONE : state;
        }

        private int find(long hash) {
            for (int i = count - 1; i >= 0; i--) {
                if (messages[i] == hash) {
                    return i;
                }
            }
            return -1;
        }

        void message(String id, MessageState state) {
            long hash = Seen.hash(id);
            int at = find(hash);
            if (at < 0) {
                at = room();
                messages[at] = hash;
            }
            if (states != null) {
                states[at] = state;
            } else if (!state.equals(MessageState.NONE)) {
                states = new MessageState[messages.length];
                states[at] = state;
            }
        }

        private int room() {
            if (count == MOST_MESSAGES) {
                System.arraycopy(messages, 1, messages, 0, --count);
                if (states != null) {
                    System.arraycopy(states, 1, states, 0, count);
                    states[count] = null;
                }
            } else if (count == messages.length) {
                int length = Math.min(MOST_MESSAGES, count + 4 + count / 2);
                messages = Arrays.copyOf(messages, length);
                states = states == null ? null : Arrays.copyOf(states, length);
            }
            return count++;
        }
    }

    /** Another journal that knows the same. */
    LaneJournal copy() {
        LaneJournal copy = new LaneJournal();
        places.forEach((address, place) -> copy.places.put(address, place.copy()));
        copy.known.putAll(known);
        copy.servers.putAll(servers);
        copy.campaigns.putAll(campaigns);
        copy.timers.putAll(timers);
        copy.timersByDue.addAll(timersByDue);
        return copy;
    }

    /** The ids among the next batch's that were recorded in an earlier one. */
    void repeated(Set<String> ids) {
        repeated = ids;
    }

    /** What is known of one address, or null. */
    @Nullable
    Place place(AddressKey address) {
        return places.get(address);
    }

    /** The hold that waits at one address, or null. */
    @Nullable
    Timer hold(AddressKey address) {
        return timers.get(new TimerKey(address, Timer.HOLD));
    }

    @Nullable
    ServerContext server(@Nullable String id) {
        return id == null ? null : servers.get(id);
    }

    @Nullable
    CampaignContext campaign(@Nullable String id) {
        return id == null ? null : campaigns.get(id);
    }

    @Override
    public boolean keepsText() {
        return false;
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    @Override
    public Known load(Lookup lookup) {
        Map<AddressKey, History> histories = new HashMap<>(lookup.addresses().size() * 2);
        for (AddressKey address : lookup.addresses()) {
            Place place = places.get(address);
            if (place != null && place.history != null) {
                histories.put(address, place.history);
            }
        }
        Map<MessageKey, MessageState> messages = new HashMap<>(lookup.messages().size() * 2);
        for (MessageKey key : lookup.messages()) {
            Place place = places.get(key.address());
            MessageState state = place == null ? null : place.message(key.message());
            if (state != null) {
                messages.put(key, state);
            }
        }
        return new Known(
                repeated,
                histories,
                messages,
                present(lookup.servers(), servers),
                present(lookup.campaigns(), campaigns));
    }

    private static <V> Map<String, V> present(Collection<String> wanted, Map<String, V> all) {
        Map<String, V> found = new HashMap<>();
        for (String id : wanted) {
            V value = all.get(id);
            if (value != null) {
                found.put(id, value);
            }
        }
        return found;
    }

    @Override
    public void commit(Batch batch) {
        batch.histories().forEach((address, history) -> {
            Place place = places.computeIfAbsent(address, unheard -> new Place());
            if (place.history == null) {
                known.merge(new AddressKey(address.scope(), ""), 1L, Long::sum);
                known.merge(new AddressKey(address.scope(), "@" + address.domain()), 1L, Long::sum);
            }
            place.history = history;
        });
        batch.messages()
                .forEach((key, state) -> places.computeIfAbsent(key.address(), unheard -> new Place())
                        .message(key.message(), state));
        servers.putAll(batch.servers());
        campaigns.putAll(batch.campaigns());
        batch.timers().forEach(this::set);
        batch.cleared().forEach(this::clear);
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

    @Override
    public List<Timer> timersDue(Instant until, int limit) {
        List<Timer> due = new ArrayList<>();
        for (Timer timer : timersByDue) {
            if (due.size() >= limit || timer.due().isAfter(until)) {
                break;
            }
            due.add(timer);
        }
        return due;
    }

    @Override
    public Optional<Instant> nextTimer() {
        return timersByDue.isEmpty()
                ? Optional.empty()
                : Optional.of(timersByDue.first().due());
    }

    @Override
    public long addresses(String scope, @Nullable String domain) {
        return known.getOrDefault(new AddressKey(scope, domain == null ? "" : "@" + domain), 0L);
    }

    /** Finds nothing: no rows are kept. */
    @Override
    public JournalReader reader() {
        return MemoryJournal.withoutLog().reader();
    }

    @Override
    public List<Outgoing> outbox(Instant now, int limit) {
        return List.of();
    }

    @Override
    public void delivered(List<String> keys) {}

    @Override
    public void failed(String key, String why, @Nullable Instant next) {}

    @Override
    public List<ScheduledRetry> retriesDue(Instant until, int limit) {
        return List.of();
    }

    @Override
    public void close() {}
}
