package io.carom.standalone.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What a command tells people on standard error: complaints about input, each with its place, and how far it is. The progress line
 * appears on a terminal only, after a second. For one thread.
 */
public final class Notices {
    private static final long FIRST = 1_000_000_000L;
    private static final long AGAIN = 200_000_000L;

    private final PrintStream err;
    private final boolean progress;
    private final long started = System.nanoTime();
    private long shown;
    private boolean lineOpen;
    private long bad;

    /** Tells {@code shell}'s standard error; {@code quiet} leaves the progress line out. */
    public Notices(Shell shell, boolean quiet) {
        err = shell.err();
        progress = shell.errTerminal() && !quiet;
    }

    /** Tells of input that could not be read: {@code place} is a file, with the line where there is one. It is counted. */
    public void bad(String place, String why) {
        bad++;
        say(place.isEmpty() ? why : place + ": " + why);
    }

    /** Tells something on a line of its own. */
    public void say(String line) {
        clear();
        err.println(Text.oneLine(line));
    }

    /** Shows how far the command is: {@code done} of {@code all} (0 when that is not known) of {@code what}. Cheap enough for every record. */
    public void progress(long done, long all, String what) {
        if (!progress || (done & 15) != 0) {
            return;
        }
        long now = System.nanoTime();
        if (now - started < FIRST || (lineOpen && now - shown < AGAIN)) {
            return;
        }
        show(
                now,
                all > 0
                        ? String.format(Locale.ROOT, "%,d of %,d %s (%d %%)", done, all, what, done * 100 / all)
                        : String.format(Locale.ROOT, "%,d %s", done, what));
    }

    /** Shows how things stand in a command that goes on until it is stopped; five times a second at most. */
    public void standing(Supplier<String> how) {
        long now = System.nanoTime();
        if (progress && now - started >= FIRST && (!lineOpen || now - shown >= AGAIN)) {
            show(now, how.get());
        }
    }

    private void show(long now, String text) {
        shown = now;
        lineOpen = true;
        err.print("\r\u001b[K" + text);
        err.flush();
    }

    /** Takes the progress line away. */
    public void clear() {
        if (lineOpen) {
            err.print("\r\u001b[K");
            err.flush();
            lineOpen = false;
        }
    }

    /** How much was complained about. */
    public long badCount() {
        return bad;
    }

    /** The exit status: 1 when there was a complaint. */
    public int status() {
        clear();
        return bad == 0 ? 0 : 1;
    }
}
