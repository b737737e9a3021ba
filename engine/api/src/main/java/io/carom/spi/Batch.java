package io.carom.spi;

import io.carom.api.CampaignContext;
import io.carom.api.ServerContext;
import java.util.List;
import java.util.Map;

/**
 * Everything that one commit writes: all of it or nothing. Immutable.
 *
 * @param entries events and decisions, in the order in which they were decided
 * @param histories the new history of each address that changed
 * @param messages the new state of each message that changed
 * @param timers timers to set; one of the same address and kind is replaced
 * @param cleared timers to take away, after {@code timers} was applied
 * @param retries retries to schedule; one of the same address and message is replaced
 * @param retriesDone messages whose scheduled retry is no longer wanted
 * @param outbox actions for the host, in order
 * @param servers servers to configure, by id
 * @param campaigns campaigns to configure, by id
 * @param asides what else is written, in order: incidents that changed, what was done by hand, the progress of an undo
 */
public record Batch(
        List<Entry> entries,
        Map<AddressKey, History> histories,
        Map<MessageKey, MessageState> messages,
        List<Timer> timers,
        List<Timer> cleared,
        List<ScheduledRetry> retries,
        List<MessageKey> retriesDone,
        List<Outgoing> outbox,
        Map<String, ServerContext> servers,
        Map<String, CampaignContext> campaigns,
        List<Aside> asides) {
    /** A batch with nothing besides. */
    public Batch(
            List<Entry> entries,
            Map<AddressKey, History> histories,
            Map<MessageKey, MessageState> messages,
            List<Timer> timers,
            List<Timer> cleared,
            List<ScheduledRetry> retries,
            List<MessageKey> retriesDone,
            List<Outgoing> outbox,
            Map<String, ServerContext> servers,
            Map<String, CampaignContext> campaigns) {
        this(
                entries,
                histories,
                messages,
                timers,
                cleared,
                retries,
                retriesDone,
                outbox,
                servers,
                campaigns,
                List.of());
    }

    /** Incidents that were opened or changed, each once. */
    public List<IncidentChange> incidents() {
        return asides.stream()
                .filter(IncidentChange.class::isInstance)
                .map(IncidentChange.class::cast)
                .toList();
    }

    /** What was done by hand. */
    public List<AuditRow> audit() {
        return asides.stream()
                .filter(AuditRow.class::isInstance)
                .map(AuditRow.class::cast)
                .toList();
    }
}
