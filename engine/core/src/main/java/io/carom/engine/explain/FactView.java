package io.carom.engine.explain;

import io.carom.api.Bounce;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The fields of the flat fact by name, as rules write them. Stateless. */
final class FactView {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    private FactView() {}

    /** Every field that is not empty, false or 0, by name. */
    static Map<String, String> of(Bounce fact) {
        Map<String, String> fields = new TreeMap<>();
        Stream.of(Bounce.class.getMethods())
                .filter(FactView::reads)
                .sorted(Comparator.comparing(Method::getName))
                .forEach(getter -> {
                    String value = value(getter, fact);
                    if (!value.isEmpty() && !value.equals("false") && !value.equals("0") && !value.equals("[]")) {
                        fields.put(name(getter), value);
                    }
                });
        return fields;
    }

    /** The fields that a condition names, with the values that they have in {@code facts}. */
    static Map<String, String> named(String condition, Map<String, String> facts) {
        Map<String, String> values = new LinkedHashMap<>();
        // What stands between quotes is a value, not a field
        WORD.matcher(condition.replaceAll("\"[^\"]*\"", " ")).results().forEach(word -> {
            String value = facts.get(word.group());
            if (value != null) {
                values.put(word.group(), value);
            }
        });
        return values;
    }

    private static boolean reads(Method method) {
        boolean getter = method.getName().startsWith("get") || method.getName().startsWith("is");
        return getter && method.getParameterCount() == 0 && method.getDeclaringClass() == Bounce.class;
    }

    private static String name(Method getter) {
        String rest = getter.getName().substring(getter.getName().startsWith("is") ? 2 : 3);
        return rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
    }

    private static String value(Method getter, Bounce fact) {
        try {
            return String.valueOf(getter.invoke(fact));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public getter of Bounce cannot be called: " + getter, e);
        }
    }
}
