package io.carom.engine.alert;

import java.time.Duration;
import java.util.List;

/**
 * What is watched and how sure an alarm has to be. Immutable.
 *
 * @param signals the shares that are watched
 * @param leastEvents how many events that count there have to be in the window
 * @param confirm the second, short window at the end of the first
 * @param confirmEvents how many events that count there have to be in it
 * @param quiet how long a share has to be quiet before it can raise an alarm again
 * @param unrest how much a share moves from one window to the next with nothing wrong: its coefficient of variation, 0 to 1
 * @param mostScopes how many campaigns, domains, servers ... are kept in memory
 */
public record WatchSettings(
        List<Signal> signals,
        int leastEvents,
        Duration confirm,
        int confirmEvents,
        Duration quiet,
        double unrest,
        int mostScopes) {
    /** Nothing is watched. */
    public static final WatchSettings NONE =
            new WatchSettings(List.of(), 5, Duration.ofMinutes(10), 5, Duration.ofMinutes(60), 0.15, 10_000);

    /** With the usual unrest. */
    public WatchSettings(
            List<Signal> signals,
            int leastEvents,
            Duration confirm,
            int confirmEvents,
            Duration quiet,
            int mostScopes) {
        this(signals, leastEvents, confirm, confirmEvents, quiet, NONE.unrest, mostScopes);
    }

    /** Takes its own copy. */
    public WatchSettings {
        signals = List.copyOf(signals);
    }
}
