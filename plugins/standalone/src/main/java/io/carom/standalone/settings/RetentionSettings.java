package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code retention}: how long what is recorded is kept. Immutable.
 *
 * @param events rows of the log, and with them the changes that could be undone; null to keep all
 * @param messages states of messages since they were last heard of; null to keep all
 * @param audit who changed what by hand; null to keep all
 */
public record RetentionSettings(
        @Nullable Duration events,
        @Nullable Duration messages,
        @Nullable Duration audit) {
    /** Everything is kept. */
    public static final RetentionSettings DEFAULT = new RetentionSettings(null, null, null);

    static RetentionSettings read(Section section) {
        RetentionSettings read = new RetentionSettings(
                section.length("events").orElse(null),
                section.length("messages").orElse(null),
                section.length("audit").orElse(null));
        section.nothingElse();
        return read;
    }
}
