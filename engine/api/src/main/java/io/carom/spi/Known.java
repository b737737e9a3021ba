package io.carom.spi;

import io.carom.api.CampaignContext;
import io.carom.api.ServerContext;
import java.util.Map;
import java.util.Set;

/** The answer to a {@link Lookup}; what the journal has never heard of is left out. Immutable. */
public record Known(
        Set<String> events,
        Map<AddressKey, History> histories,
        Map<MessageKey, MessageState> messages,
        Map<String, ServerContext> servers,
        Map<String, CampaignContext> campaigns) {}
