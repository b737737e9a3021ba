package io.carom.spi;

import java.util.Set;

/** What the engine needs to know before it decides a batch. The sets are not changed once it is made. */
public record Lookup(
        Set<String> events,
        Set<AddressKey> addresses,
        Set<MessageKey> messages,
        Set<String> servers,
        Set<String> campaigns) {}
