package io.carom.spi;

import java.time.Instant;

/**
 * Who changes something by hand, when and why; it is written to the audit with the change. Immutable.
 *
 * @param at when
 * @param who the operator or program
 * @param why the reason given; may be empty
 */
public record Act(Instant at, String who, String why) {}
