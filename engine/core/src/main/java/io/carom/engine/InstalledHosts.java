package io.carom.engine;

import io.carom.api.CaromException;
import io.carom.spi.Host;
import io.carom.spi.HostFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The kinds of hosts that are on the class path. Stateless. */
public final class InstalledHosts {
    private InstalledHosts() {}

    /** Opens the host of the kind named {@code type}; fails with {@link CaromException} when there is none, or two. */
    public static Host open(String type, @Nullable Path settings, Clock clock) {
        List<HostFactory> found =
                all().stream().filter(factory -> factory.type().equals(type)).toList();
        if (found.size() == 1) {
            return found.get(0).open(settings, clock);
        }
        if (found.isEmpty()) {
            throw new CaromException(
                    "host type `" + type + "`: no such kind of host is installed; there is " + types()
                            + ". Put the plugin's jar on the class path",
                    null);
        }
        throw new CaromException(
                "host type `" + type + "`: " + found.get(0).getClass().getName() + " and "
                        + found.get(1).getClass().getName() + " both bear this name; remove one of the jars",
                null);
    }

    /** The words that name the installed kinds. */
    public static SortedSet<String> types() {
        SortedSet<String> types = new TreeSet<>();
        all().forEach(factory -> types.add(factory.type()));
        return types;
    }

    private static List<HostFactory> all() {
        try {
            List<HostFactory> all = new ArrayList<>();
            ServiceLoader.load(HostFactory.class).forEach(all::add);
            return all;
        } catch (ServiceConfigurationError e) {
            throw new CaromException("a host plugin cannot be loaded: " + e.getMessage() + "; replace its jar", e);
        }
    }
}
