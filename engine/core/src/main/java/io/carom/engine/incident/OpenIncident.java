package io.carom.engine.incident;

import io.carom.engine.alert.Watch;
import io.carom.spi.Incident;
import io.carom.spi.Incident.Part;
import io.carom.spi.Incident.Reach;
import io.carom.spi.Incident.Sample;
import io.carom.spi.Incident.State;
import io.carom.spi.IncidentNews;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    /** Few: looked through, one by one. */
    private final List<Part> parts = new ArrayList<>(4);

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
        parts.addAll(stored.parts());
        evidence.addAll(stored.evidence());
        state = stored.state();
        lastSeen = stored.lastSeen();
        closed = stored.closed();
        events = stored.events();
        reach = stored.reach();
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
        return parts;
    }

    /** Whether it is about the program itself: no event belongs to it, and no event's time ends it. */
    boolean ofProgram() {
        return parts.stream().anyMatch(part -> part.signal().equals(Ledger.WORKER_SILENT));
    }

    private int place(String signal, String scope) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.scope().equals(scope) && part.signal().equals(signal)) {
                return i;
            }
        }
        return -1;
    }

    /** The share of one of its parts still passes at {@code at}; answers whether it is one. */
    boolean goesOn(Watch.Alarm alarm, Instant at) {
        int place = place(alarm.signal(), alarm.scope());
        if (place < 0) {
            return false;
        }
        events = Math.max(events, Math.round(alarm.share() * alarm.volume()) - 1);
        again(place, alarm.share(), alarm.volume(), alarm.baseline(), null, at);
        return true;
    }

    /** A signal of it was seen; answers whether it is a new one. Signals beyond the bound are counted and not kept. */
    boolean part(Part seen) {
        int place = place(seen.signal(), seen.scope());
        // The event at hand is counted by whoever tells that it was seen
        events = Math.max(events, seen.events() - 1);
        if (place >= 0) {
            again(place, seen.share(), seen.volume(), seen.baseline(), seen.advice(), seen.last());
            return false;
        }
        if (parts.size() >= MOST_PARTS) {
            return false;
        }
        if (!parts.isEmpty()) {
            news.add(IncidentNews.Kind.GREW);
        }
        parts.add(seen);
        return true;
    }

    private void again(
            int place,
            @Nullable Double share,
            @Nullable Long volume,
            @Nullable Double baseline,
            @Nullable String advice,
            Instant at) {
        Part before = parts.get(place);
        boolean higher = before.peak() == null || (share != null && share > before.peak());
        parts.set(
                place,
                new Part(
                        before.signal(),
                        before.scope(),
                        share,
                        higher ? share : before.peak(),
                        volume,
                        baseline == null ? before.baseline() : baseline,
                        advice == null ? before.advice() : advice,
                        before.first(),
                        later(before.last(), at),
                        before.events() + 1,
                        before.weight()));
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
        List<Part> ordered = new ArrayList<>(parts);
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
