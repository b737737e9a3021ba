package io.carom.dsl.tree;

/**
 * A fact that scripts may read. Immutable.
 *
 * @param name its name in scripts
 * @param kind the kind of its value
 * @param doc one sentence for a handbook
 * @param custom its index among a host's own facts, or -1 for one of the language
 */
public record Fact(String name, Kind kind, String doc, int custom) {}
