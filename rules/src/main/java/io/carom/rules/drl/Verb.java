package io.carom.rules.drl;

import io.carom.api.Phase;
import io.carom.api.Proposal;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One verb of {@link io.carom.api.Decide} with one list of parameters. Immutable.
 *
 * @param name the verb
 * @param parameters what its arguments are
 * @param phases the phases it may stand in
 * @param phase the phase of a rule in a file that names none
 * @param about what it asks for, in a sentence
 * @param make the proposal, from arguments that were checked
 */
public record Verb(
        String name,
        List<Parameter> parameters,
        Set<Phase> phases,
        Phase phase,
        String about,
        Function<List<Object>, Proposal> make) {
    /** What an argument is. */
    public enum Parameter {
        REASON("reason"),
        FAULT("fault"),
        NAME("name"),
        SENTENCE("sentence"),
        RETRY_POLICY("retry policy"),
        LENGTH("length of time"),
        ATTEMPTS("attempts"),
        RATE("rate");

        private final String word;

        Parameter(String word) {
            this.word = word;
        }

        /** In a message. */
        public String word() {
            return word;
        }
    }

    /** As a message shows it: {@code decide.retry(length of time, attempts)}. */
    public String shown() {
        return "decide." + name + "("
                + String.join(", ", parameters.stream().map(Parameter::word).toList()) + ")";
    }
}
