package io.carom.intake.webhook;

import java.time.Duration;

/** How one provider's requests are proven and read. Immutable; safe for any number of threads. */
interface Provider {
    /** The name that people use. */
    String name();

    /** How its requests are proven. */
    Signing signing();

    /** Hands over what the request tells; one record that is wrong does not disturb the others. */
    void read(Incoming in, Harvest out);

    /** Whether its requests hold one record each; several together are then saved requests, which are read one after the other. */
    default boolean single() {
        return false;
    }

    /** How old a signed time may be when nothing else is configured. */
    default Duration freshness() {
        return Duration.ofMinutes(5);
    }
}
