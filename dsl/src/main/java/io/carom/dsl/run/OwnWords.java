package io.carom.dsl.run;

import io.carom.api.Bounce;
import io.carom.api.Proposal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host's own facts and verbs by index; whatever they do, nothing is thrown here. Safe for any number of threads. */
public interface OwnWords {
    /** No words. */
    OwnWords NONE = new OwnWords() {};

    /** The fact's value, or empty. */
    default String text(int index, Bounce fact) {
        return "";
    }

    /** The fact's value, or 0. */
    default int number(int index, Bounce fact) {
        return 0;
    }

    /** The fact's value, or false. */
    default boolean flag(int index, Bounce fact) {
        return false;
    }

    /** The fact's value in seconds, or 0. */
    default long span(int index, Bounce fact) {
        return 0;
    }

    /** What the verb proposes, or null when it failed. */
    default @Nullable List<Proposal> run(int verb, Bounce fact, List<Object> arguments) {
        return null;
    }

    /** The verb's name in scripts. */
    default String verbName(int verb) {
        return "";
    }
}
