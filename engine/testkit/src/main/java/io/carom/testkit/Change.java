package io.carom.testkit;

import io.carom.api.CampaignContext;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.ServerContext;
import io.carom.spi.AddressKey;
import io.carom.spi.Aside;
import io.carom.spi.Batch;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a {@link Batch} for a test. For one thread. */
public final class Change {
    private final List<Entry> entries = new ArrayList<>();
    private final Map<AddressKey, History> histories = new LinkedHashMap<>();
    private final Map<MessageKey, MessageState> messages = new LinkedHashMap<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<Timer> cleared = new ArrayList<>();
    private final List<ScheduledRetry> retries = new ArrayList<>();
    private final List<MessageKey> retriesDone = new ArrayList<>();
    private final List<Outgoing> outbox = new ArrayList<>();
    private final Map<String, ServerContext> servers = new LinkedHashMap<>();
    private final Map<String, CampaignContext> campaigns = new LinkedHashMap<>();
    private final List<Aside> asides = new ArrayList<>();

    /** An event without a decision. */
    public Change event(Event event) {
        return entry(event, null);
    }

    /** An event with its decision, or a timer's decision alone; the JSON is a stand-in. */
    public Change entry(@Nullable Event event, @Nullable Decision decision) {
        entries.add(new Entry(
                event,
                event == null ? null : "{\"id\":\"" + event.id() + "\"}",
                decision,
                decision == null ? null : "{\"event\":\"" + decision.event() + "\"}"));
        return this;
    }

    public Change entry(Entry entry) {
        entries.add(entry);
        return this;
    }

    public Change history(AddressKey address, History history) {
        histories.put(address, history);
        return this;
    }

    public Change message(MessageKey message, MessageState state) {
        messages.put(message, state);
        return this;
    }

    public Change timer(Timer timer) {
        timers.add(timer);
        return this;
    }

    public Change clear(Timer timer) {
        cleared.add(timer);
        return this;
    }

    public Change retry(ScheduledRetry retry) {
        retries.add(retry);
        return this;
    }

    public Change retryDone(MessageKey message) {
        retriesDone.add(message);
        return this;
    }

    public Change action(Outgoing action) {
        outbox.add(action);
        return this;
    }

    public Change server(ServerContext server) {
        servers.put(server.id(), server);
        return this;
    }

    public Change campaign(CampaignContext campaign) {
        campaigns.put(campaign.id(), campaign);
        return this;
    }

    public Change aside(Aside aside) {
        asides.add(aside);
        return this;
    }

    /** The batch with everything that was collected. */
    public Batch batch() {
        return new Batch(
                List.copyOf(entries),
                new LinkedHashMap<>(histories),
                new LinkedHashMap<>(messages),
                List.copyOf(timers),
                List.copyOf(cleared),
                List.copyOf(retries),
                List.copyOf(retriesDone),
                List.copyOf(outbox),
                new LinkedHashMap<>(servers),
                new LinkedHashMap<>(campaigns),
                List.copyOf(asides));
    }
}
