package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code instance}: this process among several that write one store. Immutable.
 *
 * @param name its name, unique among them; null: made of the machine's name and the process's number
 * @param lease how long work that it took is left to it after it was last heard of; 30 s
 */
public record InstanceSettings(@Nullable String name, Duration lease) {
    /** A name of its own, 30 s. */
    public static final InstanceSettings DEFAULT = new InstanceSettings(null, Duration.ofSeconds(30));

    static InstanceSettings read(Section section) {
        InstanceSettings read = new InstanceSettings(
                section.text("name").orElse(null), section.length("lease").orElse(DEFAULT.lease));
        section.nothingElse();
        return read;
    }
}
