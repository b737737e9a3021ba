package io.carom.standalone.cli;

/** The command was used wrongly: the message says how, and what to write instead. The exit status is 2. */
public final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With one line for the person at the keyboard. */
    public Wrong(String message) {
        super(message);
    }
}
