package io.carom.standalone.verb;

import io.carom.standalone.logging.Logging;
import picocli.CommandLine.Option;

/** The options that every verb has. */
final class Loudness {
    @Option(
            names = {"-v", "--verbose"},
            description = "Log what is notable to standard error; twice for details, with whole addresses.")
    private boolean[] verbose = {};

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress, and only errors in the log.")
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    boolean quiet() {
        return quiet;
    }

    /** Sets the log's level; {@code usual} is what the verb logs when nothing is said. */
    void apply(Logging.Level usual) {
        if (quiet) {
            Logging.set(Logging.Level.ERROR);
        } else if (verbose.length > 0) {
            Logging.set(verbose.length > 1 ? Logging.Level.DEBUG : Logging.Level.INFO);
        } else if (usual != Logging.Level.WARN) {
            Logging.set(usual);
        }
    }
}
