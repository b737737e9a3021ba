package io.carom.dsl.tree;

import java.util.List;

/** A checked statement of a block. Immutable. */
public sealed interface Step {
    /** One branch or the other. */
    record If(Expr condition, List<Step> then, List<Step> otherwise) implements Step {}

    /** A {@code def} whose value is known only at run time. */
    record Let(int slot, Expr value) implements Step {}

    /** A verb whose arguments are all known: the proposal is made at compile time. */
    record Say(int proposal) implements Step {}

    /** A verb with an argument that is known only at run time; {@code origin} is what its proposal carries besides. */
    record Ask(Verb verb, int origin, List<Expr> arguments) implements Step {}
}
