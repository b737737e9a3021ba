package io.carom.standalone.record;

import io.carom.api.Action;
import io.carom.api.Decision;
import io.carom.api.EventKind;
import io.carom.engine.Receipt;
import io.carom.engine.json.DecisionJson;
import io.carom.spi.AddressKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was read and what became of it. For one thread. */
public final class Tally {
    private static final int PLACES = 5;
    private static final int MOST_DOMAINS = 100_000;

    private final Map<String, Long> read = new TreeMap<>();
    private final Map<String, Long> kinds = new HashMap<>();
    private final Map<String, Long> types = new HashMap<>();
    private final Map<String, Long> reasons = new HashMap<>();
    private final Map<String, Long> domains = new HashMap<>();
    private final Map<String, Long> subscribers = new HashMap<>();
    private final List<String> badPlaces = new ArrayList<>();
    private long nothingReported;
    private long recorded;
    private long known;
    private long duplicates;
    private long unproven;
    private long retries;
    private long held;
    private long reviewed;
    private long alerts;
    private long context;
    private long bad;

    void read(String what) {
        read.merge(what, 1L, Long::sum);
    }

    void nothingReported() {
        nothingReported++;
    }

    void context() {
        context++;
    }

    void bad(String place) {
        bad++;
        if (badPlaces.size() < PLACES) {
            badPlaces.add(place);
        }
    }

    void event(EventKind kind, Receipt receipt) {
        if (!receipt.recorded()) {
            known++;
            return;
        }
        recorded++;
        kinds.merge(kind.word(), 1L, Long::sum);
        receipt.timers().forEach(this::change);
        receipt.decision().ifPresent(decision -> {
            if (decision.duplicate()) {
                duplicates++;
            } else {
                decision(decision);
            }
        });
    }

    void unproven() {
        unproven++;
    }

    private void decision(Decision decision) {
        if (decision.classification().event() == EventKind.BOUNCE
                && decision.classification().bounceType() != null) {
            types.merge(decision.classification().bounceType().word(), 1L, Long::sum);
            reasons.merge(decision.classification().reason().word(), 1L, Long::sum);
            String domain = AddressKey.of("", decision.recipient()).domain();
            if (domains.size() < MOST_DOMAINS || domains.containsKey(domain)) {
                domains.merge(domain, 1L, Long::sum);
            }
        }
        if (decision.retry() != null) {
            retries++;
        }
        change(decision);
        for (Action action : decision.actions()) {
            if (action instanceof Action.Alert) {
                alerts++;
            } else if (action instanceof Action.HoldForReview) {
                if (decision.because().stream()
                        .anyMatch(because -> because.rule().equals(DecisionJson.BLAST_RADIUS))) {
                    held++;
                } else {
                    reviewed++;
                }
            }
        }
    }

    private void change(Decision decision) {
        if (decision.subscriber() != null) {
            subscribers.merge(decision.subscriber().to().word(), 1L, Long::sum);
        }
    }

    /** How many of each kind of input were read: {@code mail}, {@code log} ... */
    public Map<String, Long> inputs() {
        return read;
    }

    /** New events by kind. */
    public Map<String, Long> kinds() {
        return highestFirst(kinds);
    }

    /** New bounces by {@code hard} and {@code soft}, duplicates left out. */
    public Map<String, Long> types() {
        return highestFirst(types);
    }

    /** New bounces by reason. */
    public Map<String, Long> reasons() {
        return highestFirst(reasons);
    }

    /** New bounces by the recipient's domain. */
    public Map<String, Long> domains() {
        return highestFirst(domains);
    }

    /** Addresses by the status that they changed to. */
    public Map<String, Long> subscribers() {
        return highestFirst(subscribers);
    }

    /** Mails that report nothing. */
    public long mailsWithoutReport() {
        return nothingReported;
    }

    /** Events that are recorded now and were not before. */
    public long recorded() {
        return recorded;
    }

    /** Events that were recorded before. */
    public long recordedBefore() {
        return known;
    }

    /** New events that speak of a failure that was counted already. */
    public long duplicates() {
        return duplicates;
    }

    /** New events whose origin nothing proves. */
    public long withoutProof() {
        return unproven;
    }

    /** Retries that are due later. */
    public long retries() {
        return retries;
    }

    /** Changes that wait for an operator, because their cause reached too far. */
    public long held() {
        return held;
    }

    /** Changes that wait for a sign of life. */
    public long reviewed() {
        return reviewed;
    }

    /** Alerts that were raised. */
    public long alerts() {
        return alerts;
    }

    /** Lines that configure servers and campaigns. */
    public long contextLines() {
        return context;
    }

    /** How much could not be read. */
    public long badInputs() {
        return bad;
    }

    /** Where the first of it stands. */
    public List<String> badPlaces() {
        return badPlaces;
    }

    private static Map<String, Long> highestFirst(Map<String, Long> counts) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }
}
