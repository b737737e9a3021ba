package io.carom.engine.incident;

import io.carom.spi.Incident;
import io.carom.spi.Incident.Part;
import io.carom.spi.Incident.Reach;
import io.carom.spi.Incident.Sample;
import io.carom.spi.Incident.State;
import io.carom.spi.IncidentNews;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One incident while it goes on. For one thread. */
final class OpenIncident {
    static final int MOST_PARTS = 20;
    static final int MOST_SAMPLES = 25;
    private static final Pattern PERSON = Pattern.compile("[^\\s<>\"'(),;:\\[\\]]{1,64}@");
    private static final Comparator<Part> MOST_TELLING = Comparator.comparingDouble(Part::weight)
            .reversed()
            .thenComparing(Part::first)
            .thenComparing(Part::signal)
            .thenComparing(Part::scope);

    private final long number;
    private final String id;
    private final String tenant;
    private final String cause;
    private final String why;
    private final Incident.Hand hand;
    private final Instant opened;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final List<Sample> evidence = new ArrayList<>();
    private final List<IncidentNews.Kind> news = new ArrayList<>(1);
    private State state = State.OPEN;
    private Instant lastSeen;
    private @Nullable Instant closed;
    private long events;
    private Reach reach = Reach.NONE;

    OpenIncident(long number, String id, String tenant, Cause cause, Instant opened) {
        this.number = number;
        this.id = id;
        this.tenant = tenant;
        this.cause = cause.name();
        this.why = cause.why();
        this.hand = Incident.Hand.NONE;
        this.opened = opened;
        this.lastSeen = opened;
        news.add(IncidentNews.Kind.OPENED);
    }

    /** As the store has it. */
    OpenIncident(Incident stored) {
        number = stored.number();
        id = stored.id();
        tenant = stored.tenant();
        cause = stored.cause();
        why = stored.why();
        hand = stored.hand();
        opened = stored.opened();
        stored.parts().forEach(part -> parts.put(key(part.signal(), part.scope()), part));
        evidence.addAll(stored.evidence());
        state = stored.state();
        lastSeen = stored.lastSeen();
        closed = stored.closed();
        events = stored.events();
        reach = stored.reach();
    }

    static String key(String signal, String scope) {
        return signal + " " + scope;
    }

    long number() {
        return number;
    }

    String cause() {
        return cause;
    }

    State state() {
        return state;
    }

    Instant lastSeen() {
        return lastSeen;
    }

    Reach reach() {
        return reach;
    }

    Iterable<Part> parts() {
        return parts.values();
    }

    /** Whether it is about the program itself: no event belongs to it, and no event's time ends it. */
    boolean ofProgram() {
        return parts.values().stream().anyMatch(part -> part.signal().equals(Ledger.WORKER_SILENT));
    }

    boolean hasPart(String signal, String scope) {
        return parts.containsKey(key(signal, scope));
    }

    /** A signal of it was seen; answers whether it is a new one. Signals beyond the bound are counted and not kept. */
    boolean part(Part seen) {
        Part before = parts.get(key(seen.signal(), seen.scope()));
        // The event at hand is counted by whoever tells that it was seen
        events = Math.max(events, seen.events() - 1);
        if (before == null) {
            if (parts.size() >= MOST_PARTS) {
                return false;
            }
            if (!parts.isEmpty()) {
                news.add(IncidentNews.Kind.GREW);
            }
            parts.put(key(seen.signal(), seen.scope()), seen);
            return true;
        }
        Double peak = before.peak() == null || (seen.peak() != null && seen.peak() > before.peak())
                ? seen.peak()
                : before.peak();
        parts.put(
                key(seen.signal(), seen.scope()),
                new Part(
                        seen.signal(),
                        seen.scope(),
                        seen.share(),
                        peak,
                        seen.volume(),
                        seen.baseline() == null ? before.baseline() : seen.baseline(),
                        seen.advice() == null ? before.advice() : seen.advice(),
                        before.first(),
                        later(before.last(), seen.last()),
                        before.events() + 1,
                        before.weight()));
        return false;
    }

    /** One more event belongs to it. */
    void seen(Instant at) {
        events++;
        lastSeen = later(lastSeen, at);
        state = State.OPEN;
    }

    /** Names an event that belongs to it, unless enough are named. */
    void sample(String event, Instant at, String text) {
        if (evidence.size() < MOST_SAMPLES
                && evidence.stream().noneMatch(known -> known.event().equals(event))) {
            evidence.add(new Sample(event, at, PERSON.matcher(text).replaceAll("…@")));
        }
    }

    void held() {
        reach = new Reach(reach.held() + 1, reach.released(), reach.discarded(), reach.alive());
    }

    /** One of its held changes waits no more. */
    void ended(HeldEnd how) {
        reach = new Reach(
                reach.held(),
                reach.released() + (how == HeldEnd.RELEASED ? 1 : 0),
                reach.discarded() + (how == HeldEnd.DISCARDED ? 1 : 0),
                reach.alive() + (how == HeldEnd.ALIVE ? 1 : 0));
    }

    void quiet() {
        state = State.QUIET;
    }

    void close(Instant at) {
        state = State.CLOSED;
        closed = at;
        news.add(IncidentNews.Kind.CLOSED);
    }

    /** As it is to be written. */
    Incident incident() {
        List<Part> ordered = new ArrayList<>(parts.values());
        ordered.sort(MOST_TELLING);
        return new Incident(
                number, id, tenant, cause, why, state, opened, lastSeen, closed, events, ordered, evidence, reach,
                hand);
    }

    /** What happened to it since the last call. */
    List<IncidentNews.Kind> takeNews() {
        List<IncidentNews.Kind> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }
}
