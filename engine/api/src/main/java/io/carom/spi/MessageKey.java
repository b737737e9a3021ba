package io.carom.spi;

/**
 * One message to one address. Immutable.
 *
 * @param address whom it was sent to
 * @param message its Message-ID, as the event has it
 */
public record MessageKey(AddressKey address, String message) {}
