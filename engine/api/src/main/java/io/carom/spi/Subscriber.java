package io.carom.spi;

/**
 * An address and what is remembered of it. Immutable.
 *
 * @param address the address
 * @param history its history
 */
public record Subscriber(AddressKey address, History history) {}
