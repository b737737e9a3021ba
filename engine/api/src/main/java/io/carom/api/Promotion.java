package io.carom.api;

/** What turned a soft bounce into a hard one. */
public enum Promotion {
    /** Too many messages in a row to one address bounced softly; the recipient's fault. */
    CONSECUTIVE_SOFT("consecutive_soft"),
    /** The receiver has not answered for so long that it is gone; the recipient's fault. */
    UNREACHABLE("unreachable"),
    /** An address on trial bounced again; the recipient's fault. */
    PROBATION("probation"),
    /** The last retry failed, too; the fault stays what it was. */
    RETRIES_EXHAUSTED("retries_exhausted");

    private final String word;

    Promotion(String word) {
        this.word = word;
    }

    /** The word in JSON and in rules. */
    public String word() {
        return word;
    }
}
