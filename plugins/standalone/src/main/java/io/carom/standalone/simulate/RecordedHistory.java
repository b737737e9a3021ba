package io.carom.standalone.simulate;

import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.engine.json.EventJson;
import io.carom.spi.Journal;
import io.carom.spi.Known;
import io.carom.spi.LogFilter;
import io.carom.spi.Lookup;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a journal has recorded, as the inputs that it was recorded from. Only reads. Stateless. */
public final class RecordedHistory {
    private RecordedHistory() {}

    /**
     * Hands over each recorded event before {@code to} in the order of recording, from the journal's beginning: what comes before a span
     * warms it. A server or campaign comes in front of the first event that names it,
     * as the journal knows it today.
     */
    public static void read(Journal journal, @Nullable Instant to, Predicate<Input> sink) {
        Set<String> servers = new HashSet<>();
        Set<String> campaigns = new HashSet<>();
        LogFilter filter =
                new LogFilter(null, null, null, null, null, null, null, null, null, null, to, true, false, 0, 0);
        journal.reader().log(filter, row -> {
            if (row.eventJson() == null) {
                return true;
            }
            Input input = EventJson.read(row.eventJson(), "journal:" + row.seq());
            return (!(input instanceof Event event) || context(journal, event, servers, campaigns, sink))
                    && sink.test(input);
        });
    }

    private static boolean context(
            Journal journal, Event event, Set<String> servers, Set<String> campaigns, Predicate<Input> sink) {
        Set<String> newServers =
                event.server() != null && servers.add(event.server()) ? Set.of(event.server()) : Set.of();
        Set<String> newCampaigns =
                event.campaign() != null && campaigns.add(event.campaign()) ? Set.of(event.campaign()) : Set.of();
        if (newServers.isEmpty() && newCampaigns.isEmpty()) {
            return true;
        }
        Known known = journal.load(new Lookup(Set.of(), Set.of(), Set.of(), newServers, newCampaigns));
        return known.servers().values().stream().allMatch(sink)
                && known.campaigns().values().stream().allMatch(sink);
    }
}
