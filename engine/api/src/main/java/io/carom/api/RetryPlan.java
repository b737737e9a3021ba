package io.carom.api;

import java.time.Instant;

/**
 * The next try at one message. Immutable.
 *
 * @param policy the name of the retry policy, or of the script that set the times
 * @param attempt which retry this is; 1 is the first
 * @param of how many there are in all
 * @param at when it is due, without jitter
 */
public record RetryPlan(String policy, int attempt, int of, Instant at) {}
