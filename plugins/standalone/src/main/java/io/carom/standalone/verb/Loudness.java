package io.carom.standalone.verb;

import io.carom.standalone.cli.Options;
import io.carom.standalone.logging.Logging;

/** How much a verb tells: {@code -v} and {@code -q}. For one thread. */
final class Loudness {
    private int verbose;
    private boolean quiet;

    void declare(Options options) {
        options.flag(
                        "-v --verbose",
                        "log what is notable to standard error; twice for details, with whole addresses",
                        () -> verbose++)
                .flag("-q --quiet", "no progress, and only errors in the log", () -> quiet = true);
    }

    boolean quiet() {
        return quiet;
    }

    /** Sets the log's level; {@code usual} is what the verb logs when nothing is said. */
    void apply(Logging.Level usual) {
        if (quiet) {
            Logging.set(Logging.Level.ERROR);
        } else if (verbose > 0) {
            Logging.set(verbose > 1 ? Logging.Level.DEBUG : Logging.Level.INFO);
        } else if (usual != Logging.Level.WARN) {
            Logging.set(usual);
        }
    }
}
