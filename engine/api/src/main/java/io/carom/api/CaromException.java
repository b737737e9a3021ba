package io.carom.api;

import org.jspecify.annotations.Nullable;

/** What Carom throws; there is one subtype for each remedy. The message names thing, value, place and remedy on one line. */
public class CaromException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what caused it, or null. */
    public CaromException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
