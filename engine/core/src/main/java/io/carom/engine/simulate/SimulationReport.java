package io.carom.engine.simulate;

import io.carom.engine.json.JsonTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What two policies made of one history. Immutable; made by {@link Simulation}; the same history, policies and seed give the same report.
 *
 * @param events how many events were taken, context lines left out
 * @param sent how many of them say that a message was sent
 * @param decisions how many decisions the baseline made, timers included
 * @param changed how many decisions differ in classification, subscriber, retry or actions
 * @param baseline the digest of the policy that the history was recorded under
 * @param candidate the digest of the other one
 * @param seed what decided about modelled retries
 * @param from the first event, or null when there is none
 * @param to the last one
 * @param matrix how decisions moved, most first
 * @param subscribers what became of the addresses
 * @param sends what the candidate sends more and less
 * @param recorded the share of the candidate's decisions that speak of something recorded
 * @param modelled what was modelled
 * @param actions each action with how often either policy asked for it
 * @param rules each rule's scorecard, by name
 * @param domains by registered domain, most changed first
 * @param reasons by reason, most changed first
 * @param campaigns by campaign, most changed first
 * @param samples examples of each kind of difference, in the order of the history
 */
public record SimulationReport(
        long events,
        long sent,
        long decisions,
        long changed,
        String baseline,
        String candidate,
        long seed,
        @Nullable Instant from,
        @Nullable Instant to,
        List<Cell> matrix,
        Subscribers subscribers,
        Sends sends,
        double recorded,
        Modelled modelled,
        List<Count> actions,
        List<Rule> rules,
        List<Group> domains,
        List<Group> reasons,
        List<Group> campaigns,
        List<Sample> samples) {
    /** Below so many decisions a figure is called small. */
    public static final long SMALL = 100;

    private static final int SHOWN = 50;

    /** So many decisions of the shape {@code from} became {@code to}. */
    public record Cell(String from, String to, long count) {}

    /**
     * Addresses at the end of the history.
     *
     * @param kept subscribed under both policies
     * @param lost subscribed under the baseline only
     * @param regained subscribed under the candidate only
     */
    public record Subscribers(long kept, long lost, long regained) {}

    /**
     * Messages and attempts.
     *
     * @param added modelled retries that only the candidate makes
     * @param spared recorded messages and attempts that the candidate would not have made
     * @param leftOut recorded events that the candidate was not shown, for it would have prevented them
     */
    public record Sends(long added, long spared, long leftOut) {}

    /**
     * What nobody has recorded.
     *
     * @param retries retries drawn from the model
     * @param delivered how many of them succeeded
     * @param fewest the same over 32 further seeds, the most extreme left out
     * @param most likewise
     * @param guessed how many had nothing recorded to go by
     * @param found retries of the candidate alone whose outcome is recorded all the same
     * @param open retries that are due after the last event
     * @param cells what the model had learnt where it was used
     */
    public record Modelled(
            long retries,
            long delivered,
            long fewest,
            long most,
            long guessed,
            long found,
            long open,
            List<Learnt> cells) {}

    /** A share of retries that succeed, by reason, domain and longest delay; {@code *} is any. */
    public record Learnt(String what, long tried, long delivered, long used, Interval share) {}

    /** How often either policy did something. */
    public record Count(String name, long baseline, long candidate) {}

    /** A rule's scorecard. {@code advice} is keep, tune or retire. */
    public record Rule(
            String rule,
            long baseline,
            long candidate,
            long changed,
            long overridden,
            long refused,
            long marked,
            long contradicted,
            String advice,
            String why) {}

    /** A group of decisions. */
    public record Group(String name, long decisions, long changed, long lost, long regained) {}

    /** One decision that differs, with both explanations as JSON; null where there is none. */
    public record Sample(
            String from,
            String to,
            @Nullable String event,
            @Nullable String baseline,
            @Nullable String candidate) {}

    /** The share of decisions that differ. */
    public Interval changedShare() {
        return Interval.of(changed, decisions);
    }

    /** The report as one line of JSON; the same report gives the same bytes. */
    public String json() {
        return JsonTree.write(tree());
    }

    private Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("events", events);
        all.put("decisions", decisions);
        all.put("changed", changed);
        all.put("baseline", baseline);
        all.put("candidate", candidate);
        all.put("seed", seed);
        all.put("from", from == null ? null : from.toString());
        all.put("to", to == null ? null : to.toString());
        all.put("matrix", each(matrix, cell -> object("from", cell.from(), "to", cell.to(), "count", cell.count())));
        all.put(
                "subscribers",
                object("kept", subscribers.kept(), "lost", subscribers.lost(), "regained", subscribers.regained()));
        all.put("sends", object("added", sends.added(), "spared", sends.spared(), "leftOut", sends.leftOut()));
        all.put("recorded", recorded);
        all.put("changedShare", share(changed, decisions));
        all.put("lostShare", share(subscribers.lost(), subscribers.kept() + subscribers.lost()));
        all.put("modelled", modelledTree());
        all.put(
                "actions",
                each(
                        actions,
                        count -> object(
                                "type", count.name(), "baseline", count.baseline(), "candidate", count.candidate())));
        all.put("rules", each(rules, SimulationReport::rule));
        all.put("domains", each(first(domains), group -> group("domain", group)));
        all.put("reasons", each(first(reasons), group -> group("reason", group)));
        all.put("campaigns", each(first(campaigns), group -> group("campaign", group)));
        all.put(
                "samples",
                each(
                        samples,
                        sample -> object(
                                "from", sample.from(),
                                "to", sample.to(),
                                "event", read(sample.event()),
                                "baseline", read(sample.baseline()),
                                "candidate", read(sample.candidate()))));
        return all;
    }

    private Map<String, @Nullable Object> modelledTree() {
        return object(
                "retries", modelled.retries(),
                "delivered", modelled.delivered(),
                "fewest", modelled.fewest(),
                "most", modelled.most(),
                "guessed", modelled.guessed(),
                "found", modelled.found(),
                "open", modelled.open(),
                "learnt",
                        each(
                                modelled.cells(),
                                cell -> object(
                                        "what", cell.what(),
                                        "tried", cell.tried(),
                                        "delivered", cell.delivered(),
                                        "used", cell.used(),
                                        "low", rounded(cell.share().low()),
                                        "high", rounded(cell.share().high()))));
    }

    private static Map<String, @Nullable Object> rule(Rule rule) {
        return object(
                "rule", rule.rule(),
                "baseline", rule.baseline(),
                "candidate", rule.candidate(),
                "changed", rule.changed(),
                "overridden", rule.overridden(),
                "refused", rule.refused(),
                "marked", rule.marked(),
                "contradicted", rule.contradicted(),
                "advice", rule.advice(),
                "why", rule.why());
    }

    private static Map<String, @Nullable Object> group(String what, Group group) {
        return object(
                what,
                group.name(),
                "decisions",
                group.decisions(),
                "changed",
                group.changed(),
                "lost",
                group.lost(),
                "regained",
                group.regained());
    }

    private static Map<String, @Nullable Object> share(long hits, long n) {
        Interval interval = Interval.of(hits, n);
        return object(
                "share",
                n == 0 ? 0.0 : rounded((double) hits / n),
                "low",
                rounded(interval.low()),
                "high",
                rounded(interval.high()),
                "small",
                n < SMALL);
    }

    static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(SHOWN, all.size()));
    }

    private static @Nullable Object read(@Nullable String json) {
        return json == null ? null : JsonTree.read(json, "sample");
    }

    private static <T> List<@Nullable Object> each(List<T> all, java.util.function.Function<T, Object> as) {
        List<@Nullable Object> items = new ArrayList<>(all.size());
        all.forEach(one -> items.add(as.apply(one)));
        return items;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> made = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            made.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return made;
    }
}
