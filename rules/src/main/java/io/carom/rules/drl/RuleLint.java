package io.carom.rules.drl;

import io.carom.api.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds rules that are well written and yet cannot do what they seem to. Stateless. */
final class RuleLint {
    private RuleLint() {}

    /** The field that is asked for two values at once in every one of the patterns, if there is one: such a rule never matches. */
    static Optional<String> contradiction(List<List<Condition>> patterns) {
        Optional<String> found = Optional.empty();
        for (List<Condition> pattern : patterns) {
            found = contradictionIn(pattern);
            if (found.isEmpty()) {
                return found;
            }
        }
        return found;
    }

    private static Optional<String> contradictionIn(List<Condition> pattern) {
        List<Condition> flat = new ArrayList<>();
        pattern.forEach(condition -> flatten(condition, flat));
        for (int i = 0; i < flat.size(); i++) {
            for (int j = i + 1; j < flat.size(); j++) {
                if (exclude(flat.get(i), flat.get(j)) || exclude(flat.get(j), flat.get(i))) {
                    return Optional.of(
                            flat.get(i).shown() + "` and `" + flat.get(j).shown());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean exclude(Condition one, Condition other) {
        if (other instanceof Condition.Not not && not.what().equals(one)) {
            return true;
        }
        if (one instanceof Condition.TextIs is) {
            return (other instanceof Condition.TextIs there
                            && there.field().equals(is.field())
                            && !there.value().equals(is.value()))
                    || (other instanceof Condition.TextIn in
                            && in.field().equals(is.field())
                            && !in.values().contains(is.value()));
        }
        if (one instanceof Condition.NumberIs is && is.order() == Condition.NumberIs.Order.EQUAL) {
            return other instanceof Condition.NumberIs there
                    && there.order() == Condition.NumberIs.Order.EQUAL
                    && there.field().equals(is.field())
                    && there.value() != is.value();
        }
        return one instanceof Condition.FlagIs is
                && other instanceof Condition.FlagIs there
                && there.field().equals(is.field())
                && there.value() != is.value();
    }

    private static void flatten(Condition condition, List<Condition> into) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(part -> flatten(part, into));
        } else {
            into.add(condition);
        }
    }

    /** Warnings about rules of one pack that ask for the same thing, under the same conditions, as a stronger one. */
    static List<Problem> twins(Iterable<Rule> pack) {
        Map<String, Rule> first = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Rule rule : pack) {
            String key = rule.proposed().phase() + " " + rule.proposed().what().topic() + " " + rule.condition();
            Rule twin = first.putIfAbsent(key, rule);
            if (twin != null) {
                boolean later = rule.salience() > twin.salience();
                Rule stronger = later ? rule : twin;
                Rule weaker = later ? twin : rule;
                first.put(key, stronger);
                problems.add(Problem.warning(
                                weaker.file(),
                                weaker.line(),
                                weaker.col(),
                                "always-loses",
                                "the rule has the conditions of '" + stronger.name() + "' (" + stronger.file() + ":"
                                        + stronger.line() + ") and never wins over it")
                        .hint("remove one, or tell their conditions apart")
                        .source("rule \"" + weaker.name() + "\""));
            }
        }
        return problems;
    }
}
