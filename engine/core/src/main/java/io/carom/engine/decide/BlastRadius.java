package io.carom.engine.decide;

import io.carom.engine.policy.PolicySettings.Caps;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many addresses one cause has changed within a window, in event time: a rule, a receiving domain, a sending IP. Bounded: the
 * causes that changed something longest ago are forgotten first. For one thread.
 */
public final class BlastRadius {
    private static final int MOST_CAUSES = 10_000;

    private final Map<String, Deque<Long>> changes = new LinkedHashMap<>(16, 0.75f, true);

    private record Counted(long minute, long addresses) {}

    private final Map<String, Counted> counted = new LinkedHashMap<>();
    private final Map<String, Instant> opened = new LinkedHashMap<>();
    private final ToLongFunction<@Nullable String> known;

    /**
     * Counts nothing yet.
     *
     * @param known how many addresses of a receiving domain are known, or of all domains for null; asked only beyond the absolute cap
     */
    public BlastRadius(ToLongFunction<@Nullable String> known) {
        this.known = known;
    }

    /** The causes of a change. */
    public static List<String> causes(String rule, String domain, @Nullable String ip) {
        return ip == null || ip.isEmpty()
                ? List.of("rule:" + rule, "domain:" + domain)
                : List.of("rule:" + rule, "domain:" + domain, "ip:" + ip);
    }

    /** The first cause that may change no further address at {@code at}, or empty. */
    Optional<String> exceeded(Caps caps, List<String> causes, Instant at) {
        if (caps.addresses() == 0) {
            return Optional.empty();
        }
        for (String cause : causes) {
            long changed = within(caps, cause, at) + 1L;
            if (changed > caps.addresses() && changed > caps.share() * knownTo(cause, at)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /** Counting is slow and the answer changes slowly: once for each cause and minute is enough. */
    private long knownTo(String cause, Instant at) {
        long minute = Math.floorDiv(at.getEpochSecond(), 60);
        Counted before = counted.get(cause);
        if (before != null && before.minute() == minute) {
            return before.addresses();
        }
        long addresses = ask(cause);
        counted.put(cause, new Counted(minute, addresses));
        if (counted.size() > MOST_CAUSES) {
            counted.remove(counted.keySet().iterator().next());
        }
        return addresses;
    }

    private long ask(String cause) {
        return known.applyAsLong(cause.startsWith("domain:") ? cause.substring("domain:".length()) : null);
    }

    private int within(Caps caps, String cause, Instant at) {
        Deque<Long> times = changes.get(cause);
        if (times == null) {
            return 0;
        }
        long first = at.minus(caps.window()).toEpochMilli();
        while (!times.isEmpty() && times.peekFirst() <= first) {
            times.removeFirst();
        }
        return times.size();
    }

    /** Whether going beyond the cap is news: it was not said of this cause within the window. */
    boolean opens(String cause, Instant at, Caps caps) {
        Instant said = opened.get(cause);
        opened.put(cause, at);
        if (opened.size() > MOST_CAUSES) {
            opened.remove(opened.keySet().iterator().next());
        }
        return said == null || said.plus(caps.window()).isBefore(at);
    }

    /** An address was changed. */
    public void changed(Caps caps, List<String> causes, Instant at) {
        if (caps.addresses() == 0) {
            return;
        }
        for (String cause : causes) {
            if (!changes.containsKey(cause) && changes.size() >= MOST_CAUSES) {
                changes.remove(changes.keySet().iterator().next());
            }
            changes.computeIfAbsent(cause, none -> new ArrayDeque<>()).addLast(at.toEpochMilli());
        }
    }
}
