package io.carom.standalone;

import java.util.Objects;

/** Which version of the program this is. Stateless. */
public final class Version {
    private Version() {}

    /** The version that the build wrote into the jar, or {@code development}. */
    public static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
