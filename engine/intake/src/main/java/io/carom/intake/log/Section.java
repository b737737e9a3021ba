package io.carom.intake.log;

import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One file of a followed log, with the saved states of the joins that lie in it. For one thread. */
final class Section {
    final Followed file;

    /** When the newest of the files that were done with before this one was written last. */
    final Instant before;

    private final ArrayDeque<Saved> states = new ArrayDeque<>();

    Section(Followed file, Instant before) {
        this.file = file;
        this.before = before;
    }

    /** A state was saved; they come in the order of the file. */
    void saved(Saved state) {
        states.add(state);
    }

    /** The last state that is not behind {@code offset}; those before it are needed no more. */
    @Nullable
    Saved stateFor(long offset) {
        Saved chosen = states.peek();
        while (states.size() > 1) {
            states.remove();
            Saved next = states.element();
            if (next.offset() > offset) {
                if (chosen != null) {
                    states.addFirst(chosen);
                }
                return chosen;
            }
            chosen = next;
        }
        return chosen;
    }

    /**
     * A saved state of the joins. Immutable.
     *
     * @param number its number
     * @param offset the byte of the file's content it stands at
     * @param line how many lines lie before that
     */
    record Saved(int number, long offset, long line) {}

    /** An event that was handed over; done once it is recorded. Safe for any number of threads. */
    static final class Handed {
        final Section section;
        final long offset;
        final long line;
        private volatile boolean recorded;

        /** With the place of the line that it stands in. */
        Handed(Section section, long offset, long line) {
            this.section = section;
            this.offset = offset;
            this.line = line;
        }

        void record() {
            recorded = true;
        }

        boolean recorded() {
            return recorded;
        }
    }
}
