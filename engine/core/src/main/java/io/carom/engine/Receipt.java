package io.carom.engine;

import io.carom.api.Decision;
import io.carom.api.Proof;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one input, once it is durably recorded. Immutable.
 *
 * @param decision the decision about it, or empty for an input that gives none
 * @param timers decisions of timers that fired before it
 * @param recorded false when this very event (the same id) was recorded before: nothing is recorded twice
 * @param proof how the event's origin is proven, with what the journal knows of the message; null for an input that is no event
 */
public record Receipt(
        Optional<Decision> decision,
        List<Decision> timers,
        boolean recorded,
        @Nullable Proof proof) {}
