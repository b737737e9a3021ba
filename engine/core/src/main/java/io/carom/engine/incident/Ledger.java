package io.carom.engine.incident;

import io.carom.api.Action;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.engine.alert.Failure;
import io.carom.engine.alert.Signal;
import io.carom.engine.alert.Watch;
import io.carom.engine.alert.WatchSettings;
import io.carom.spi.Incident;
import io.carom.spi.Incident.Part;
import io.carom.spi.IncidentChange;
import io.carom.spi.IncidentNews;
import io.carom.spi.Incidents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The incidents that go on, in the order of the journal and in the events' time: the same events give the same incidents. What changes
 * is handed to the batch that changes it, so that it is there exactly when the events are. For one thread; thrown away and read anew
 * when a commit fails.
 */
public final class Ledger {
    /** The signal of an incident of held changes. */
    public static final String BLAST_RADIUS = "blast_radius";

    /** The signal of an incident of the program itself: one of its workers makes no progress. Only whoever told of it ends it. */
    public static final String WORKER_SILENT = "worker_silent";

    /** What to do about held changes. */
    public static final String HELD_ADVICE = "Look at what was held, then release or discard it";

    private static final int MOST_OPEN = 2_000;
    private static final int MOST_BEFORE = 10;
    /** What a rule or script says outweighs what is counted: somebody wrote it for this very case. */
    private static final double SAID = 4;

    private final String tenant;
    private final @Nullable Incidents store;
    private final WatchSettings settings;
    private final Map<String, OpenIncident> open = new LinkedHashMap<>();
    private final Map<Long, OpenIncident> byNumber = new HashMap<>();
    private final Set<OpenIncident> changed = new LinkedHashSet<>();
    /** What somebody is to be told, with the incidents as they were then: one batch tells the same as many. */
    private final List<IncidentChange> told = new ArrayList<>(0);

    private long lastNumber;
    private long revision;
    private Instant nextTurn = Instant.MAX;

    /** The incidents of {@code tenant} that {@code store} says go on; without a store none. */
    public Ledger(String tenant, @Nullable Incidents store, WatchSettings settings) {
        this.tenant = tenant;
        this.store = store;
        this.settings = settings;
        read();
    }

    private void read() {
        open.clear();
        byNumber.clear();
        changed.clear();
        told.clear();
        nextTurn = Instant.MAX;
        if (store != null) {
            revision = store.revision();
            lastNumber = store.lastNumber();
            store.open(tenant).forEach(stored -> keep(new OpenIncident(stored)));
        }
    }

    private void keep(OpenIncident incident) {
        open.put(incident.cause(), incident);
        byNumber.put(incident.number(), incident);
        nextTurn(incident);
    }

    /** Reads the incidents again when somebody else has changed one; to be called between batches. */
    public void refresh() {
        if (store != null && store.revision() != revision) {
            read();
        }
    }

    /** Tells the watch what was raised before the program was started. */
    public void reopen(Watch watch) {
        for (OpenIncident incident : open.values()) {
            for (Part part : incident.parts()) {
                if (part.share() != null) {
                    watch.reopen(part.signal(), part.scope(), part.last());
                }
            }
        }
    }

    /** The time is {@code at}: what was not seen for long is quiet or over. */
    public void advance(Instant at) {
        if (!at.isAfter(nextTurn)) {
            return;
        }
        nextTurn = Instant.MAX;
        for (Iterator<OpenIncident> all = open.values().iterator(); all.hasNext(); ) {
            OpenIncident incident = all.next();
            if (incident.ofProgram()) {
                continue;
            }
            Instant over = incident.lastSeen().plus(settings.quiet());
            if (at.isAfter(over) && incident.reach().waiting() == 0) {
                close(incident, over, all);
                continue;
            }
            if (incident.state() == Incident.State.OPEN
                    && at.isAfter(incident.lastSeen().plus(settings.confirm()))) {
                incident.quiet();
                changed(incident);
            }
            nextTurn(incident);
        }
    }

    private void close(OpenIncident incident, Instant at, Iterator<OpenIncident> from) {
        incident.close(at);
        changed(incident);
        byNumber.remove(incident.number());
        from.remove();
    }

    private void nextTurn(OpenIncident incident) {
        boolean waits =
                incident.state() == Incident.State.QUIET && incident.reach().waiting() > 0;
        Instant turn = waits || incident.ofProgram()
                ? Instant.MAX
                : incident.lastSeen().plus(incident.state() == Incident.State.OPEN ? shorter() : settings.quiet());
        nextTurn = turn.isBefore(nextTurn) ? turn : nextTurn;
    }

    private Duration shorter() {
        return settings.confirm().compareTo(settings.quiet()) < 0 ? settings.confirm() : settings.quiet();
    }

    /** An event was decided: its alerts open incidents or belong to one, and so do the shares that still pass. */
    public void decided(Event event, String domain, Decision decision, List<Watch.Alarm> continuing, Watch watch) {
        List<Action.Alert> alerts = alertsOf(decision);
        if (alerts.isEmpty() && continuing.isEmpty()) {
            return;
        }
        Failure now = Failure.of(event, domain, decision.classification());
        // Few: each is in it once
        List<OpenIncident> touched = new ArrayList<>(2);
        for (Action.Alert alert : alerts) {
            touch(raise(alert, now, watch), touched);
        }
        for (Watch.Alarm alarm : continuing) {
            for (OpenIncident incident : open.values()) {
                if (incident.goesOn(alarm, now.at())) {
                    touch(incident, touched);
                }
            }
        }
        for (OpenIncident incident : touched) {
            incident.seen(now.at());
            incident.sample(now.event(), now.at(), now.text());
            changed(incident);
            nextTurn(incident);
        }
    }

    private static List<Action.Alert> alertsOf(Decision decision) {
        List<Action.Alert> alerts = List.of();
        for (Action action : decision.actions()) {
            if (action instanceof Action.Alert alert && !alert.signal().equals(BLAST_RADIUS)) {
                alerts = alerts.isEmpty() ? new ArrayList<>() : alerts;
                alerts.add(alert);
            }
        }
        return alerts;
    }

    private static void touch(OpenIncident incident, List<OpenIncident> touched) {
        if (!touched.contains(incident)) {
            touched.add(incident);
        }
    }

    private OpenIncident raise(Action.Alert alert, Failure now, Watch watch) {
        Optional<Signal> signal = watch.signal(alert.signal()).filter(counted -> alert.share() != null);
        if (signal.isEmpty()) {
            OpenIncident incident = byCause(Cause.said(alert.signal(), alert.scope(), now), now.at());
            incident.part(said(alert, now.at(), SAID));
            return incident;
        }
        List<Failure> failures =
                watch.lately(signal.get(), alert.scope(), now.at().minus(settings.quiet()));
        Cause cause = Cause.of(alert.scope(), failures.isEmpty() ? List.of(now) : failures);
        OpenIncident incident = byCause(cause, now.at());
        Watch.Alarm alarm = new Watch.Alarm(
                alert.signal(),
                alert.scope(),
                alert.share() == null ? 0 : alert.share(),
                alert.volume() == null ? 0 : alert.volume(),
                alert.baseline());
        incident.part(part(alarm, now.at(), alert.advice(), signal.get().weight()));
        // The event itself first, then some of those before it that made the share what it is
        incident.sample(now.event(), now.at(), now.text());
        failures.stream()
                .limit(MOST_BEFORE)
                .forEach(failure -> incident.sample(failure.event(), failure.at(), failure.text()));
        return incident;
    }

    private static Part part(Watch.Alarm alarm, Instant at, @Nullable String advice, double weight) {
        return new Part(
                alarm.signal(),
                alarm.scope(),
                alarm.share(),
                alarm.share(),
                alarm.volume(),
                alarm.baseline(),
                advice,
                at,
                at,
                Math.round(alarm.share() * alarm.volume()),
                weight);
    }

    private static Part said(Action.Alert alert, Instant at, double weight) {
        return new Part(
                alert.signal(), alert.scope(), null, null, alert.volume(), null, alert.advice(), at, at, 1, weight);
    }

    private OpenIncident byCause(Cause cause, Instant at) {
        OpenIncident known = open.get(cause.name());
        if (known != null) {
            return known;
        }
        if (open.size() >= MOST_OPEN) {
            closeOldest(at);
        }
        long number = ++lastNumber;
        OpenIncident incident = new OpenIncident(number, id(number, cause, at), tenant, cause, at);
        keep(incident);
        return incident;
    }

    /** Memory is bounded: the one seen longest ago, of which nothing waits, is closed early. */
    private void closeOldest(Instant at) {
        OpenIncident oldest = null;
        for (OpenIncident incident : open.values()) {
            if (incident.reach().waiting() == 0
                    && !incident.ofProgram()
                    && (oldest == null || incident.lastSeen().isBefore(oldest.lastSeen()))) {
                oldest = incident;
            }
        }
        for (Iterator<OpenIncident> all = open.values().iterator(); all.hasNext(); ) {
            OpenIncident incident = all.next();
            if (incident == oldest) {
                close(incident, at, all);
                return;
            }
        }
    }

    /**
     * A change is held because {@code cause} ({@code domain:example.com}) reached too far.
     *
     * @param cap so many changes are let through within the window
     * @return the incident's number, and whether it was opened with this change
     */
    public HeldIn held(String cause, long cap, String event, Instant at, String text) {
        Cause held = new Cause(
                BLAST_RADIUS + " " + cause,
                "More than " + cap + " subscribers would have been changed because of " + cause);
        boolean news = !open.containsKey(held.name());
        OpenIncident incident = byCause(held, at);
        incident.part(new Part(BLAST_RADIUS, cause, null, null, cap, null, HELD_ADVICE, at, at, 1, SAID));
        incident.held();
        incident.seen(at);
        incident.sample(event, at, text);
        changed(incident);
        nextTurn(incident);
        return new HeldIn(incident.number(), news);
    }

    /**
     * Where a held change belongs.
     *
     * @param incident the incident's number
     * @param opened whether it was opened with this change
     */
    public record HeldIn(long incident, boolean opened) {}

    /**
     * The program's own worker at {@code scope} ({@code worker:NAME}) makes no progress.
     *
     * @param told whether somebody was told already, so that it is only to be listed
     */
    public void silent(String scope, String why, String advice, long waiting, Instant at, boolean told) {
        OpenIncident incident = byCause(new Cause("silent " + scope, why), at);
        incident.part(new Part(WORKER_SILENT, scope, null, null, waiting, null, advice, at, at, 1, SAID));
        incident.seen(at);
        noted(incident, told);
    }

    /** The worker at {@code scope} gets on again, or has ended; likewise. */
    public void noLongerSilent(String scope, Instant at, boolean told) {
        OpenIncident incident = open.remove("silent " + scope);
        if (incident != null) {
            byNumber.remove(incident.number());
            incident.close(at);
            noted(incident, told);
        }
    }

    /** The scopes of workers that are silent as far as is known: {@code worker:NAME}. */
    public List<String> silent() {
        return open.values().stream()
                .filter(OpenIncident::ofProgram)
                .map(incident -> incident.parts().iterator().next().scope())
                .toList();
    }

    private void noted(OpenIncident incident, boolean told) {
        if (told) {
            incident.takeNews();
        }
        changed(incident);
    }

    /** A change that was held because of the incident {@code number} waits no more. */
    public void ended(long number, HeldEnd how, Instant at) {
        OpenIncident incident = byNumber.get(number);
        if (incident != null) {
            incident.ended(how);
            if (incident.reach().waiting() == 0
                    && at.isAfter(incident.lastSeen().plus(settings.quiet()))) {
                incident.close(at);
                byNumber.remove(number);
                open.remove(incident.cause());
            } else {
                nextTurn(incident);
            }
            changed(incident);
        }
    }

    private void changed(OpenIncident incident) {
        List<IncidentNews.Kind> news = incident.takeNews();
        if (news.isEmpty()) {
            changed.add(incident);
        } else {
            told.add(new IncidentChange(incident.incident(), news));
            changed.remove(incident);
        }
    }

    /** Everything that changed since the last call, as a commit writes it, in its order. */
    public List<IncidentChange> drain() {
        if (changed.isEmpty() && told.isEmpty()) {
            return List.of();
        }
        List<IncidentChange> drained = new ArrayList<>(told);
        changed.forEach(incident -> drained.add(new IncidentChange(incident.incident(), List.of())));
        changed.clear();
        told.clear();
        // The commit that writes them counts the revision up by one
        revision++;
        return drained;
    }

    private String id(long number, Cause cause, Instant opened) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((tenant + "\n" + number + "\n" + cause.name() + "\n" + opened)
                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
