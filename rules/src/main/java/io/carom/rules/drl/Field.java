package io.carom.rules.drl;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** One field of {@link Bounce}, as rules may compare it. Immutable. */
public sealed interface Field {
    /** The name in rules. */
    String name();

    /** The first phase that knows it. */
    Phase from();

    /** What it is, in a sentence. */
    String about();

    /** Its value as a rule would write it. */
    String shown(Bounce fact);

    /**
     * Text; what is not known is empty.
     *
     * @param form which texts it can hold
     * @param words all texts it can hold besides the empty one; empty when that is open
     */
    record Text(String name, Phase from, String about, Form form, Set<String> words, Function<Bounce, String> get)
            implements Field {
        @Override
        public String shown(Bounce fact) {
            return "\"" + Words.cut(String.valueOf(get.apply(fact)), 80) + "\"";
        }
    }

    /** A whole number. */
    record Count(String name, Phase from, String about, int least, int most, ToIntFunction<Bounce> get)
            implements Field {
        @Override
        public String shown(Bounce fact) {
            return Integer.toString(get.applyAsInt(fact));
        }
    }

    /** Yes or no. */
    record Flag(String name, Phase from, String about, Predicate<Bounce> get) implements Field {
        @Override
        public String shown(Bounce fact) {
            return Boolean.toString(get.test(fact));
        }
    }

    /** A set of names. */
    record Names(String name, Phase from, String about, Function<Bounce, Set<String>> get) implements Field {
        @Override
        public String shown(Bounce fact) {
            return get.apply(fact).stream().sorted().toList().toString();
        }
    }

    /** Which texts a field can hold. */
    enum Form {
        ANY,
        LOWER_CASE,
        STATUS,
        SUBJECT
    }
}
