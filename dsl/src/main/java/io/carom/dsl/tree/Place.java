package io.carom.dsl.tree;

/**
 * A place in a script. Immutable.
 *
 * @param line 1 is the first
 * @param col 1 is the first
 */
public record Place(int line, int col) {}
