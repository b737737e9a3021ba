package io.carom.intake.classify;

import io.carom.api.BounceType;
import io.carom.api.Fault;
import io.carom.api.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Phrases and hosts that mean the same, as one entry of {@code signals/*.yml} says. Immutable.
 *
 * @param name the name under which rules see it, or null
 * @param reason why the delivery failed, or null when it only names something
 * @param type hard or soft where code and reason do not decide it, or null
 * @param fault whose fault where it is not the reason's, or null
 * @param strength 0 to 100: the strongest that is found wins, and beats codes that are weaker
 * @param family the receiving family that its phrases and hosts give away, or null
 * @param at families or host patterns to which it is restricted; empty: everywhere
 * @param codes codes to which it is restricted; empty: any
 * @param phrases what is looked for
 * @param with one of these must be there, too; empty: no matter
 * @param without none of these may be there
 * @param hosts receiving hosts or recipient domains ({@code *.example.net}) that are a find by themselves
 */
record Signal(
        @Nullable String name,
        @Nullable Reason reason,
        @Nullable BounceType type,
        @Nullable Fault fault,
        int strength,
        @Nullable String family,
        List<String> at,
        List<CodePattern> codes,
        List<List<PhraseForm.Part>> phrases,
        List<List<PhraseForm.Part>> with,
        List<List<PhraseForm.Part>> without,
        List<String> hosts) {}
