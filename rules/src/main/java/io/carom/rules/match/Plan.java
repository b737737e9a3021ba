package io.carom.rules.match;

import io.carom.rules.drl.Condition;
import io.carom.rules.drl.Field;
import io.carom.rules.drl.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order and form conditions are tested: what is indexed and tells most first, what costs most last. Conditions have no side
 * effects, so that the order changes no answer.
 */
final class Plan {
    /** Fields that take many values, the most telling first. An equality on one of them is looked up, not tested. */
    private static final List<String> TELLING = List.of(
            "recipient",
            "alertSignal",
            "alertScope",
            "domain",
            "mx",
            "sendingIp",
            "campaign",
            "list",
            "server",
            "feedbackType",
            "status",
            "reading",
            "reason",
            "subject",
            "family",
            "replyCode",
            "serverRetryPolicy",
            "trap",
            "suspectedTrap");

    private static final int SPREAD = 32;
    private static final Map<String, Integer> NUMBERS = numbers();

    private Plan() {}

    /** A number for the field's index, the same for the same field. */
    static int fieldNumber(Field field) {
        return NUMBERS.getOrDefault(field.name(), 0);
    }

    /**
     * The lists of conditions of which one has to hold. A list of values on a telling field becomes one alternative for each value, so
     * that it is looked up, too.
     */
    static Set<List<Condition>> alternatives(List<List<Condition>> patterns) {
        Set<List<Condition>> alternatives = new LinkedHashSet<>();
        for (List<Condition> pattern : patterns) {
            List<Condition> flat = new ArrayList<>();
            pattern.forEach(condition -> flatten(condition, flat));
            Condition.TextIn list = flat.stream().anyMatch(Plan::lookedUp) ? null : spreadable(flat);
            if (list == null) {
                alternatives.add(ordered(flat));
                continue;
            }
            for (String value : list.values()) {
                List<Condition> one = new ArrayList<>(flat);
                one.remove(list);
                one.add(new Condition.TextIs(list.field(), value));
                alternatives.add(ordered(one));
            }
        }
        return alternatives;
    }

    private static List<Condition> ordered(List<Condition> conditions) {
        List<Condition> ordered = new ArrayList<>(new LinkedHashSet<>(conditions));
        ordered.sort(Comparator.comparingInt(Plan::cost));
        return List.copyOf(ordered);
    }

    private static void flatten(Condition condition, List<Condition> into) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(part -> flatten(part, into));
        } else {
            into.add(condition);
        }
    }

    private static Condition.@org.jspecify.annotations.Nullable TextIn spreadable(List<Condition> conditions) {
        for (Condition condition : conditions) {
            if (condition instanceof Condition.TextIn in
                    && in.values().size() <= SPREAD
                    && TELLING.contains(in.field().name())) {
                return in;
            }
        }
        return null;
    }

    private static boolean lookedUp(Condition condition) {
        return cost(condition) < TELLING.size();
    }

    private static int cost(Condition condition) {
        if (condition instanceof Condition.TextIs is) {
            int place = TELLING.indexOf(is.field().name());
            return place >= 0 ? place : TELLING.size();
        }
        if (condition instanceof Condition.NumberIs is && is.order() == Condition.NumberIs.Order.EQUAL) {
            int place = TELLING.indexOf(is.field().name());
            return place >= 0 ? place : TELLING.size();
        }
        if (condition instanceof Condition.FlagIs || condition instanceof Condition.NumberIs) {
            return TELLING.size() + 1;
        }
        if (condition instanceof Condition.TextPart) {
            return TELLING.size() + 4;
        }
        return TELLING.size() + (condition instanceof Condition.Any || condition instanceof Condition.All ? 3 : 2);
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (Field field : Fields.fields()) {
            numbers.put(field.name(), numbers.size());
        }
        return Map.copyOf(numbers);
    }
}
