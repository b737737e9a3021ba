package io.carom.intake.log;

import io.carom.api.Event;

/**
 * An event and the line it was read from. Immutable.
 *
 * @param event what became of a try
 * @param file the log
 * @param line the line's number in it; 1 is the first
 */
public record LogEntry(Event event, String file, long line) {
    /** The place as messages show it: {@code mail.log:12}. */
    public String place() {
        return file + ":" + line;
    }
}
