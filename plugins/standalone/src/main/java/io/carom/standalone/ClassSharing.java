package io.carom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * Runs the typical commands listed in {@code class-sharing.txt} in one JVM, so that the launcher can record the classes they load and
 * later starts find them ready. What the commands print is thrown away; one that fails is passed over.
 */
final class ClassSharing {
    private ClassSharing() {}

    public static void main(String[] args) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        for (String line : commands()) {
            run(line);
        }
        System.exit(0);
    }

    /** The listed commands: words apart by blanks, then perhaps {@code <} and the standard input with Java escapes. */
    static List<String> commands() throws IOException {
        try (InputStream list = ClassSharing.class.getResourceAsStream("class-sharing.txt")) {
            if (list == null) {
                throw new IOException("class-sharing.txt is missing from the program's jar");
            }
            return new String(list.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static void run(String line) {
        int input = line.indexOf(" < ");
        String command = input < 0 ? line : line.substring(0, input);
        String text = input < 0 ? "" : line.substring(input + 3).translateEscapes();
        System.setIn(new ByteArrayInputStream(text.getBytes(UTF_8)));
        try {
            Main.run(command.strip().split(" +", -1));
        } catch (RuntimeException e) {
            System.err.println(line + ": " + e);
        }
    }
}
