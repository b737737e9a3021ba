package io.carom.spi;

import java.time.Instant;

/**
 * Something that happens to an address at an instant unless it is cleared before. An address has at most one timer of each kind.
 * Immutable.
 *
 * @param address whose it is
 * @param kind {@code hold} or {@code probation}
 * @param due when it fires
 */
public record Timer(AddressKey address, String kind, Instant due) {
    /** The end of a hold for review. */
    public static final String HOLD = "hold";
    /** The reactivation of an address. */
    public static final String PROBATION = "probation";
}
