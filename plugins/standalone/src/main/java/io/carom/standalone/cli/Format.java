package io.carom.standalone.cli;

import java.util.Locale;

/** How records are printed. */
public enum Format {
    TABLE,
    JSON,
    JSONL,
    CSV;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
