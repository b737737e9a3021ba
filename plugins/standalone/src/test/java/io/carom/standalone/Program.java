package io.carom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Stop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Runs the program in this JVM as a person would at a keyboard, and keeps what it prints. */
final class Program {
    private final boolean terminal;
    private final InputStream in;
    private final Stop stop;

    private Program(boolean terminal, InputStream in, Stop stop) {
        this.terminal = terminal;
        this.in = in;
        this.stop = stop;
    }

    /** What a run came to. */
    record Run(int status, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }

        List<String> complaints() {
            return err.lines().toList();
        }
    }

    /** Without a terminal and without input. */
    static Run run(String... args) {
        return piped("").with(args);
    }

    static Program piped(String input) {
        return new Program(false, new ByteArrayInputStream(input.getBytes(UTF_8)), new Stop());
    }

    static Program piped(byte[] input) {
        return new Program(false, new ByteArrayInputStream(input), new Stop());
    }

    /** With a person in front of it. */
    static Program atTerminal() {
        return new Program(true, InputStream.nullInputStream(), new Stop());
    }

    static Program stoppedBy(Stop stop) {
        return new Program(false, InputStream.nullInputStream(), stop);
    }

    Run with(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(shell(new PrintStream(out, false, UTF_8), new PrintStream(err, true, UTF_8)), args);
        return new Run(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    Shell shell(PrintStream out, PrintStream err) {
        Clock clock = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
        return new Shell(in, out, err, terminal, false, 130, clock, Map.of(), stop);
    }
}
