package io.carom.rules.match;

import io.carom.api.Bounce;
import io.carom.rules.drl.Condition;
import io.carom.rules.drl.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether any rule of a phase matches a fact at all. Most phases of most events match none, and a session costs as much for these as for
 * the others. The first equality of each alternative is looked up, so that the cost hardly grows with the rules. Immutable and safe for
 * any number of threads.
 */
final class Glance {
    private static final Condition[] NOTHING_ELSE = {};

    private final List<LookUp> lookUps;
    private final List<Condition[]> others;

    /** A field whose value leads to what has to hold besides, for each alternative. */
    private record LookUp(Field field, Map<Object, List<Condition[]>> byValue) {
        boolean matches(Bounce fact) {
            List<Condition[]> found = byValue.get(value(fact));
            return found != null && oneHolds(found, fact);
        }

        private @Nullable Object value(Bounce fact) {
            if (field instanceof Field.Text text) {
                return text.get().apply(fact);
            }
            return field instanceof Field.Count count ? (Integer) count.get().applyAsInt(fact) : null;
        }
    }

    private Glance(List<LookUp> lookUps, List<Condition[]> others) {
        this.lookUps = lookUps;
        this.others = others;
    }

    /** For rules whose alternatives are lists of conditions, the most telling first. */
    static Glance of(List<List<Condition>> alternatives) {
        Map<Field, Map<Object, List<Condition[]>>> byField = new LinkedHashMap<>();
        List<Condition[]> others = new ArrayList<>();
        for (List<Condition> conditions : alternatives) {
            Condition first = conditions.isEmpty() ? null : conditions.get(0);
            if (first instanceof Condition.TextIs is) {
                add(byField, is.field(), is.value(), conditions);
            } else if (first instanceof Condition.NumberIs is && is.order() == Condition.NumberIs.Order.EQUAL) {
                add(byField, is.field(), is.value(), conditions);
            } else {
                others.add(conditions.toArray(NOTHING_ELSE));
            }
        }
        List<LookUp> lookUps = byField.entrySet().stream()
                .map(entry -> new LookUp(entry.getKey(), entry.getValue()))
                .toList();
        return new Glance(lookUps, List.copyOf(others));
    }

    private static void add(
            Map<Field, Map<Object, List<Condition[]>>> byField, Field field, Object value, List<Condition> conditions) {
        byField.computeIfAbsent(field, first -> new HashMap<>())
                .computeIfAbsent(value, first -> new ArrayList<>(1))
                .add(conditions.subList(1, conditions.size()).toArray(NOTHING_ELSE));
    }

    /** Whether a rule matches; fails as the rules' conditions do. */
    boolean matches(Bounce fact) {
        for (int i = 0; i < lookUps.size(); i++) {
            if (lookUps.get(i).matches(fact)) {
                return true;
            }
        }
        return oneHolds(others, fact);
    }

    private static boolean oneHolds(List<Condition[]> alternatives, Bounce fact) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (allHold(alternatives.get(i), fact)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allHold(Condition[] conditions, Bounce fact) {
        for (Condition condition : conditions) {
            if (!condition.holds(fact)) {
                return false;
            }
        }
        return true;
    }
}
