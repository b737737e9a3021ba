package io.carom.engine.simulate.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

/**
 * How often what happens in a made-up history: {@code everyday.properties}, and what the named profile says otherwise. Immutable and
 * safe for any number of threads.
 */
public final class Profile {
    /** The profiles that there are. */
    public static final List<String> NAMES = List.of("everyday", "imported-list", "outage", "ip-block", "greylist");

    private final Properties values;

    private Profile(Properties values) {
        this.values = values;
    }

    /** The profile of that name; fails with {@link IllegalArgumentException} when there is none. */
    public static Profile named(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no profile `" + name + "`; there are " + String.join(", ", NAMES));
        }
        Properties values = new Properties();
        read("everyday", values);
        if (!name.equals("everyday")) {
            read(name, values);
        }
        return new Profile(values);
    }

    private static void read(String name, Properties into) {
        try (InputStream in = Profile.class.getResourceAsStream(name + ".properties")) {
            if (in == null) {
                throw new IllegalStateException(name + ".properties is not in this jar");
            }
            into.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name + ".properties cannot be read", e);
        }
    }

    double number(String name) {
        return Double.parseDouble(text(name));
    }

    String text(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the profile says nothing of `" + name + "`");
        }
        return value.strip();
    }
}
