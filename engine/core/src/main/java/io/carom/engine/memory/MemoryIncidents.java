package io.carom.engine.memory;

import io.carom.api.JournalException;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.AuditRow;
import io.carom.spi.Held;
import io.carom.spi.History;
import io.carom.spi.Incident;
import io.carom.spi.Incident.Hand;
import io.carom.spi.IncidentChange;
import io.carom.spi.IncidentNews;
import io.carom.spi.Incidents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The incidents of a {@link MemoryJournal}; guarded by its lock. */
final class MemoryIncidents implements Incidents {
    private final Object lock;
    private final Map<AddressKey, History> histories;
    private final Consumer<AuditRow> audit;
    private final NavigableMap<Long, Incident> incidents = new TreeMap<>();
    private final Map<Long, List<Note>> notes = new HashMap<>();
    private final Map<String, Instant> mutedCauses = new HashMap<>();
    private final List<Told> news = new ArrayList<>();
    private final Map<String, Long> told = new HashMap<>();
    private long revision;

    /** News without the incident, which goes on changing. */
    private record Told(long pos, IncidentNews.Kind kind, Instant at, long number) {}

    MemoryIncidents(Object lock, Map<AddressKey, History> histories, Consumer<AuditRow> audit) {
        this.lock = lock;
        this.histories = histories;
        this.audit = audit;
    }

    /** Writes what a commit says; the lock is held. */
    void write(List<IncidentChange> changes) {
        for (IncidentChange change : changes) {
            Incident now = change.incident();
            Incident before = incidents.get(now.number());
            incidents.put(now.number(), before == null ? now : handed(now, before.hand()));
            for (IncidentNews.Kind kind : change.news()) {
                Instant at = kind == IncidentNews.Kind.CLOSED && now.closed() != null ? now.closed() : now.lastSeen();
                news.add(new Told(news.size() + 1L, kind, at, now.number()));
            }
        }
        if (!changes.isEmpty()) {
            revision++;
        }
    }

    private static Incident handed(Incident one, Hand hand) {
        return new Incident(
                one.number(),
                one.id(),
                one.tenant(),
                one.cause(),
                one.why(),
                one.state(),
                one.opened(),
                one.lastSeen(),
                one.closed(),
                one.events(),
                one.parts(),
                one.evidence(),
                one.reach(),
                hand);
    }

    private Incident whole(Incident one) {
        Hand hand = one.hand();
        long count = notes.getOrDefault(one.number(), List.of()).size();
        return handed(one, new Hand(hand.mutedUntil(), mutedCauses.get(one.cause()), hand.assignee(), count));
    }

    private Stream<Incident> found(Filter filter) {
        return incidents.descendingMap().values().stream().map(this::whole).filter(filter::matches);
    }

    @Override
    public List<Incident> list(Filter filter) {
        synchronized (lock) {
            Stream<Incident> found = found(filter).skip(filter.offset());
            return (filter.limit() > 0 ? found.limit(filter.limit()) : found).toList();
        }
    }

    @Override
    public long count(Filter filter) {
        synchronized (lock) {
            return found(filter).count();
        }
    }

    @Override
    public Optional<Incident> find(long number) {
        synchronized (lock) {
            return Optional.ofNullable(incidents.get(number)).map(this::whole);
        }
    }

    @Override
    public List<Note> notes(long number) {
        synchronized (lock) {
            return List.copyOf(notes.getOrDefault(number, List.of()));
        }
    }

    @Override
    public List<Held> held(long number, @Nullable AddressKey after, int limit) {
        synchronized (lock) {
            return histories.entrySet().stream()
                    .filter(entry -> entry.getValue().hold() != null
                            && entry.getValue().hold().incident() == number
                            && (after == null || entry.getKey().compareTo(after) > 0))
                    .map(entry ->
                            new Held(entry.getKey(), number, entry.getValue().hold()))
                    .sorted(Comparator.comparing(Held::address))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public boolean mute(long number, @Nullable Instant until, boolean cause, Act act) {
        String what = until == null ? "incident_unmute" : "incident_mute";
        return change(number, what, "until " + until + (cause ? " with its cause" : ""), act, one -> {
            if (cause && until != null) {
                mutedCauses.put(one.cause(), until);
            } else if (cause) {
                mutedCauses.remove(one.cause());
            }
            return handed(one, new Hand(until, null, one.hand().assignee(), 0));
        });
    }

    @Override
    public boolean note(long number, String text, Act act) {
        return change(number, "incident_note", text, act, one -> {
            notes.computeIfAbsent(number, first -> new ArrayList<>()).add(new Note(act, text));
            return one;
        });
    }

    @Override
    public boolean assign(long number, @Nullable String who, Act act) {
        return change(
                number,
                "incident_assign",
                "to " + (who == null ? "nobody" : who),
                act,
                one -> handed(one, new Hand(one.hand().mutedUntil(), null, who, 0)));
    }

    @Override
    public boolean close(long number, Act act) {
        synchronized (lock) {
            Incident one = incidents.get(number);
            if (one == null || one.state() == Incident.State.CLOSED) {
                return false;
            }
            if (!held(number, null, 1).isEmpty()) {
                throw new JournalException(
                        "incident " + number + " has held changes that wait; release or discard them first",
                        false,
                        null);
            }
            change(number, "incident_close", one.cause(), act, open -> {
                news.add(new Told(news.size() + 1L, IncidentNews.Kind.CLOSED, act.at(), number));
                return new Incident(
                        open.number(),
                        open.id(),
                        open.tenant(),
                        open.cause(),
                        open.why(),
                        Incident.State.CLOSED,
                        open.opened(),
                        open.lastSeen(),
                        act.at(),
                        open.events(),
                        open.parts(),
                        open.evidence(),
                        open.reach(),
                        open.hand());
            });
            return true;
        }
    }

    private boolean change(long number, String what, String about, Act act, UnaryOperator<Incident> how) {
        synchronized (lock) {
            Incident one = incidents.get(number);
            if (one == null) {
                return false;
            }
            incidents.put(number, how.apply(one));
            revision++;
            audit.accept(new AuditRow(act, what, "incident " + number + ": " + about, 1));
            return true;
        }
    }

    @Override
    public List<Incident> open(String tenant) {
        synchronized (lock) {
            return incidents.values().stream()
                    .filter(one ->
                            one.state() != Incident.State.CLOSED && one.tenant().equals(tenant))
                    .toList();
        }
    }

    @Override
    public long lastNumber() {
        synchronized (lock) {
            return incidents.isEmpty() ? 0 : incidents.lastKey();
        }
    }

    @Override
    public long revision() {
        synchronized (lock) {
            return revision;
        }
    }

    @Override
    public List<IncidentNews> news(String sink, int limit) {
        synchronized (lock) {
            long from = cursor(sink);
            List<IncidentNews> found = new ArrayList<>();
            for (Told one : news) {
                Incident about = incidents.get(one.number());
                if (one.pos() > from && about != null && found.size() < limit) {
                    found.add(new IncidentNews(one.pos(), one.kind(), one.at(), whole(about)));
                }
            }
            return found;
        }
    }

    /** A new sink is told from the first news of an incident on that is not over. */
    private long cursor(String sink) {
        return told.computeIfAbsent(
                sink,
                first -> news.stream()
                        .filter(one -> Optional.ofNullable(incidents.get(one.number()))
                                .filter(about -> about.state() != Incident.State.CLOSED)
                                .isPresent())
                        .mapToLong(one -> one.pos() - 1)
                        .findFirst()
                        .orElse(news.size()));
    }

    @Override
    public void told(String sink, long pos) {
        synchronized (lock) {
            told.merge(sink, pos, Math::max);
        }
    }

    @Override
    public long untold(String sink) {
        synchronized (lock) {
            long from = cursor(sink);
            return news.stream().filter(one -> one.pos() > from).count();
        }
    }
}
