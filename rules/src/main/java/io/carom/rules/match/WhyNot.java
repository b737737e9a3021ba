package io.carom.rules.match;

import io.carom.api.Bounce;
import io.carom.rules.drl.Condition;
import io.carom.rules.drl.Field;
import io.carom.rules.drl.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells why a rule does not match a fact, from the rule's own conditions in the order in which they stand. */
final class WhyNot {
    private WhyNot() {}

    static String of(Rule rule, Bounce fact) {
        if (rule.matches(fact)) {
            return "it matches: " + rule.condition();
        }
        if (rule.patterns().size() == 1) {
            return first(rule.patterns().get(0), fact);
        }
        return "no pattern matches: "
                + rule.patterns().stream().map(pattern -> first(pattern, fact)).collect(Collectors.joining("; "));
    }

    private static String first(List<Condition> conditions, Bounce fact) {
        for (Condition condition : conditions) {
            if (!condition.holds(fact)) {
                return condition instanceof Condition.All all
                        ? first(all.parts(), fact)
                        : "`" + condition.shown() + "` does not hold: " + seen(condition, fact);
            }
        }
        return "all its conditions hold";
    }

    private static String seen(Condition condition, Bounce fact) {
        Set<Field> fields = new LinkedHashSet<>();
        collect(condition, fields);
        return fields.stream()
                .map(field -> field.name() + " is " + field.shown(fact))
                .collect(Collectors.joining(", "));
    }

    private static void collect(Condition condition, Set<Field> into) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(part -> collect(part, into));
        } else if (condition instanceof Condition.Any any) {
            any.parts().forEach(part -> collect(part, into));
        } else if (condition instanceof Condition.Not not) {
            collect(not.what(), into);
        } else if (condition instanceof Condition.TextIs is) {
            into.add(is.field());
        } else if (condition instanceof Condition.TextIn in) {
            into.add(in.field());
        } else if (condition instanceof Condition.TextPart part) {
            into.add(part.field());
        } else if (condition instanceof Condition.Has has) {
            into.add(has.field());
        } else if (condition instanceof Condition.NumberIs is) {
            into.add(is.field());
        } else if (condition instanceof Condition.NumberIn in) {
            into.add(in.field());
        } else if (condition instanceof Condition.FlagIs is) {
            into.add(is.field());
        }
    }
}
