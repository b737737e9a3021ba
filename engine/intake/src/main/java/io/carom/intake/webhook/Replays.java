package io.carom.intake.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The signatures seen within the freshness window, the oldest first. Bounded; safe for any number of threads. */
final class Replays {
    private final int limit;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    Replays(int limit) {
        this.limit = limit;
    }

    /** Notes a signature until {@code now + keep}; false when it is noted already. */
    synchronized boolean firstUse(String signature, Instant now, Duration keep) {
        Iterator<Instant> oldest = seen.values().iterator();
        while (oldest.hasNext() && (oldest.next().isBefore(now) || seen.size() >= limit)) {
            oldest.remove();
        }
        return seen.putIfAbsent(signature, now.plus(keep)) == null;
    }

    synchronized void forget(String signature) {
        seen.remove(signature);
    }
}
