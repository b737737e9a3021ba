package io.carom.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.carom.api.CampaignContext;
import io.carom.api.ServerContext;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.History;
import io.carom.spi.Journal;
import io.carom.spi.Known;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a journal knows, with a bounded cache in front of it: it holds only what can be read again. A journal in memory is asked directly,
 * since looking there costs no more. For one thread.
 */
final class RecentlyKnown {
    private static final int MOST_CONTEXTS = 10_000;

    private final Journal journal;
    private final boolean direct;
    private final Cache<AddressKey, Optional<History>> histories;
    private final Cache<MessageKey, Optional<MessageState>> messages;
    private final Cache<String, Optional<ServerContext>> servers;
    private final Cache<String, Optional<CampaignContext>> campaigns;

    /** In front of {@code journal}, with room for {@code cached} addresses and as many messages. */
    RecentlyKnown(Journal journal, int cached) {
        this.journal = journal;
        this.direct = journal.inMemory();
        this.histories = cache(cached);
        this.messages = cache(cached);
        this.servers = cache(MOST_CONTEXTS);
        this.campaigns = cache(MOST_CONTEXTS);
    }

    private static <K, V> Cache<K, V> cache(int size) {
        return Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
    }

    /** The answer to a look-up. */
    Known load(Lookup asked) {
        if (direct) {
            return journal.load(asked);
        }
        Map<AddressKey, Optional<History>> foundHistories = new HashMap<>(histories.getAllPresent(asked.addresses()));
        Map<MessageKey, Optional<MessageState>> foundMessages = new HashMap<>(messages.getAllPresent(asked.messages()));
        Map<String, Optional<ServerContext>> foundServers = new HashMap<>(servers.getAllPresent(asked.servers()));
        Map<String, Optional<CampaignContext>> foundCampaigns =
                new HashMap<>(campaigns.getAllPresent(asked.campaigns()));
        Lookup rest = new Lookup(
                asked.events(),
                without(asked.addresses(), foundHistories.keySet()),
                without(asked.messages(), foundMessages.keySet()),
                without(asked.servers(), foundServers.keySet()),
                without(asked.campaigns(), foundCampaigns.keySet()));
        Known known = journal.load(rest);
        rest.addresses()
                .forEach(key -> keep(
                        histories,
                        foundHistories,
                        key,
                        Optional.ofNullable(known.histories().get(key))));
        rest.messages()
                .forEach(key -> keep(
                        messages,
                        foundMessages,
                        key,
                        Optional.ofNullable(known.messages().get(key))));
        rest.servers()
                .forEach(id -> keep(
                        servers,
                        foundServers,
                        id,
                        Optional.ofNullable(known.servers().get(id))));
        rest.campaigns()
                .forEach(id -> keep(
                        campaigns,
                        foundCampaigns,
                        id,
                        Optional.ofNullable(known.campaigns().get(id))));
        return new Known(
                known.events(),
                present(foundHistories),
                present(foundMessages),
                present(foundServers),
                present(foundCampaigns));
    }

    private static <K> Set<K> without(Set<K> all, Set<K> some) {
        Set<K> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static <K, V> void keep(Cache<K, V> cache, Map<K, V> found, K key, V value) {
        cache.put(key, value);
        found.put(key, value);
    }

    private static <K, V> Map<K, V> present(Map<K, Optional<V>> found) {
        Map<K, V> present = new HashMap<>();
        found.forEach((id, value) -> value.ifPresent(there -> present.put(id, there)));
        return present;
    }

    /** A batch was committed. */
    void committed(Batch batch) {
        if (direct) {
            return;
        }
        batch.histories().forEach((key, history) -> histories.put(key, Optional.of(history)));
        batch.messages().forEach((key, state) -> messages.put(key, Optional.of(state)));
        batch.servers().forEach((id, server) -> servers.put(id, Optional.of(server)));
        batch.campaigns().forEach((id, campaign) -> campaigns.put(id, Optional.of(campaign)));
    }

    /** Somebody else has recorded something of this address and, unless it is null, this message of its. */
    void forget(AddressKey address, @Nullable String message) {
        histories.invalidate(address);
        if (message != null) {
            messages.invalidate(new MessageKey(address, message));
        }
    }

    /** Somebody else has configured servers or campaigns. */
    void forgetContexts() {
        servers.invalidateAll();
        campaigns.invalidateAll();
    }

    /** Somebody else may have written: the journal is asked again. */
    void forget() {
        histories.invalidateAll();
        messages.invalidateAll();
        forgetContexts();
    }
}
