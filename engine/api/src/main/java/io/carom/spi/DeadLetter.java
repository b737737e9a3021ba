package io.carom.spi;

/**
 * An action that was given up. Immutable.
 *
 * @param action the action
 * @param tries how often it was tried
 * @param why what the host answered last
 */
public record DeadLetter(Outgoing action, int tries, String why) {}
