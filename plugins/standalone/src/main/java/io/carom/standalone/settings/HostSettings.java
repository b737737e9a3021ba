package io.carom.standalone.settings;

import io.carom.engine.policy.Section;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code host}: the mail platform that carries out what is decided. Immutable.
 *
 * @param type the kind of host, as a plugin names it ({@code http}), or null: actions are only recorded
 * @param file the plugin's own settings, or null
 */
public record HostSettings(@Nullable String type, @Nullable Path file) {
    /** No host. */
    public static final HostSettings DEFAULT = new HostSettings(null, null);

    static HostSettings read(Section section, SecretReader secrets) {
        HostSettings read = new HostSettings(
                section.text("type").orElse(null), secrets.path(section, "file").orElse(null));
        section.nothingElse();
        return read;
    }
}
