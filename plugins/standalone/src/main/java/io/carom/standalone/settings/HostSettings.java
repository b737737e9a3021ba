package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code host}: the mail platform that carries out what is decided. Immutable.
 *
 * @param type the kind of host: {@code embedded}, {@code none} (actions are only recorded), or as a plugin names it ({@code http});
 *     null: embedded
 * @param file the plugin's own settings, or null
 * @param perSecond actions a second at most, 0 for no limit; null: 1,000, and no limit for the embedded one
 * @param timeout how long one call may take; null: 10 s, and a minute for the embedded one
 * @param giveUpAfter how long after its first failure an action becomes a dead letter; 3 days
 */
public record HostSettings(
        @Nullable String type,
        @Nullable Path file,
        @Nullable Integer perSecond,
        @Nullable Duration timeout,
        Duration giveUpAfter) {
    /** The host in the journal's own database. */
    public static final String EMBEDDED = "embedded";

    /** No host: actions are only recorded. */
    public static final String NONE = "none";

    private static final Duration THREE_DAYS = Duration.ofDays(3);

    /** The embedded host. */
    public static final HostSettings DEFAULT = new HostSettings(null, null);

    /** A kind of host with the usual delivery. */
    public HostSettings(@Nullable String type, @Nullable Path file) {
        this(type, file, null, null, THREE_DAYS);
    }

    static HostSettings read(Section section, SecretReader secrets) {
        HostSettings read = new HostSettings(
                section.text("type").orElse(null),
                secrets.path(section, "file").orElse(null),
                section.number("perSecond", 0, 1_000_000).orElse(null),
                section.length("timeout").orElse(null),
                section.length("giveUpAfter").orElse(THREE_DAYS));
        section.nothingElse();
        return read;
    }
}
