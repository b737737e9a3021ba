package io.carom.api;

import org.jspecify.annotations.Nullable;

/** A file, line or request that cannot be read as what it should be: skipped and counted, the rest goes on. */
public final class InputException extends CaromException {
    private static final long serialVersionUID = 1L;

    private final String place;

    /** With the place ({@code events.jsonl:12}) and what is wrong there. */
    public InputException(String place, String message, @Nullable Throwable cause) {
        super(place + ": " + message, cause);
        this.place = place;
    }

    /** Where it is: a file, with the line where there is one. */
    public String place() {
        return place;
    }
}
