package io.carom.spi;

import io.carom.api.Bounce;
import io.carom.api.Proposal;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Facts and verbs that a host adds to the language of domain scripts; found by {@link java.util.ServiceLoader}. Who writes one answers for
 * what it does: it must be quick and have no effect but its answer. Whatever it throws becomes a note on the decision, or an empty value.
 * Its functions are called by any number of threads.
 */
public interface ScriptWords {
    /** The facts; a name that the language has already is left out. */
    List<OwnFact> facts();

    /** The verbs; a name that the language has already is left out. */
    List<OwnVerb> verbs();

    /** The kinds of values in scripts, and what Java sees of them. */
    enum Kind {
        /** A {@link String}. */
        TEXT,
        /** An {@link Integer}. */
        NUMBER,
        /** A {@link Boolean}. */
        FLAG,
        /** A {@link java.time.Duration}. */
        SPAN
    }

    /**
     * A fact.
     *
     * @param name a Java identifier
     * @param doc one sentence for the handbook
     * @param value its value, of the kind's type; another type or a failure counts as empty
     */
    record OwnFact(String name, Kind kind, String doc, Function<Bounce, ?> value) {}

    /**
     * A verb.
     *
     * @param name a Java identifier
     * @param parameters the kinds of its arguments
     * @param doc one sentence for the handbook
     * @param proposals what it proposes, given the fact and its arguments
     */
    record OwnVerb(
            String name,
            List<Kind> parameters,
            String doc,
            BiFunction<Bounce, List<Object>, List<Proposal>> proposals) {
        /** Keeps a copy of the parameters. */
        public OwnVerb {
            parameters = List.copyOf(parameters);
        }
    }
}
