package io.carom.standalone;

import io.carom.standalone.cli.Shell;
import io.carom.standalone.verb.ClassifyVerb;
import io.carom.standalone.verb.CommandLineOf;
import io.carom.standalone.verb.Verb;
import io.carom.standalone.verb.Wrong;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** The program's verbs by name; a verb's class is loaded when it is wanted. */
enum Verbs {
    CLASSIFY("SMTP reply lines -> one record a line", ClassifyVerb::new);

    private final String summary;
    private final Supplier<Verb> verb;

    Verbs(String summary, Supplier<Verb> verb) {
        this.summary = summary;
        this.verb = verb;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String summary() {
        return summary;
    }

    /** The verb of that name; fails with {@link Wrong} and a suggestion when there is none. */
    static Verbs named(String word) {
        for (Verbs verb : values()) {
            if (verb.word().equals(word)) {
                return verb;
            }
        }
        String message = "there is no verb `" + word + "`";
        throw new Wrong(suggestion(word)
                .map(near -> message + "; did you mean `" + near + "`?")
                .orElse(message + "; `carom --help` lists them"));
    }

    int run(Shell shell, String... args) {
        return CommandLineOf.run(word(), verb.get(), shell, args);
    }

    private static Optional<String> suggestion(String word) {
        return Nearest.to(word, Arrays.stream(values()).map(Verbs::word).toList());
    }
}
