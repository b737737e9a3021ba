package io.carom.engine.cases;

import io.carom.api.CaromException;
import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.api.Problem;
import io.carom.engine.json.EventJson;
import io.carom.engine.json.JsonTree;
import io.carom.engine.policy.Lengths;
import io.carom.spi.SourceFile;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads {@code tests/*.yml}: {@code cases}, each with {@code name}, {@code events}, {@code expect} and, if it is about one rule,
 * {@code fires} or {@code misses}. Events stand a minute apart from {@code clock} on unless one says {@code at} or {@code after}.
 * {@code repeat: 60} makes sixty of an event, {@code every: 10s} sets how far apart, and {@code {n}} in its texts is the number.
 * Stateless.
 */
public final class CaseFile {
    /** When the first event of a case happens unless the case says otherwise. */
    static final Instant CLOCK = Instant.parse("2026-01-05T10:00:00Z");

    private static final List<String> KEYS = List.of("name", "clock", "events", "expect", "fires", "misses");
    private static final Duration APART = Duration.ofMinutes(1);
    private static final int MOST_REPEATS = 1_000;

    private CaseFile() {}

    /** The cases of a file; what is wrong is added to {@code problems}, the other cases are read all the same. */
    public static List<PolicyCase> read(SourceFile file, List<Problem> problems) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.path())
                .setMaxAliasesForCollections(0)
                .setAllowDuplicateKeys(false)
                .build();
        List<PolicyCase> cases = new ArrayList<>();
        try {
            Object root = new Load(settings).loadFromString(file.text());
            if (!(root instanceof Map<?, ?> parts) || !(parts.get("cases") instanceof List<?> items)) {
                problems.add(Problem.error(file.path(), 1, 1, "no-cases", "the file has no list `cases`"));
                return cases;
            }
            for (Object item : items) {
                one(file, item, cases, problems);
            }
        } catch (YamlEngineException e) {
            problems.add(Problem.error(file.path(), 0, 0, "bad-yaml", String.valueOf(e.getMessage())));
        }
        return cases;
    }

    private static void one(SourceFile file, @Nullable Object item, List<PolicyCase> cases, List<Problem> problems) {
        if (!(item instanceof Map<?, ?> parts) || !(parts.get("events") instanceof List<?> events)) {
            problems.add(Problem.error(file.path(), 0, 0, "bad-case", "a case needs `name` and a list `events`"));
            return;
        }
        String name = String.valueOf(parts.get("name"));
        for (Object key : parts.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                // A misspelt `expect` would let the case pass whatever is decided.
                problems.add(Problem.error(
                                file.path(),
                                0,
                                0,
                                "unknown-key",
                                "case \"" + name + "\" has an unknown key `" + key + "`")
                        .hint("a case has " + String.join(", ", KEYS)));
                return;
            }
        }
        try {
            Object expect = parts.get("expect");
            cases.add(new PolicyCase(
                    name,
                    file.path(),
                    text(parts.get("fires")),
                    text(parts.get("misses")),
                    inputs(events, text(parts.get("clock")), file.path() + " (" + name + ")"),
                    expect instanceof Map<?, ?> expected ? tree(expected) : Map.of()));
        } catch (CaromException | DateTimeException e) {
            problems.add(Problem.error(file.path(), 0, 0, "bad-case", "case \"" + name + "\": " + e.getMessage()));
        }
    }

    private static List<Input> inputs(List<?> events, @Nullable String clock, String place) {
        Instant next = clock == null ? CLOCK : Instant.parse(clock);
        List<Input> inputs = new ArrayList<>();
        for (Object item : events) {
            Map<String, @Nullable Object> parts = item instanceof Map<?, ?> map ? tree(map) : new LinkedHashMap<>();
            Object after = parts.remove("after");
            if (after != null) {
                next = next.minus(APART).plus(length("after", after));
            }
            Object every = parts.remove("every");
            Duration step = every == null ? APART : length("every", every);
            int times = times(parts.remove("repeat"));
            for (int n = 1; n <= times; n++) {
                Map<String, @Nullable Object> one = numbered(parts, n);
                one.putIfAbsent("at", next.toString());
                Input input = EventJson.read(JsonTree.write(one), place);
                if (input instanceof Event event) {
                    next = event.at().plus(step);
                }
                inputs.add(input);
            }
        }
        return inputs;
    }

    private static Duration length(String name, Object written) {
        return Lengths.parse(written.toString())
                .orElseThrow(() -> new DateTimeException(
                        "`" + name + "` is `" + written + "`, not a length such as 90s, 6h or 2d"));
    }

    private static int times(@Nullable Object repeat) {
        if (repeat == null) {
            return 1;
        }
        if (repeat instanceof Integer times && times >= 1 && times <= MOST_REPEATS) {
            return times;
        }
        throw new DateTimeException("`repeat` is `" + repeat + "`; it is 1 to " + MOST_REPEATS);
    }

    /** A copy with the number in place of {@code {n}}. */
    private static Map<String, @Nullable Object> numbered(Map<String, @Nullable Object> parts, int n) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        parts.forEach((name, value) ->
                one.put(name, value instanceof String text ? text.replace("{n}", String.valueOf(n)) : value));
        return one;
    }

    private static Map<String, @Nullable Object> tree(Map<?, ?> parts) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        parts.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
