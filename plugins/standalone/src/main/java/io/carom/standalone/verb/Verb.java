package io.carom.standalone.verb;

import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import java.util.List;

/** One verb of the command line. Used once: its options are declared and read, then it runs. */
public interface Verb {
    /** What it does, for its help. */
    String description();

    /** Declares options, words and examples. */
    void declare(Options options);

    /**
     * Does it.
     *
     * @param words the words that were no options
     * @return the exit status: 0 all good, 1 some input was bad or a check failed
     */
    int run(Shell shell, List<String> words);
}
