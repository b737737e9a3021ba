package io.carom.engine.memory;

import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Suppression;
import io.carom.spi.Suppressions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Suppressions in memory, without an audit. Safe for any number of threads. */
final class MemorySuppressions implements Suppressions {
    private final Object lock = new Object();
    private final Map<Long, Suppression> all = new TreeMap<>();
    private long last;

    @Override
    public Suppression add(Suppression wanted, Suppression.Terms terms, Act act) {
        synchronized (lock) {
            Suppression known = all.values().stream()
                    .filter(one -> same(one, wanted))
                    .findFirst()
                    .orElse(null);
            int times = known == null ? 1 : known.times() + 1;
            Instant until = terms.until(act.at(), times);
            if (known != null
                    && until != null
                    && (known.until() == null || known.until().isAfter(until))) {
                until = known.until();
            }
            Suppression now = new Suppression(
                    known == null ? ++last : known.id(),
                    wanted.subject(),
                    wanted.reach(),
                    wanted.scope(),
                    wanted.name(),
                    wanted.reason(),
                    act.at(),
                    until,
                    times,
                    act);
            all.put(now.id(), now);
            return now;
        }
    }

    private static boolean same(Suppression one, Suppression other) {
        return one.subject().equals(other.subject())
                && one.reach() == other.reach()
                && one.scope().equals(other.scope())
                && one.name().equals(other.name());
    }

    @Override
    public long remove(List<Long> ids, Act act) {
        synchronized (lock) {
            return ids.stream().filter(id -> all.remove(id) != null).count();
        }
    }

    @Override
    public List<Suppression> about(AddressKey address, Instant now, int limit) {
        synchronized (lock) {
            if (all.isEmpty()) {
                return List.of();
            }
            return all.values().stream()
                    .filter(one -> one.subject().equals(address.address())
                            || one.subject().equals("@" + address.domain()))
                    .filter(one -> one.inForce(now))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public List<Suppression> list(Filter filter) {
        synchronized (lock) {
            return all.values().stream()
                    .filter(one -> one.id() > filter.after())
                    .filter(one -> filter.subject() == null || one.subject().equals(filter.subject()))
                    .filter(one -> filter.reach() == null || one.reach() == filter.reach())
                    .filter(one -> filter.name() == null || one.name().equals(filter.name()))
                    .filter(one -> filter.inForceAt() == null || one.inForce(filter.inForceAt()))
                    .limit(filter.limit())
                    .toList();
        }
    }

    @Override
    public long forget(Instant before, int most) {
        synchronized (lock) {
            List<Long> gone = new ArrayList<>();
            all.values().stream()
                    .filter(one -> one.until() != null && one.until().isBefore(before))
                    .limit(most)
                    .forEach(one -> gone.add(one.id()));
            gone.forEach(all::remove);
            return gone.size();
        }
    }
}
