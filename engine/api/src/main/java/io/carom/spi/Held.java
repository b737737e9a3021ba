package io.carom.spi;

import java.time.Instant;

/**
 * A change of a subscriber that waits for a decision because its cause reached too far. Immutable.
 *
 * @param address whose it is
 * @param incident the number of the incident it belongs to
 * @param hold the change, as {@link History} has it
 */
public record Held(AddressKey address, long incident, History.Hold hold) {
    /** When it began to wait. */
    public Instant since() {
        return hold.from();
    }
}
