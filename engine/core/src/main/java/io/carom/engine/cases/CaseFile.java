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
 * Stateless.
 */
public final class CaseFile {
    /** When the first event of a case happens unless the case says otherwise. */
    static final Instant CLOCK = Instant.parse("2026-01-05T10:00:00Z");

    private static final Duration APART = Duration.ofMinutes(1);

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
                Duration length = Lengths.parse(after.toString())
                        .orElseThrow(() -> new DateTimeException(
                                "`after` is `" + after + "`, not a length such as 90s, 6h or 2d"));
                next = next.minus(APART).plus(length);
            }
            parts.putIfAbsent("at", next.toString());
            Input input = EventJson.read(JsonTree.write(parts), place);
            if (input instanceof Event event) {
                next = event.at().plus(APART);
            }
            inputs.add(input);
        }
        return inputs;
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
