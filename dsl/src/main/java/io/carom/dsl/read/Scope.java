package io.carom.dsl.read;

import io.carom.dsl.tree.Expr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that a {@code def} has given so far, as far as they can be seen from one place. For one thread. */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, Expr> names = new HashMap<>();

    private Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    static Scope top() {
        return new Scope(null);
    }

    Scope inside() {
        return new Scope(this);
    }

    void put(String name, Expr value) {
        names.put(name, value);
    }

    @Nullable
    Expr find(String name) {
        Expr here = names.get(name);
        return here != null || outer == null ? here : outer.find(name);
    }

    Set<String> all() {
        Set<String> all = outer == null ? new HashSet<>() : outer.all();
        all.addAll(names.keySet());
        return all;
    }
}
