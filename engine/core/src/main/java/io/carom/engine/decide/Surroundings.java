package io.carom.engine.decide;

import io.carom.api.Event;
import io.carom.engine.alert.Watch;
import io.carom.engine.incident.Ledger;
import io.carom.engine.policy.RecoverySettings;
import io.carom.spi.AddressKey;
import java.util.Optional;

/**
 * What decisions depend on beyond one address, in the order of the journal: shares over windows and how far each cause has reached. For
 * one thread.
 *
 * @param watch the shares that are watched
 * @param radius how many addresses each cause has changed
 * @param ledger the incidents that go on
 * @param slots when the next address may come back
 * @param suppressed whether nothing may be sent to an address now
 */
public record Surroundings(Watch watch, BlastRadius radius, Ledger ledger, Slots slots, Suppressed suppressed) {
    /** Where nobody else comes back and nobody is suppressed. */
    public Surroundings(Watch watch, BlastRadius radius, Ledger ledger) {
        this(watch, radius, ledger, new Slots(Optional::empty), (address, event, settings) -> Optional.empty());
    }

    /** Tells whether an address is suppressed. */
    @FunctionalInterface
    public interface Suppressed {
        /** Why nothing like the message of {@code event} may be sent to {@code address} at its time, or empty. */
        Optional<String> why(AddressKey address, Event event, RecoverySettings settings);
    }
}
