package io.carom.engine.decide;

import io.carom.api.Proposed;
import io.carom.engine.policy.PolicySettings.Cap;
import io.carom.engine.policy.PolicySettings.Caps;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The breaker: counts how many addresses one cause has changed, or would have, within a window, in event time. A cause is a receiving
 * domain, a script or rule, a sending IP, a server. What a cause would have changed counts as well as what it did, so that one that has
 * reached too far stays held until it slows down. The narrowest cause answers: what a domain beyond its cap has changed does not count
 * against the rule, IP and server, which others share. Bounded: the causes that did nothing for longest are forgotten first. For one
 * thread.
 */
public final class BlastRadius {
    private static final int MOST_CAUSES = 10_000;
    private static final String DOMAIN = "domain:";

    private final Map<String, Reached> causes = new LinkedHashMap<>(16, 0.75f, true);
    /** Domains beyond their cap, with the last change that was held. */
    private final Map<String, Long> tripped = new HashMap<>();

    private final ToLongFunction<@Nullable String> known;

    private record Change(long at, String domain) {}

    /** What one cause did within the window. */
    private static final class Reached {
        private final Deque<Change> changed = new ArrayDeque<>();
        private final Map<String, Integer> byDomain = new HashMap<>();
        private final Deque<Long> held = new ArrayDeque<>();

        void change(long at, String domain) {
            changed.addLast(new Change(at, domain));
            byDomain.merge(domain, 1, Integer::sum);
        }

        void forget(long until) {
            while (!changed.isEmpty() && changed.getFirst().at() <= until) {
                String domain = changed.removeFirst().domain();
                byDomain.computeIfPresent(domain, (same, count) -> count > 1 ? count - 1 : null);
            }
            while (!held.isEmpty() && held.getFirst() <= until) {
                held.removeFirst();
            }
        }
    }

    /**
     * Counts nothing yet.
     *
     * @param known how many addresses of a receiving domain are known, or of all domains for null; asked only beyond the absolute cap
     */
    public BlastRadius(ToLongFunction<@Nullable String> known) {
        this.known = known;
    }

    /** The causes of a change, the narrowest first. */
    static List<String> causes(Proposed said, String domain, @Nullable String ip, @Nullable String server) {
        return causes(said.by(), said.byScript(), domain, ip, server);
    }

    /** The causes of a change that {@code rule} asked for, the narrowest first. */
    public static List<String> causes(
            String rule, boolean script, String domain, @Nullable String ip, @Nullable String server) {
        List<String> causes = new ArrayList<>(4);
        causes.add(DOMAIN + domain);
        causes.add((script ? "script:" : "rule:") + rule);
        if (ip != null && !ip.isEmpty()) {
            causes.add("ip:" + ip);
        }
        if (server != null && !server.isEmpty()) {
            causes.add("server:" + server);
        }
        return causes;
    }

    /** The first cause that may change no further address at {@code at}, or empty; {@code state} knows of addresses that are not in the journal yet. */
    Optional<String> exceeded(Caps caps, List<String> asked, Instant at, WorkingSet state) {
        for (String cause : asked) {
            Cap cap = caps.of(cause);
            if (cap.off()) {
                continue;
            }
            long wanted = within(caps, cause, at) + 1;
            if (wanted > cap.addresses() && wanted > cap.share() * knownTo(cause, state)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /** How many addresses a cause may change. */
    long capOf(Caps caps, String cause, WorkingSet state) {
        Cap cap = caps.of(cause);
        return Math.max(cap.addresses(), (long) (cap.share() * knownTo(cause, state)));
    }

    private long knownTo(String cause, WorkingSet state) {
        String domain = cause.startsWith(DOMAIN) ? cause.substring(DOMAIN.length()) : null;
        return known.applyAsLong(domain) + state.fresh(domain);
    }

    private long within(Caps caps, String cause, Instant at) {
        Reached reached = causes.get(cause);
        if (reached == null) {
            return 0;
        }
        long until = at.minus(caps.window()).toEpochMilli();
        reached.forget(until);
        long count = reached.changed.size() + (long) reached.held.size();
        if (!cause.startsWith(DOMAIN)) {
            tripped.values().removeIf(last -> last <= until);
            for (String domain : tripped.keySet()) {
                count -= reached.byDomain.getOrDefault(domain, 0);
            }
        }
        return count;
    }

    /** An address was changed. */
    public void changed(Caps caps, List<String> by, Instant at) {
        String domain = by.get(0).substring(DOMAIN.length());
        for (String cause : by) {
            if (!caps.of(cause).off()) {
                reached(cause).change(at.toEpochMilli(), domain);
            }
        }
    }

    /** A change was held because of {@code cause}. */
    public void held(String cause, Instant at) {
        reached(cause).held.addLast(at.toEpochMilli());
        if (cause.startsWith(DOMAIN)) {
            tripped.merge(cause.substring(DOMAIN.length()), at.toEpochMilli(), Math::max);
        }
    }

    private Reached reached(String cause) {
        Reached known = causes.get(cause);
        if (known == null) {
            if (causes.size() >= MOST_CAUSES) {
                causes.remove(causes.keySet().iterator().next());
            }
            known = new Reached();
            causes.put(cause, known);
        }
        return known;
    }
}
