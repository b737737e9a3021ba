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
        RetentionSettings read =
                new RetentionSettings(period(section, "events"), period(section, "messages"), period(section, "audit"));
        section.nothingElse();
        return read;
    }

    private static @Nullable Duration period(Section section, String name) {
        Duration length = section.length(name).orElse(null);
        if (length != null && length.isZero()) {
            section.wrong(name, "bad-length", "`" + name + "` is nothing; leave it out to keep everything");
            return null;
        }
        return length;
    }
}
