package io.carom.engine.cases;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.api.Problem;
import io.carom.engine.policy.Policy;
import io.carom.spi.RuleNote;
import io.carom.spi.ScriptBook.ScriptNote;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rules and scripts the cases of a policy reach: a rule is covered when an event of some case matches it, one of its conditions
 * when it was the first that failed for an event of some case: taken away, that event would go on to the next condition or match. For
 * one thread.
 */
public final class Coverage {
    private static final Pattern FAILED = Pattern.compile("`([^`]*)` does not hold");

    private final Policy policy;
    private final Map<Phase, List<Watched>> watched = new EnumMap<>(Phase.class);
    private final Map<String, Integer> scripts = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int cases;

    /**
     * What is known of one rule.
     *
     * @param rule the rule
     * @param matched how many facts matched it
     * @param conditions its conditions, each with how many facts failed at it first
     */
    public record OfRule(RuleNote rule, int matched, Map<String, Integer> conditions) {
        /** How many of its conditions some fact failed at first. */
        public long decided() {
            return conditions.values().stream().filter(times -> times > 0).count();
        }
    }

    private static final class Watched {
        private final RuleNote rule;
        private final Map<String, Integer> conditions = new LinkedHashMap<>();
        private int matched;

        Watched(RuleNote rule) {
            this.rule = rule;
            ConditionParts.of(rule.condition()).forEach(part -> conditions.put(part, 0));
        }
    }

    /** Runs all cases of {@code policy}, which stays open. Its own rules are looked at, not those of the pack that it extends. */
    public Coverage(Policy policy) {
        this.policy = policy;
        List<RuleNote> own = policy.rules().rules().stream()
                .filter(note -> note.pack().equals(policy.settings().name()))
                .toList();
        for (RuleNote note : own) {
            watched.computeIfAbsent(note.phase(), phase -> new ArrayList<>()).add(new Watched(note));
        }
        policy.scripts().scripts().forEach(script -> scripts.put(script.name(), 0));
        CaseRunner runner = new CaseRunner(policy, this::before);
        policy.tests().forEach(file -> CaseFile.read(file, problems).forEach(one -> count(runner.run(one))));
    }

    private void count(CaseResult result) {
        cases++;
        scripts.replaceAll(
                (name, times) -> result.decision().contains("\"rule\":\"" + name + "\"") ? times + 1 : times);
    }

    private void before(Phase phase, Bounce fact) {
        for (Watched one : watched.getOrDefault(phase, List.of())) {
            String why = policy.rules().whyNot(one.rule.name(), phase, fact);
            if (why.startsWith("it matches")) {
                one.matched++;
                continue;
            }
            Matcher failed = FAILED.matcher(why);
            TreeSet<String> first = new TreeSet<>();
            while (failed.find()) {
                first.add(failed.group(1));
            }
            first.forEach(condition -> one.conditions.merge(condition, 1, Integer::sum));
        }
    }

    /** How many cases were run. */
    public int cases() {
        return cases;
    }

    /** What could not be read as a case. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Each rule, by phase and as the policy has them. */
    public List<OfRule> rules() {
        List<OfRule> rules = new ArrayList<>();
        watched.values()
                .forEach(phase ->
                        phase.forEach(one -> rules.add(new OfRule(one.rule, one.matched, Map.copyOf(one.conditions)))));
        return rules;
    }

    /** Each script by its name, with the number of cases in whose last decision it took part. */
    public Map<String, Integer> scripts() {
        return new LinkedHashMap<>(scripts);
    }

    /** Where a script stands. */
    public String file(String script) {
        return policy.scripts().scripts().stream()
                .filter(note -> note.name().equals(script))
                .map(ScriptNote::file)
                .findFirst()
                .orElse("");
    }

    /** The share of rules and scripts that took part, 0 to 1; 1 where there are none. */
    public double ofRules() {
        long all = (long) rules().size() + scripts.size();
        long reached = rules().stream().filter(rule -> rule.matched() > 0).count()
                + scripts.values().stream().filter(times -> times > 0).count();
        return all == 0 ? 1 : (double) reached / all;
    }

    /** The share of conditions at which some fact failed first, 0 to 1; 1 where there are none. */
    public double ofConditions() {
        long all = rules().stream().mapToLong(rule -> rule.conditions().size()).sum();
        return all == 0
                ? 1
                : (double) rules().stream().mapToLong(OfRule::decided).sum() / all;
    }
}
