package io.carom.dsl.tree;

import java.util.List;

/**
 * A verb of the language. Immutable.
 *
 * @param name its name in scripts
 * @param parameters the kinds of its arguments, in order
 * @param names names of its arguments when they are named ({@code retry after:, attempts:}), else empty
 * @param doc one sentence for a handbook
 * @param custom its index among a host's own verbs, or -1 for one of the language
 */
public record Verb(String name, List<Kind> parameters, List<String> names, String doc, int custom) {}
