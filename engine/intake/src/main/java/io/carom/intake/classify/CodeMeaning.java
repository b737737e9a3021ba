package io.carom.intake.classify;

import io.carom.api.BounceType;
import io.carom.api.Fault;
import io.carom.api.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a code says by itself. Immutable.
 *
 * @param reason why
 * @param type hard or soft where that is not the code's class, or null
 * @param fault whose fault where that is not the reason's, or null
 * @param strength 0 to 100: a phrase that is weaker does not overrule it
 */
record CodeMeaning(
        Reason reason, @Nullable BounceType type, @Nullable Fault fault, int strength) {}
