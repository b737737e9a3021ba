package io.carom.engine;

import io.carom.api.Decision;
import java.util.List;
import java.util.Optional;

/**
 * What became of one input, once it is durably recorded. Immutable.
 *
 * @param decision the decision about it, or empty for an input that gives none
 * @param timers decisions of timers that fired before it
 * @param recorded false when this very event (the same id) was recorded before: nothing is recorded twice
 */
public record Receipt(Optional<Decision> decision, List<Decision> timers, boolean recorded) {}
