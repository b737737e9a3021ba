package io.carom.standalone;

import io.carom.api.CaromException;
import io.carom.api.PolicyException;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Stop;
import io.carom.standalone.cli.Text;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.settings.SettingsException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The program's entry point. Looks at the first word only, then makes the one verb that is wanted, so that a short command loads
 * nothing that it does not need.
 */
public final class Main {
    static final int OK = 0;
    static final int BAD = 1;
    static final int USAGE = 2;
    private static final long SECONDS_TO_END = 20;

    private Main() {}

    public static void main(String[] args) {
        Stop stop = new Stop();
        // Ctrl-C: the JVM ends only after the command has finished what is under way
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.askAndWait(SECONDS_TO_END), "stop"));
        int status;
        try {
            status = run(Shell.ofProcess(stop), args);
        } finally {
            stop.finished();
        }
        if (status != OK) {
            System.exit(status);
        }
    }

    /** Runs one command in this JVM on the process's own streams and answers its exit status; never ends the JVM. */
    static int run(String... args) {
        return run(Shell.ofProcess(new Stop()), args);
    }

    /** Runs one command on the streams of {@code shell} and answers its exit status. Never fails and never ends the JVM. */
    static int run(Shell shell, String... args) {
        try {
            int status = dispatch(shell, args);
            shell.out().flush();
            return status;
        } catch (Wrong e) {
            say(shell, "carom: " + e.getMessage());
            return USAGE;
        } catch (PolicyException e) {
            e.problems().forEach(problem -> say(shell, problem.toString()));
            return BAD;
        } catch (SettingsException e) {
            e.problems().forEach(problem -> say(shell, problem.toString()));
            return BAD;
        } catch (CaromException e) {
            say(shell, "carom: " + e.getMessage());
            return BAD;
        } catch (OutOfMemoryError e) {
            say(shell, "carom: out of memory; give the program more: CAROM_JAVA_OPTS=-Xmx1g ./carom ...");
            return BAD;
        } catch (RuntimeException | StackOverflowError e) {
            say(shell, "carom: a fault in the program itself: " + e);
            trace(e, shell.err());
            return BAD;
        }
    }

    private static int dispatch(Shell shell, String... args) {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        List<String> loudness = new ArrayList<>();
        while (!words.isEmpty() && isLoudness(words.get(0))) {
            loudness.add(words.remove(0));
        }
        if (words.isEmpty()) {
            shell.err().print(Help.text());
            return USAGE;
        }
        String first = words.remove(0);
        switch (first) {
            case "--version", "-V", "version" -> {
                shell.out().print("carom " + Version.current() + "\n");
                return OK;
            }
            case "--help", "-h", "help" -> {
                if (words.isEmpty()) {
                    shell.out().print(Help.text());
                    return OK;
                }
                return Verbs.named(words.get(0)).run(shell, "--help");
            }
            default -> {
                words.addAll(loudness);
                return Verbs.named(first).run(shell, words.toArray(String[]::new));
            }
        }
    }

    private static boolean isLoudness(String word) {
        return word.equals("--verbose") || word.equals("--quiet") || word.matches("-(v{1,3}|q)");
    }

    private static void say(Shell shell, String line) {
        shell.out().flush();
        shell.err().println(Text.oneLine(line));
    }

    private static void trace(Throwable fault, PrintStream err) {
        for (StackTraceElement frame : fault.getStackTrace()) {
            err.println("    at " + frame);
        }
    }
}
