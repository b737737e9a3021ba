package io.carom.engine.incident;

import java.util.Locale;

/** How a held change ends. */
public enum HeldEnd {
    /** It is carried out after all. */
    RELEASED,
    /** It is given up: the address stays as it is. */
    DISCARDED,
    /** The address showed a sign of life: it stays as it is. */
    ALIVE;

    /** The word in decisions and in the audit. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
