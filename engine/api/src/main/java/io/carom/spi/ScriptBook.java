package io.carom.spi;

import io.carom.api.Bounce;
import io.carom.api.Problem;
import java.util.List;

/** Compiled domain scripts. Immutable and safe for any number of threads. */
public interface ScriptBook {
    /** A book without scripts. */
    ScriptBook EMPTY = new ScriptBook() {
        @Override
        public List<ScriptNote> scripts() {
            return List.of();
        }

        @Override
        public List<Problem> warnings() {
            return List.of();
        }

        @Override
        public void run(Bounce fact, Proposals out) {}
    };

    /** Every script, most specific first. */
    List<ScriptNote> scripts();

    /** What is odd but no error. */
    List<Problem> warnings();

    /** Runs the scripts for the fact's domain, then receiving host: the most specific one that answers. Never fails, always ends. */
    void run(Bounce fact, Proposals out);

    /**
     * What is known of a script without running it.
     *
     * @param name the file's name without its ending
     * @param file the file, relative to the policy folder
     * @param description who asked for it and why, or empty
     * @param domains the domains it is for, {@code *.} in front of a suffix
     * @param hosts the receiving hosts it is for
     */
    record ScriptNote(String name, String file, String description, List<String> domains, List<String> hosts) {}
}
