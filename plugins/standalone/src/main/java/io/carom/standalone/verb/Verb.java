package io.carom.standalone.verb;

import io.carom.standalone.cli.Shell;

/** One verb of the command line, its options set by picocli. Used once. */
public interface Verb {
    /**
     * Does it.
     *
     * @return the exit status: 0 all good, 1 some input was bad or a check failed
     */
    int run(Shell shell);
}
