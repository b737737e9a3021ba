package io.carom.spi;

import java.util.Set;

/** What the engine needs to know before it decides a batch. Immutable. */
public record Lookup(
        Set<String> events,
        Set<AddressKey> addresses,
        Set<MessageKey> messages,
        Set<String> servers,
        Set<String> campaigns) {
    /** Takes its own copies. */
    public Lookup {
        events = Set.copyOf(events);
        addresses = Set.copyOf(addresses);
        messages = Set.copyOf(messages);
        servers = Set.copyOf(servers);
        campaigns = Set.copyOf(campaigns);
    }
}
