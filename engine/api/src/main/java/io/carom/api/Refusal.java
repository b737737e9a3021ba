package io.carom.api;

/**
 * An action that a rule or script asked for and that an invariant forbids. Immutable.
 *
 * @param type the action's type in JSON
 * @param by the rule or script that asked
 * @param why the invariant, in words
 */
public record Refusal(String type, String by, String why) {}
