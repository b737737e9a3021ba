package io.carom.spi;

import io.carom.api.Decision;
import io.carom.api.Event;
import org.jspecify.annotations.Nullable;

/**
 * One row of the journal: an event, its decision, or both. Immutable.
 *
 * @param event the event, with its id; null for a timer's decision
 * @param eventJson the event as JSON, as it is to be kept; null with {@code event}
 * @param decision what was decided, or null for an event that gives no decision
 * @param decisionJson the decision as JSON, byte for byte; null with {@code decision}
 * @param scope the scope of the address it is about: {@link AddressKey#scope()}
 * @param before what the address was before, where the decision changes the subscriber; null otherwise
 * @param memo what the engine has to do again when it rebuilds what it keeps in memory only, in its own words; null when it does not know
 */
public record Entry(
        @Nullable Event event,
        @Nullable String eventJson,
        @Nullable Decision decision,
        @Nullable String decisionJson,
        String scope,
        @Nullable Before before,
        @Nullable String memo) {
    /** An entry without a memo. */
    public Entry(
            @Nullable Event event,
            @Nullable String eventJson,
            @Nullable Decision decision,
            @Nullable String decisionJson,
            String scope,
            @Nullable Before before) {
        this(event, eventJson, decision, decisionJson, scope, before, null);
    }

    /** An entry that changes no subscriber, or whose change is not to be undone exactly. */
    public Entry(
            @Nullable Event event,
            @Nullable String eventJson,
            @Nullable Decision decision,
            @Nullable String decisionJson,
            String scope) {
        this(event, eventJson, decision, decisionJson, scope, null, null);
    }

    /** An entry of a store with one tenant. */
    public Entry(
            @Nullable Event event,
            @Nullable String eventJson,
            @Nullable Decision decision,
            @Nullable String decisionJson) {
        this(event, eventJson, decision, decisionJson, "", null, null);
    }
}
