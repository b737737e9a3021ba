package io.carom.api;

import org.jspecify.annotations.Nullable;

/** The store refused or could not be reached; nothing of the batch was written. Whether trying again may help is {@link #transientFault()}. */
public final class JournalException extends CaromException {
    private static final long serialVersionUID = 1L;

    private final boolean transientFault;

    /** With what the store said. */
    public JournalException(String message, boolean transientFault, @Nullable Throwable cause) {
        super(message, cause);
        this.transientFault = transientFault;
    }

    /** Whether the same batch may go through later: a lock, a lost connection; not a full disk or a file that may not be written. */
    public boolean transientFault() {
        return transientFault;
    }
}
