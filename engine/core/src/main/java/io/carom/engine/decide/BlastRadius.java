package io.carom.engine.decide;

import io.carom.api.Proposed;
import io.carom.engine.policy.PolicySettings.Cap;
import io.carom.engine.policy.PolicySettings.Caps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    /** Reports may come so much too late and still find what was counted at their time. */
    private static final Duration LATE = Duration.ofDays(1);

    /** The one that did nothing for longest first. */
    private final Map<String, Reached> causes = new LinkedHashMap<>();

    private final Map<String, Tripped> tripped = new HashMap<>();

    private final ToLongFunction<@Nullable String> known;

    /** A domain that is held: when a change was held last, and how many were let through before the first. */
    private record Tripped(long last, long bound) {
        boolean still(long until) {
            return last > until;
        }
    }

    /** What one cause did. Asking changes nothing: only what is recorded may, so that it is the same after a restart. */
    private static final class Reached {
        private final Moments changed = new Moments();
        private final Map<String, Moments> byDomain = new HashMap<>();
        private final Moments held = new Moments();

        void change(long at, String domain, long kept) {
            changed.add(at);
            byDomain.computeIfAbsent(domain, first -> new Moments()).add(at);
            // Rarely, since all domains are gone through
            if (changed.reachesBackTo(at - 2 * kept)) {
                changed.forget(at - kept);
                byDomain.values().removeIf(moments -> !moments.forget(at - kept));
            }
        }

        void hold(long at, long kept) {
            held.add(at);
            held.forget(at - kept);
        }

        long of(String domain, long until) {
            Moments moments = byDomain.get(domain);
            return moments == null ? 0 : moments.after(until);
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
        long until = until(caps, at);
        for (String cause : asked) {
            Cap cap = caps.of(cause);
            if (cap.off()) {
                continue;
            }
            long wanted = within(cause, until) + 1;
            Tripped before = cause.startsWith(DOMAIN) ? tripped.get(domain) : null;
            if (before != null && before.still(until) && wanted > before.bound()) {
                return Optional.of(cause);
            }
            if (wanted > cap.addresses() && wanted > cap.share() * knownTo(cause, state)) {
                if (cause.startsWith(DOMAIN)) {
                    return Optional.of(cause);
                }
                Optional<String> held = explained(cause, cap, domain, wanted, until, state);
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
    private Optional<String> explained(
            String cause, Cap cap, String domain, long wanted, long until, WorkingSet state) {
        Map<String, Integer> left = untripped(cause, until);
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

    /** What a cause changed, by domain, but for domains that are held. */
    private Map<String, Integer> untripped(String cause, long until) {
        Map<String, Integer> left = new HashMap<>();
        Reached reached = causes.get(cause);
        if (reached != null) {
            reached.byDomain.forEach((domain, moments) -> {
                Tripped held = tripped.get(domain);
                int count = moments.after(until);
                if (count > 0 && (held == null || !held.still(until))) {
                    left.put(domain, count);
                }
            });
        }
        return left;
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

    /** The last instant that is out of the window of a change at {@code at}. */
    private static long until(Caps caps, Instant at) {
        return at.minus(caps.window()).toEpochMilli();
    }

    private static long kept(Caps caps) {
        return caps.window().plus(LATE).toMillis();
    }

    private long within(String cause, long until) {
        Reached reached = causes.get(cause);
        if (reached == null) {
            return 0;
        }
        long count = reached.changed.after(until) + (long) reached.held.after(until);
        if (!cause.startsWith(DOMAIN)) {
            for (Map.Entry<String, Tripped> domain : tripped.entrySet()) {
                count -= domain.getValue().still(until) ? reached.of(domain.getKey(), until) : 0;
            }
        }
        return count;
    }

    /** An address was changed. */
    public void changed(Caps caps, List<String> by, Instant at) {
        String domain = by.get(0).substring(DOMAIN.length());
        for (String cause : by) {
            if (!caps.of(cause).off()) {
                reached(cause).change(at.toEpochMilli(), domain, kept(caps));
            }
        }
    }

    /** A change was held because of {@code cause}. */
    public void held(Caps caps, String cause, Instant at) {
        long now = at.toEpochMilli();
        long until = until(caps, at);
        Reached reached = reached(cause);
        reached.hold(now, kept(caps));
        if (!cause.startsWith(DOMAIN)) {
            return;
        }
        String domain = cause.substring(DOMAIN.length());
        Tripped before = tripped.get(domain);
        if (before != null && before.still(until)) {
            tripped.put(domain, new Tripped(Math.max(before.last(), now), before.bound()));
        } else {
            tripped.values().removeIf(other -> !other.still(now - kept(caps)));
            tripped.put(domain, new Tripped(now, reached.changed.after(until)));
        }
    }

    /** To count something for a cause; it moves to the end of those that may be forgotten. */
    private Reached reached(String cause) {
        Reached known = causes.remove(cause);
        if (known == null) {
            if (causes.size() >= MOST_CAUSES) {
                causes.remove(causes.keySet().iterator().next());
            }
            known = new Reached();
        }
        causes.put(cause, known);
        return known;
    }
}
