package io.carom.engine.cases;

import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Input;
import io.carom.engine.Receipt;
import io.carom.engine.Road;
import io.carom.engine.decide.Decider;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.json.JsonTree;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs cases on the same road as live mail, each with a memory of its own. For one thread. */
public final class CaseRunner {
    private static final int CACHED = 1_000;

    private final Policy policy;
    private final Decider.Observer observer;

    /** Under this policy, which stays open. */
    public CaseRunner(Policy policy) {
        this(policy, (phase, fact) -> {});
    }

    /** Under this policy; {@code observer} sees the facts of every event of every case. */
    public CaseRunner(Policy policy, Decider.Observer observer) {
        this.policy = policy;
        this.observer = observer;
    }

    /** What becomes of one case. */
    public CaseResult run(PolicyCase of) {
        Decision last = null;
        try (Road road = new Road(policy, MemoryJournal.withoutLog(), "", false, CACHED)) {
            road.observe(observer);
            for (Input input : of.events()) {
                Receipt receipt = road.take(List.of(input)).get(0);
                if (!receipt.timers().isEmpty()) {
                    last = receipt.timers().get(receipt.timers().size() - 1);
                }
                if (receipt.decision().isPresent()) {
                    last = receipt.decision().get();
                }
            }
        }
        if (last == null) {
            return new CaseResult(of, List.of("the events gave no decision"), "");
        }
        List<String> differences = new ArrayList<>();
        String written = DecisionJson.write(last);
        compare("", of.expect(), JsonTree.read(written, of.file()), differences);
        tookPart(of, last, differences);
        return new CaseResult(of, differences, written);
    }

    private static void tookPart(PolicyCase of, Decision last, List<String> differences) {
        if (of.fires() != null && names(last).noneMatch(of.fires()::equals)) {
            differences.add("rule `" + of.fires() + "` did not take part; these did: "
                    + names(last).toList());
        }
        if (of.misses() != null && names(last).anyMatch(of.misses()::equals)) {
            differences.add("rule `" + of.misses() + "` took part");
        }
    }

    private static Stream<String> names(Decision decision) {
        return decision.because().stream().map(Because::rule);
    }

    /** Every part that is expected has to be there; in `because` and `refused` a line of it, elsewhere each item in its place. */
    private static void compare(
            String path, @Nullable Object expected, @Nullable Object actual, List<String> differences) {
        if (expected instanceof Map<?, ?> parts) {
            if (actual instanceof Map<?, ?> there) {
                parts.forEach((name, part) -> compare(
                        path.isEmpty() ? String.valueOf(name) : path + "." + name, part, there.get(name), differences));
            } else {
                differ(path, expected, actual, differences);
            }
        } else if (expected instanceof List<?> items && actual instanceof List<?> there) {
            if (path.equals("because") || path.equals("refused")) {
                items.forEach(item -> anywhere(path, item, there, differences));
            } else if (items.size() != there.size()) {
                differ(path, expected, actual, differences);
            } else {
                for (int i = 0; i < items.size(); i++) {
                    compare(path + "[" + i + "]", items.get(i), there.get(i), differences);
                }
            }
        } else if (!Objects.equals(plain(expected), plain(actual))) {
            differ(path, expected, actual, differences);
        }
    }

    private static void anywhere(String path, @Nullable Object item, List<?> there, List<String> differences) {
        boolean found = there.stream().anyMatch(candidate -> {
            List<String> none = new ArrayList<>();
            compare(path + "[]", item, candidate, none);
            return none.isEmpty();
        });
        if (!found) {
            differ(path, item, there, differences);
        }
    }

    private static void differ(
            String path, @Nullable Object expected, @Nullable Object actual, List<String> differences) {
        differences.add(path + ": expected " + JsonTree.write(expected) + ", was " + JsonTree.write(actual));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value == null || value instanceof Boolean ? value : String.valueOf(value);
    }
}
