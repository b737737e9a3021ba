package io.carom.intake.log;

import io.carom.intake.log.LogPositions.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of a followed log in their order: which are done with, and which comes next. For one thread. */
final class Trail {
    private static final int KNOWN = 32;

    private final Path log;
    private final Rotated rotated;
    private final List<Fingerprint> finished = new ArrayList<>();
    private Instant lastChange = Instant.EPOCH;

    Trail(Path log) {
        this.log = log;
        this.rotated = new Rotated(log);
    }

    /** When the newest of the files that are done with was written last. */
    Instant lastChange() {
        return lastChange;
    }

    /** A log that is followed for the first time: what was rotated before is not part of it. */
    void begin() throws IOException {
        Instant newest = Instant.EPOCH;
        for (Rotated.Copy copy : rotated.all()) {
            newest = copy.changed();
        }
        doneUpTo(newest);
    }

    /** Whatever was rotated by then is done with. */
    void doneUpTo(Instant change) throws IOException {
        lastChange = change;
        List<Rotated.Copy> all = rotated.all();
        for (Rotated.Copy copy : all.subList(Math.max(0, all.size() - KNOWN / 2), all.size())) {
            if (!copy.changed().isAfter(change)) {
                byte[] head = Rotated.beginning(copy);
                known(Fingerprint.of(head, head.length));
            }
        }
    }

    /** This file was read to its end. */
    void finish(Section section) throws IOException {
        lastChange = changeOf(section);
        known(section.file.head());
    }

    /** The oldest rotated file that is not done with; empty when the log itself is next. */
    Optional<Path> next() throws IOException {
        return rotated.after(lastChange, finished).stream()
                .map(Rotated.Copy::path)
                .findFirst();
    }

    /** The copy that holds what a log held up to {@code offset} before it was cut to nothing. */
    Optional<Path> copyOf(Section section, long offset) throws IOException {
        return rotated.holding(section.file.head(), "", offset, lastChange, finished)
                .map(Rotated.Copy::path);
    }

    /** Where the file of a position is by now; null when it is gone. */
    @Nullable
    Path place(Position position) throws IOException {
        boolean fits = Files.exists(log)
                && Files.size(log) >= position.offset()
                && (position.head().length() == 0 || position.head().begins(Fingerprint.head(log)));
        boolean same =
                fits && position.key().equals(Followed.key(Files.readAttributes(log, BasicFileAttributes.class)));
        if (same) {
            return log;
        }
        Optional<Rotated.Copy> copy =
                rotated.holding(position.head(), position.key(), position.offset(), lastChange, finished);
        if (copy.isPresent()) {
            return copy.get().path();
        }
        return fits && position.head().length() > 0 ? log : null;
    }

    /** Whether the log was filled and rotated before the first byte of it was read. A copy of what is still in it does not count. */
    boolean rotatedUnread(Section section) throws IOException {
        List<Rotated.Copy> later = rotated.after(lastChange, finished);
        if (later.isEmpty() || !Files.exists(log)) {
            return false;
        }
        byte[] now = Fingerprint.head(log);
        for (Rotated.Copy copy : later) {
            byte[] head = Rotated.beginning(copy);
            int common = Math.min(now.length, head.length);
            boolean copied = common > 0 && Arrays.equals(now, 0, common, head, 0, common);
            if (!copied && (copy.key().isEmpty() || !copy.key().equals(section.file.key()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the log goes on in another file that has something in it already. */
    boolean replaced(Section section) throws IOException {
        if (section.file.live()) {
            if (!Files.exists(log)) {
                return false; // renamed, and the next one is not there yet: the writer still has this one
            }
            BasicFileAttributes now = Files.readAttributes(log, BasicFileAttributes.class);
            boolean same = section.file.key().isEmpty()
                    ? section.file.head().begins(Fingerprint.head(log))
                    : section.file.key().equals(Followed.key(now));
            if (same) {
                return false;
            }
        }
        List<Fingerprint> known = new ArrayList<>(finished);
        known.add(section.file.head());
        return (Files.exists(log) && Files.size(log) > 0)
                || !rotated.after(changeOf(section), known).isEmpty();
    }

    private void known(Fingerprint head) {
        if (head.length() > 0) {
            finished.add(head);
            if (finished.size() > KNOWN) {
                finished.remove(0);
            }
        }
    }

    /** When a file was written last, wherever it is by now. */
    private Instant changeOf(Section section) throws IOException {
        for (Rotated.Copy copy : rotated.all()) {
            if (!copy.key().isEmpty() && copy.key().equals(section.file.key())) {
                return copy.changed();
            }
        }
        return section.file.changed();
    }
}
