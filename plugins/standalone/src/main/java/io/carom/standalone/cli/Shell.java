package io.carom.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * What a command sees of the world outside: streams, whether people look at them, the clock, the environment. Made at the edge; tests
 * make their own. Immutable.
 *
 * @param in standard input
 * @param out standard output, for records
 * @param err standard error, for everything else
 * @param outTerminal whether a person looks at {@code out}
 * @param errTerminal whether a person looks at {@code err}
 * @param width how many columns the terminal has
 * @param clock the time
 * @param environment the environment variables
 * @param stop the wish to end
 */
public record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean outTerminal,
        boolean errTerminal,
        int width,
        Clock clock,
        Map<String, String> environment,
        Stop stop) {
    private static final int USUAL_WIDTH = 120;

    /**
     * The process's own shell. The launcher says in {@code carom.terminal} which of its streams are terminals ({@code out,err}), for
     * the JVM cannot tell one from the other, and in {@code carom.width} how wide they are.
     */
    public static Shell ofProcess(Stop stop) {
        String terminals = System.getProperty("carom.terminal", "");
        return new Shell(
                System.in,
                new PrintStream(System.out, false, UTF_8),
                new PrintStream(System.err, true, UTF_8),
                terminals.contains("out"),
                terminals.contains("err"),
                width(System.getProperty("carom.width", "")),
                Clock.systemUTC(),
                System.getenv(),
                stop);
    }

    private static int width(String columns) {
        try {
            return Math.max(40, Integer.parseInt(columns.strip()));
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }
}
