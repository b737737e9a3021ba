package io.carom.standalone;

import java.util.Objects;

/** The program's entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int status = run(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs one command in this JVM and answers its exit status; never ends the JVM. */
    static int run(String... args) {
        String version = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
        System.out.println("carom " + version);
        return 0;
    }
}
