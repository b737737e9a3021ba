package io.carom.spi;

import io.carom.api.InputException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Makes a host of one kind; found by {@link java.util.ServiceLoader}. Stateless. */
public interface HostFactory {
    /** The word that settings name this kind by: lower case letters, digits and hyphens. */
    String type();

    /**
     * Opens a host.
     *
     * @param settings a file of the kind's own form, or null where none was named
     * @param clock the time for whatever the host does by itself
     * @throws InputException when the settings are wrong, with place and remedy
     */
    Host open(@Nullable Path settings, Clock clock);
}
