package io.carom.dsl.read;

import io.carom.api.Proposed;
import io.carom.dsl.tree.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Numbers the constants of a script while it is read; equal ones share a number. For one thread. */
final class Constants {
    private final List<String> patterns = new ArrayList<>();
    private final List<Set<Object>> lists = new ArrayList<>();
    private final List<Proposed> proposals = new ArrayList<>();
    private final List<Proposed> origins = new ArrayList<>();

    int pattern(String source) {
        return index(patterns, source);
    }

    int list(Set<Object> values) {
        return index(lists, values);
    }

    int proposal(Proposed proposed) {
        return index(proposals, proposed);
    }

    int origin(Proposed proposed) {
        return index(origins, proposed);
    }

    Script.Constants finish() {
        return new Script.Constants(
                List.copyOf(patterns), List.copyOf(lists), List.copyOf(proposals), List.copyOf(origins));
    }

    private static <T> int index(List<T> all, T one) {
        int index = all.indexOf(one);
        if (index >= 0) {
            return index;
        }
        all.add(one);
        return all.size() - 1;
    }
}
