package io.carom.intake.log;

/** Is told of lines that could not be read. */
@FunctionalInterface
public interface BadLines {
    /** The line at {@code place} ({@code mail.log:12}) could not be read, for the reason {@code why}. */
    void bad(String place, String why);
}
