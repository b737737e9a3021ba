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
 * against the rule, IP and server, which others share; and when a rule, IP or server reaches too far because of one domain that changes
 * far more often than all others, that domain is held and not the rest. Bounded: the causes that did nothing for longest are forgotten
 * first. For one thread.
 */
public final class BlastRadius {
    private static final int MOST_CAUSES = 10_000;
    private static final String DOMAIN = "domain:";
    private static final String ALL = "";
    /** A domain stands out when its addresses are changed so many times as often as all others. */
    private static final double STANDS_OUT = 3;

    private static final int LEAST = 5;

    private final Map<String, Reached> causes = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Tripped> tripped = new HashMap<>();

    private final ToLongFunction<@Nullable String> known;

    private record Change(long at, String domain) {}

    /** A domain that is held: when a change was held last, and how many were let through before the first. */
    private record Tripped(long last, long bound) {}

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
        String domain = asked.get(0).substring(DOMAIN.length());
        for (String cause : asked) {
            Cap cap = caps.of(cause);
            if (cap.off()) {
                continue;
            }
            long wanted = within(caps, cause, at) + 1;
            Tripped before = cause.startsWith(DOMAIN) ? tripped.get(domain) : null;
            if (before != null && wanted > before.bound()) {
                return Optional.of(cause);
            }
            if (wanted > cap.addresses() && wanted > cap.share() * knownTo(cause, state)) {
                if (cause.startsWith(DOMAIN)) {
                    return Optional.of(cause);
                }
                Optional<String> held = explained(cause, cap, domain, wanted, state);
                if (held.isPresent()) {
                    return held;
                }
            }
        }
        return Optional.empty();
    }

    /** How many addresses a cause may change. */
    long capOf(Caps caps, String cause, WorkingSet state) {
        Cap cap = caps.of(cause);
        return Math.max(cap.addresses(), (long) (cap.share() * knownTo(cause, state)));
    }

    /**
     * Who is held when {@code cause} has reached too far: domains that stand out are taken out of the count, one by one. When the rest is
     * within the cap, a change of one of those domains is held because of the domain, and another one passes.
     */
    private Optional<String> explained(String cause, Cap cap, String domain, long wanted, WorkingSet state) {
        Map<String, Integer> left = new HashMap<>(reached(cause).byDomain);
        left.keySet().removeAll(tripped.keySet());
        long rest = wanted;
        boolean own = false;
        while (rest > cap.addresses() && rest > cap.share() * knownTo(cause, state)) {
            String most = mostOf(left);
            if (most == null || !standsOut(most, left.getOrDefault(most, 0), rest, state)) {
                return Optional.of(cause);
            }
            rest -= left.getOrDefault(most, 0);
            left.remove(most);
            own |= most.equals(domain);
        }
        return own ? Optional.of(DOMAIN + domain) : Optional.empty();
    }

    private static @Nullable String mostOf(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private boolean standsOut(String domain, long changed, long all, WorkingSet state) {
        long here = Math.max(1, knownTo(DOMAIN + domain, state));
        long elsewhere = Math.max(1, knownTo(ALL, state) - here);
        return changed >= LEAST
                && 2 * changed >= all
                && (double) changed / here > STANDS_OUT * (all - changed) / elsewhere;
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
        tripped.values().removeIf(domain -> domain.last() <= until);
        if (!cause.startsWith(DOMAIN)) {
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
        Reached reached = reached(cause);
        reached.held.addLast(at.toEpochMilli());
        if (cause.startsWith(DOMAIN)) {
            tripped.merge(
                    cause.substring(DOMAIN.length()),
                    new Tripped(at.toEpochMilli(), reached.changed.size()),
                    (before, now) -> new Tripped(Math.max(before.last(), now.last()), before.bound()));
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
