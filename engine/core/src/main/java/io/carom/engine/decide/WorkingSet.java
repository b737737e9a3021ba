package io.carom.engine.decide;

import io.carom.api.CampaignContext;
import io.carom.api.ServerContext;
import io.carom.spi.AddressKey;
import io.carom.spi.Aside;
import io.carom.spi.Batch;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.Known;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one batch knows and changes: what the journal knew, overlaid with what the events of this batch have done so far. Thrown away
 * with all its changes when the commit fails. For one thread.
 */
public final class WorkingSet {
    private final Map<AddressKey, History> knownHistories;
    private final Map<MessageKey, MessageState> knownMessages;
    private final Map<String, ServerContext> knownServers;
    private final Map<String, CampaignContext> knownCampaigns;
    private final Set<String> events;
    private final boolean host;

    private final Map<AddressKey, History> learnt = new HashMap<>(0);
    private final Map<AddressKey, History> histories;
    private final Map<MessageKey, MessageState> messages;
    private final Map<String, ServerContext> servers = new LinkedHashMap<>(0);
    private final Map<String, CampaignContext> campaigns = new LinkedHashMap<>(0);
    private final Map<TimerKey, Optional<Timer>> timers = new LinkedHashMap<>(0);
    private final Map<MessageKey, Optional<ScheduledRetry>> retries;
    private final List<Entry> entries;
    private final List<Outgoing> outbox = new ArrayList<>(0);
    private final List<Aside> asides = new ArrayList<>(0);

    private final Memo memo = new Memo();
    /** Addresses that become known with this batch, by domain; the empty one stands for all. */
    private final Map<String, Long> fresh = new HashMap<>();

    private Instant firedUntil = Instant.MIN;
    /** No timer of this batch is due before; the first one may be due later. */
    private Instant earliestTimer = Instant.MAX;

    private record TimerKey(AddressKey address, String kind) {}

    /** Begins with what the journal knows; {@code host} says whether there is anybody to carry out actions. */
    public WorkingSet(Known known, boolean host) {
        this(known, host, 1);
    }

    /** Likewise, with room for {@code inputs} events. */
    public WorkingSet(Known known, boolean host, int inputs) {
        this.host = host;
        knownHistories = known.histories();
        knownMessages = known.messages();
        knownServers = known.servers();
        knownCampaigns = known.campaigns();
        int room = inputs + inputs / 2;
        events = new HashSet<>(room);
        events.addAll(known.events());
        histories = new LinkedHashMap<>(room);
        messages = new LinkedHashMap<>(room);
        retries = new LinkedHashMap<>(room);
        entries = new ArrayList<>(inputs);
    }

    /** Adds histories that were not asked for when the batch began. */
    public void learn(Map<AddressKey, History> more) {
        more.forEach((address, history) -> {
            if (!knownHistories.containsKey(address)) {
                learnt.putIfAbsent(address, history);
            }
        });
    }

    /** Whether an event of this id is recorded, or came earlier in this batch; notes it. */
    public boolean recordedBefore(String event) {
        return !events.add(event);
    }

    /** What is known of an address, with what this batch has changed. */
    public History history(AddressKey address) {
        History changed = histories.get(address);
        if (changed != null) {
            return changed;
        }
        History known = knownHistories.get(address);
        return known != null ? known : learnt.getOrDefault(address, History.NONE);
    }

    /** Whether an address was heard of before, or in this batch. */
    boolean knows(AddressKey address) {
        return histories.containsKey(address) || knownHistories.containsKey(address) || learnt.containsKey(address);
    }

    /** Gives an address another history. */
    public void history(AddressKey address, History history) {
        if (histories.put(address, history) == null
                && !knownHistories.containsKey(address)
                && !learnt.containsKey(address)) {
            fresh.merge("", 1L, Long::sum);
            fresh.merge(address.domain(), 1L, Long::sum);
        }
    }

    /** How many addresses of a domain, or of all for null, have become known with this batch. */
    long fresh(@Nullable String domain) {
        return fresh.getOrDefault(domain == null ? "" : domain, 0L);
    }

    /** What the event or timer at hand does to what is kept in memory only. */
    public Memo memo() {
        return memo;
    }

    MessageState message(MessageKey message) {
        MessageState changed = messages.get(message);
        return changed != null ? changed : knownMessages.getOrDefault(message, MessageState.NONE);
    }

    /** Whether we know of our own that this message went to this address: it was reported as sent, or failed on proof before. */
    boolean knows(MessageKey message) {
        return messages.containsKey(message) || knownMessages.containsKey(message);
    }

    void message(MessageKey message, MessageState state) {
        messages.put(message, state);
    }

    Optional<ServerContext> server(String id) {
        ServerContext changed = servers.get(id);
        return Optional.ofNullable(changed != null ? changed : knownServers.get(id));
    }

    /** Configures a server from now on. */
    public void server(ServerContext server) {
        servers.put(server.id(), server);
    }

    Optional<CampaignContext> campaign(String id) {
        CampaignContext changed = campaigns.get(id);
        return Optional.ofNullable(changed != null ? changed : knownCampaigns.get(id));
    }

    /** Configures a campaign from now on. */
    public void campaign(CampaignContext campaign) {
        campaigns.put(campaign.id(), campaign);
    }

    void setTimer(Timer timer) {
        timers.put(new TimerKey(timer.address(), timer.kind()), Optional.of(timer));
        if (timer.due().isBefore(earliestTimer)) {
            earliestTimer = timer.due();
        }
    }

    void clearTimer(AddressKey address, String kind) {
        timers.put(new TimerKey(address, kind), Optional.empty());
    }

    /** Whether this batch has replaced or cleared the timer of this address and kind that the journal knows. */
    public boolean supersedes(Timer timer) {
        return timers.containsKey(new TimerKey(timer.address(), timer.kind()));
    }

    /** Every timer due at or before {@code until} has fired: none that the journal still shows waits. */
    public void timersFired(Instant until) {
        firedUntil = until.isAfter(firedUntil) ? until : firedUntil;
    }

    /** Whether a timer of the journal that is due at {@code due} still waits, as far as this batch has come. */
    boolean waits(Instant due) {
        return due.isAfter(firedUntil);
    }

    /** How many timers this batch has set or cleared. */
    public int timersChanged() {
        return timers.size();
    }

    /** Timers that this batch has set. */
    List<Timer> timersSet() {
        List<Timer> set = new ArrayList<>(timers.size());
        timers.values().forEach(timer -> timer.ifPresent(set::add));
        return set;
    }

    /** Timers that this batch has set and that are due at or before {@code until}. */
    public List<Timer> timersDue(Instant until) {
        if (earliestTimer.isAfter(until)) {
            return List.of();
        }
        List<Timer> due = new ArrayList<>();
        earliestTimer = Instant.MAX;
        for (Timer timer : timersSet()) {
            if (!timer.due().isAfter(until)) {
                due.add(timer);
            }
            if (timer.due().isBefore(earliestTimer)) {
                earliestTimer = timer.due();
            }
        }
        return due;
    }

    void schedule(ScheduledRetry retry) {
        retries.put(new MessageKey(retry.address(), retry.message()), Optional.of(retry));
    }

    void unschedule(MessageKey message) {
        retries.put(message, Optional.empty());
    }

    /** Records an event, a decision, or both. */
    public void record(Entry entry) {
        entries.add(entry);
    }

    void send(Outgoing outgoing) {
        if (host) {
            outbox.add(outgoing);
        }
    }

    /** Something that is written besides: an incident that changed, a row of the audit. */
    public void aside(Aside aside) {
        asides.add(aside);
    }

    /** Whether there is anything to write. */
    public boolean isEmpty() {
        return entries.isEmpty() && servers.isEmpty() && campaigns.isEmpty() && asides.isEmpty() && timers.isEmpty();
    }

    /** Everything that changed, as one commit. */
    public Batch toBatch() {
        List<Timer> cleared = new ArrayList<>();
        timers.forEach((key, timer) -> {
            if (timer.isEmpty()) {
                cleared.add(new Timer(key.address(), key.kind(), Instant.EPOCH));
            }
        });
        List<ScheduledRetry> scheduled = new ArrayList<>();
        List<MessageKey> done = new ArrayList<>();
        retries.forEach((key, retry) -> retry.ifPresentOrElse(scheduled::add, () -> done.add(key)));
        return new Batch(
                entries,
                histories,
                messages,
                timersSet(),
                cleared,
                scheduled,
                done,
                outbox,
                servers,
                campaigns,
                asides);
    }
}
