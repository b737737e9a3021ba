package io.carom.rules;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.spi.RuleNote;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Facts made of the very literals that rules compare with, so that many of them match or just miss. */
final class RandomFacts {
    private static final Pattern COMPARED = Pattern.compile(
            "(\\w+) (?:==|!=|<|<=|>|>=|in|not in|contains|not contains|str\\[\\w+]) (\\([^)]*\\)|\"[^\"]*\"|\\w+)");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"|(\\d+)|(true|false)");

    private final Random random;
    private final Map<String, List<Object>> values = new HashMap<>();

    RandomFacts(List<RuleNote> rules, long seed) {
        this.random = new Random(seed);
        for (RuleNote rule : rules) {
            Matcher compared = COMPARED.matcher(rule.condition());
            while (compared.find()) {
                Matcher literal = LITERAL.matcher(compared.group(2));
                while (literal.find()) {
                    Object value = literal.group(1) != null
                            ? literal.group(1)
                            : literal.group(2) != null
                                    ? Integer.valueOf(literal.group(2))
                                    : Boolean.valueOf(literal.group(3));
                    values.computeIfAbsent(compared.group(1), field -> new ArrayList<>())
                            .add(value);
                }
            }
        }
    }

    Phase phase() {
        return Phase.values()[random.nextInt(Phase.values().length)];
    }

    Bounce next() {
        Bounce fact = new Bounce();
        try {
            for (Method setter : Bounce.class.getMethods()) {
                if (setter.getName().startsWith("set") && random.nextInt(10) > 0) {
                    String name = setter.getName().substring(3);
                    set(fact, setter, Character.toLowerCase(name.charAt(0)) + name.substring(1));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return fact;
    }

    private void set(Bounce fact, Method setter, String field) throws ReflectiveOperationException {
        List<Object> known = values.getOrDefault(field, List.of());
        Class<?> type = setter.getParameterTypes()[0];
        if (type == boolean.class) {
            setter.invoke(fact, random.nextBoolean());
        } else if (type == int.class) {
            int base = known.isEmpty() ? 0 : (Integer) known.get(random.nextInt(known.size()));
            setter.invoke(fact, base + random.nextInt(3) - 1);
        } else if (type == Set.class) {
            Set<String> some = new LinkedHashSet<>();
            for (int i = random.nextInt(3); i > 0 && !known.isEmpty(); i--) {
                some.add((String) known.get(random.nextInt(known.size())));
            }
            setter.invoke(fact, some);
        } else if (!known.isEmpty()) {
            String value = (String) known.get(random.nextInt(known.size()));
            int change = random.nextInt(12);
            setter.invoke(fact, change == 0 ? value + "x" : change == 1 ? "x" + value : change == 2 ? "x" : value);
        }
    }
}
