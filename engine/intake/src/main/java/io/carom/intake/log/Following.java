package io.carom.intake.log;

import io.carom.api.Event;
import io.carom.intake.log.LogPositions.Position;
import io.carom.intake.log.Section.Handed;
import io.carom.intake.log.Section.Saved;
import io.carom.spi.Source.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Where a follower stands in its log: one {@link #pass} after the other reads on. For one thread, but for {@link #stop}. */
final class Following {
    private final Path log;
    private final LogOptions options;
    private final FollowOptions follow;
    private final Clock clock;
    private final Trail trail;
    private final LogPositions positions;
    private final LogReading reading;
    private final LineBuffer buffer;
    private final ArrayDeque<Handed> handed = new ArrayDeque<>();
    private Instant latest;
    private @Nullable Section current;
    private boolean begun;
    private int idle;
    private long line;
    private long replayUntil;
    private long lineStart;
    private long badInFile;

    private @Nullable Section readSection;
    private long readOffset;
    private long readLine;
    private @Nullable Section savedSection;
    private long savedOffset = -1;
    private long savedAt = Long.MIN_VALUE;
    private int joinsNumber;
    private long joinsOffset;
    private long joinsSize;

    private volatile boolean stopped;
    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();

    Following(Path log, LogOptions options, FollowOptions follow, Clock clock) {
        this.log = log;
        this.options = options;
        this.follow = follow;
        this.clock = clock;
        this.latest = clock.instant();
        this.trail = new Trail(log);
        this.positions = new LogPositions(follow.state(), log);
        this.reading = new LogReading(options, () -> options.reference() == null ? latest : options.reference());
        this.buffer = new LineBuffer(options.maxLine());
    }

    LogTally tally() {
        return new LogTally(lines.get(), events.get(), bad.get());
    }

    void stop() {
        stopped = true;
    }

    /** Whether something that was handed over is not acknowledged yet. */
    boolean waiting() {
        while (!handed.isEmpty() && handed.element().recorded()) {
            handed.remove();
        }
        return !handed.isEmpty();
    }

    /** Reads what is there, at most one buffer full; false when there was nothing to do. */
    boolean pass(Sink sink) throws IOException {
        save(false);
        if (handed.size() >= follow.maxPending()) {
            return false;
        }
        Section section = current;
        if (section == null) {
            return open(sink);
        }
        if (section.file.live()) {
            latest = clock.instant();
        }
        if (!section.file.intact(buffer.consumed() + buffer.pending())) {
            truncated(section, sink);
            return true;
        }
        if (section.file.live() && section.file.untouched() && trail.rotatedUnread(section)) {
            section.file.close();
            current = null;
            return true;
        }
        int read;
        try {
            read = buffer.fill(section.file::read);
        } catch (IOException e) {
            if (!section.file.compressed()) {
                throw e;
            }
            report(sink, "the rest of " + section.file.path().getFileName() + " cannot be read: " + e.getMessage());
            read = -1;
        }
        if (read > 0) {
            idle = 0;
            lines(section, sink);
            return true;
        }
        boolean over = section.file.compressed() || (trail.replaced(section) && ++idle >= 2);
        if (over) {
            finish(section, sink);
        }
        return over;
    }

    /** Saves what is acknowledged and lets go of the file. */
    void close(Sink sink) {
        try {
            save(true);
            if (current != null) {
                current.file.close();
            }
        } catch (IOException e) {
            sink.bad(log.toString(), "the position cannot be saved: " + e.getMessage());
        }
    }

    private boolean open(Sink sink) throws IOException {
        if (!begun) {
            begun = begin(sink);
            return begun;
        }
        Optional<Path> next = trail.next();
        if (next.isPresent()) {
            use(Followed.open(next.get(), false, 0), 0, 0);
            return true;
        }
        if (!Files.exists(log)) {
            return false;
        }
        use(Followed.open(log, true, 0), 0, 0);
        return true;
    }

    private boolean begin(Sink sink) throws IOException {
        Optional<Position> known = Optional.empty();
        try {
            known = positions.load();
        } catch (IOException e) {
            sink.bad(log.toString(), e.getMessage() + "; the log is read from its beginning");
        }
        if (known.isPresent()) {
            return resume(known.get(), sink);
        }
        if (!Files.exists(log)) {
            return false;
        }
        trail.begin();
        long offset = follow.fromEnd() ? Tail.lastLineEnd(log) : 0;
        if (offset > 0) {
            Tail.firstLine(log).ifPresent(this::columns);
        }
        use(Followed.open(log, true, offset), offset, 0);
        readSection = current;
        readOffset = offset;
        save(true); // a restart must know which file it began with
        return true;
    }

    /** PowerMTA's columns stand in the first line, which is not read when reading begins at the end. */
    private void columns(String first) {
        if (LogFormats.of(first) == LogFormat.POWERMTA) {
            reading.use(LogFormat.POWERMTA);
            reading.header(first);
        }
    }

    private boolean resume(Position position, Sink sink) throws IOException {
        trail.doneUpTo(position.rotated());
        Path where = trail.place(position);
        if (where == null && !Files.exists(log)) {
            return false; // between two files, or the folder is not there yet
        }
        joinsNumber = position.joins();
        if (where == null) {
            sink.bad(
                    log.toString(),
                    "the file that was read up to byte " + position.offset()
                            + " is gone; the log is read from its beginning");
            use(Followed.open(log, true, 0), 0, 0);
            return true;
        }
        long from = position.joinsOffset();
        long fromLine = position.joinsLine();
        try {
            JoinState.read(positions.joins(position.joins()), reading);
        } catch (IOException e) {
            sink.bad(log.toString(), "what was known of messages under way is lost: " + e.getMessage());
            from = position.offset();
            fromLine = position.line();
        }
        use(Followed.open(where, where.equals(log), from), from, fromLine);
        replayUntil = position.offset(); // what is saved stays so until a line behind it is read
        return true;
    }

    private void use(Followed file, long offset, long atLine) throws IOException {
        Section section = new Section(file, trail.lastChange());
        current = section;
        latest = file.live() ? clock.instant() : file.changed();
        buffer.reset(offset);
        line = atLine;
        lineStart = offset;
        replayUntil = 0;
        idle = 0;
        badInFile = 0;
        snapshot(section, offset);
    }

    private void snapshot(Section section, long offset) throws IOException {
        byte[] state = JoinState.write(reading);
        positions.saveJoins(++joinsNumber, state);
        joinsOffset = offset;
        joinsSize = state.length;
        section.saved(new Saved(joinsNumber, offset, line));
    }

    private void lines(Section section, Sink sink) throws IOException {
        while (!stopped && buffer.line()) {
            line(section, sink);
            long since = buffer.consumed() - joinsOffset;
            if (since >= Math.max(follow.snapshotBytes(), 4 * joinsSize)
                    && buffer.consumed() >= replayUntil
                    && !reading.midRecord()) {
                snapshot(section, buffer.consumed());
            }
        }
    }

    private void line(Section section, Sink sink) {
        line++;
        boolean replayed = buffer.consumed() <= replayUntil;
        Out out = replayed ? Silent.OUT : out(section, sink);
        if (!replayed) {
            lines.incrementAndGet();
        }
        if (buffer.tooLong()) {
            out.bad("the line is longer than " + options.maxLine() + " bytes");
        } else {
            reading.line(buffer.bytes(), buffer.from(), buffer.to(), out);
        }
        if (!reading.midRecord()) {
            lineStart = buffer.consumed();
            if (!replayed) {
                readSection = section;
                readOffset = buffer.consumed();
                readLine = line;
            }
        }
    }

    private Out out(Section section, Sink sink) {
        return new Out() {
            @Override
            public void event(Event event) {
                events.incrementAndGet();
                Handed one = new Handed(section, lineStart, line - 1);
                handed.add(one);
                sink.take(event, one::record);
            }

            @Override
            public void bad(String why) {
                report(sink, why);
            }
        };
    }

    private void report(Sink sink, String why) {
        bad.incrementAndGet();
        badInFile++;
        if (badInFile <= options.maxBad()) {
            sink.bad(log.getFileName() + ":" + line, why);
        } else if (badInFile == options.maxBad() + 1L) {
            sink.bad(log.getFileName() + ":" + line, why + " (further lines of this file are only counted)");
        }
    }

    private void finish(Section section, Sink sink) throws IOException {
        if (buffer.rest()) {
            line(section, sink);
        }
        trail.finish(section);
        section.file.close();
        current = null;
    }

    /** The log was copied and cut to nothing: what was not read yet is in the copy. */
    private void truncated(Section section, Sink sink) throws IOException {
        long offset = buffer.consumed();
        Optional<Path> copy = trail.copyOf(section, offset);
        if (copy.isEmpty() && buffer.pending() > 0) {
            report(sink, "the log was cut off within a line, and there is no rotated copy to read on from");
        }
        long atLine = line;
        section.file.close();
        if (copy.isPresent()) {
            use(Followed.open(copy.get(), false, offset), offset, atLine);
        } else {
            use(Followed.open(log, true, 0), 0, 0);
        }
    }

    private void save(boolean now) throws IOException {
        Handed first = waiting() ? handed.element() : null;
        Section section = first == null ? readSection : first.section;
        long offset = first == null ? readOffset : first.offset;
        if (section == null || (section == savedSection && offset == savedOffset)) {
            return;
        }
        long time = System.nanoTime();
        if (!now && savedAt != Long.MIN_VALUE && time - savedAt < follow.save().toNanos()) {
            return;
        }
        Saved state = section.stateFor(offset);
        if (state == null) {
            return;
        }
        positions.save(new Position(
                section.file.key(),
                section.file.head(),
                offset,
                first == null ? readLine : first.line,
                state.number(),
                state.offset(),
                state.line(),
                section.before));
        savedSection = section;
        savedOffset = offset;
        savedAt = time;
        positions.dropJoins(state.number());
    }

    /** Takes what is read again only to know what it joins. */
    private static final class Silent implements Out {
        static final Silent OUT = new Silent();

        @Override
        public void event(Event event) {}

        @Override
        public void bad(String why) {}
    }
}
