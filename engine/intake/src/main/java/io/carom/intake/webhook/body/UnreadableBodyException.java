package io.carom.intake.webhook.body;

/** A body that is not what it should be, or is larger than its bounds; carries no stack trace, for it is an answer rather than a fault. */
public final class UnreadableBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;

    /** With the place ({@code 3:17}, line and column, or a field's name) and what is wrong there. */
    public UnreadableBodyException(String place, String message) {
        super(message, null, false, false);
        this.place = place;
    }

    /** Where it is, within the body. */
    public String place() {
        return place;
    }
}
