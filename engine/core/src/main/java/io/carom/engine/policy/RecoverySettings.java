package io.carom.engine.policy;

import io.carom.spi.Suppression;
import java.time.Duration;
import java.util.Set;

/**
 * How addresses come back, and how long others are suppressed. Immutable.
 *
 * @param within how long after its bounce a sign of life elsewhere lets an address back that bounced by a promotion
 * @param perDay how many addresses come back so within 24 hours; 0 switches it off
 * @param deliveries how many deliveries an address that came back has to take before it counts as proven, 1 or more
 * @param terms how long a suppression lasts
 * @param exemptStreams streams that only a suppression of that very stream stops
 */
public record RecoverySettings(
        Duration within, int perDay, int deliveries, Suppression.Terms terms, Set<String> exemptStreams) {
    /** Nothing comes back by itself; a suppression lasts for ever. */
    public static final RecoverySettings NONE =
            new RecoverySettings(Duration.ofDays(30), 0, 2, Suppression.Terms.EVER, Set.of());

    /** Takes its own copy. */
    public RecoverySettings {
        exemptStreams = Set.copyOf(exemptStreams);
    }
}
