package io.carom.spi;

/** Reads failures: code table first, then all phrases in one pass. Immutable and safe for any number of threads. */
public interface Classifier {
    /** What {@code evidence} says. Never fails and never blocks; the time is linear in the text, of which at most 64 KiB are read. */
    Reading read(Evidence evidence);
}
