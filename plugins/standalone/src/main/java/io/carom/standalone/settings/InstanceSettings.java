package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.time.Duration;

/**
 * Section {@code instance}: this process among several that write one store. Immutable.
 *
 * @param name what it is called in the store's outbox; {@code carom}
 * @param lease how long actions that it took are left to it after it was last heard of, 1 s to 1 hour; 10 s
 * @param turn how long it may sit idle in its turn to write before a server database cuts it off, 1 s to 1 hour; 10 s
 */
public record InstanceSettings(String name, Duration lease, Duration turn) {
    /** {@code carom}, 10 s each. */
    public static final InstanceSettings DEFAULT =
            new InstanceSettings("carom", Duration.ofSeconds(10), Duration.ofSeconds(10));

    /** Takes lengths within their range. */
    public InstanceSettings {
        lease = within(lease);
        turn = within(turn);
    }

    private static Duration within(Duration length) {
        Duration least = length.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : length;
        return least.compareTo(Duration.ofHours(1)) > 0 ? Duration.ofHours(1) : least;
    }

    static InstanceSettings read(Section section) {
        InstanceSettings read = new InstanceSettings(
                section.text("name").orElse(DEFAULT.name),
                section.length("lease").orElse(DEFAULT.lease),
                section.length("turn").orElse(DEFAULT.turn));
        section.nothingElse();
        return read;
    }
}
