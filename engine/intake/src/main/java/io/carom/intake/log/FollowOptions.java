package io.carom.intake.log;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a growing log is followed. Immutable; begin with {@link #keeping} and change what differs.
 *
 * @param state the folder that keeps how far the log was read; made when it is missing
 * @param poll how long to wait when nothing is new
 * @param save how often at most the position is saved
 * @param maxPending how many events may be handed over and not yet recorded; reading waits beyond that
 * @param snapshotBytes after how many bytes what joins lines is saved anew; what lies between is read again after a restart
 * @param fromEnd whether a log that was never followed is read from its end instead of its beginning
 */
public record FollowOptions(
        Path state, Duration poll, Duration save, int maxPending, long snapshotBytes, boolean fromEnd) {
    /** Fails with {@link IllegalArgumentException} when a value is out of its range. */
    public FollowOptions {
        if (poll.isNegative() || poll.isZero() || save.isNegative() || maxPending < 1 || snapshotBytes < 0) {
            throw new IllegalArgumentException(
                    "poll " + poll + ", save " + save + ", maxPending " + maxPending + ", snapshotBytes "
                            + snapshotBytes + ": poll and maxPending are above 0, the others not negative");
        }
    }

    /** Positions in {@code state}; looks every 250 ms, saves at most every 500 ms, 65,536 events under way, 32 MiB, from the beginning. */
    public static FollowOptions keeping(Path state) {
        return new FollowOptions(state, Duration.ofMillis(250), Duration.ofMillis(500), 65_536, 32L << 20, false);
    }

    /** With these intervals. */
    public FollowOptions withIntervals(Duration newPoll, Duration newSave) {
        return new FollowOptions(state, newPoll, newSave, maxPending, snapshotBytes, fromEnd);
    }

    /** With these limits. */
    public FollowOptions withLimits(int pending, long bytes) {
        return new FollowOptions(state, poll, save, pending, bytes, fromEnd);
    }

    /** Beginning at the end of a log that was never followed, or not. */
    public FollowOptions withFromEnd(boolean value) {
        return new FollowOptions(state, poll, save, maxPending, snapshotBytes, value);
    }
}
