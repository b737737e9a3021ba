package io.carom.engine.undo;

import io.carom.spi.LogRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a preview: adds up choices. Bounded: only so many names of each kind are told apart. For one thread. */
public final class UndoFigures {
    private static final int MOST_NAMES = 10_000;
    private static final String OTHERS = "(others)";

    private final Map<String, Long> rules = new TreeMap<>();
    private final Map<String, Long> domains = new TreeMap<>();
    private final Map<String, Long> changes = new TreeMap<>();
    private final Map<String, Long> today = new TreeMap<>();
    private final Map<String, Long> left = new TreeMap<>();
    private final List<Choice> samples = new ArrayList<>();
    private final int mostSamples;
    private long chosen;
    private long reversed;
    private long differing;
    private long same;

    /** Keeps that many samples. */
    public UndoFigures(int samples) {
        this.mostSamples = samples;
    }

    /** Counts one choice. */
    public void add(Choice choice) {
        chosen++;
        count(domains, choice.change().address().domain());
        count(
                changes,
                choice.change().from().word() + " -> " + choice.change().to().word());
        choice.change().rules().forEach(rule -> count(rules, rule));
        if (!choice.today().words().isEmpty()) {
            count(today, choice.today().words());
        }
        same += choice.today().same() ? 1 : 0;
        differing += choice.today().known() && !choice.today().same() ? 1 : 0;
        if (choice.reverses()) {
            reversed++;
            if (samples.size() < mostSamples) {
                samples.add(choice);
            }
        } else {
            count(left, reason(choice));
        }
    }

    /** Reasons without the instants in them, so that like is counted with like. */
    private static String reason(Choice choice) {
        return choice.why().replaceAll(" at [0-9TZ:.-]+", " since");
    }

    private static void count(Map<String, Long> counts, String name) {
        String key = counts.containsKey(name) || counts.size() < MOST_NAMES ? name : OTHERS;
        counts.merge(key, 1L, Long::sum);
    }

    /** How many decisions the selection means. */
    public long chosen() {
        return chosen;
    }

    /** How many of them would be reversed. */
    public long reversed() {
        return reversed;
    }

    /** How many today's policy would decide otherwise. */
    public long differing() {
        return differing;
    }

    /** How many today's policy would decide the same. */
    public long same() {
        return same;
    }

    /** Counts by rule, most first. */
    public Map<String, Long> rules() {
        return sorted(rules);
    }

    /** Counts by receiving domain, most first. */
    public Map<String, Long> domains() {
        return sorted(domains);
    }

    /** Counts by {@code from -> to}, most first. */
    public Map<String, Long> changes() {
        return sorted(changes);
    }

    /** Counts by what today's policy would decide, most first. */
    public Map<String, Long> today() {
        return sorted(today);
    }

    /** Counts by why decisions would be left, most first. */
    public Map<String, Long> left() {
        return sorted(left);
    }

    /** The first of those that would be reversed. */
    public List<Choice> samples() {
        return List.copyOf(samples);
    }

    /** The receiver's words behind a choice, or empty. */
    public static String saidBy(Choice choice) {
        LogRow origin = choice.origin();
        return origin == null || origin.diagnostic() == null ? "" : origin.diagnostic();
    }

    private static Map<String, Long> sorted(Map<String, Long> counts) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
