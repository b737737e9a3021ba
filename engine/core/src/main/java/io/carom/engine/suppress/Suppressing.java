package io.carom.engine.suppress;

import io.carom.api.Event;
import io.carom.engine.policy.RecoverySettings;
import io.carom.spi.AddressKey;
import io.carom.spi.Journal;
import io.carom.spi.Suppression;
import io.carom.spi.Suppressions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks up whether nothing may be sent to an address. An exempt stream is stopped by a suppression of that very stream only. Safe for any
 * number of threads.
 */
public final class Suppressing {
    private static final int MOST = 1_000;

    private final Optional<Suppressions> suppressions;

    /** Over those in {@code journal}; without any where it keeps none. */
    public Suppressing(Journal journal) {
        this.suppressions = journal.suppressions();
    }

    /**
     * What stops a message, if anything does.
     *
     * @param list the list that it is sent to, or null
     * @param stream the stream that it belongs to ({@code transactional}), or null
     */
    public Optional<Suppression> of(
            AddressKey address,
            @Nullable String list,
            @Nullable String stream,
            Instant now,
            RecoverySettings settings) {
        if (suppressions.isEmpty()) {
            return Optional.empty();
        }
        boolean exempt = stream != null && settings.exemptStreams().contains(stream);
        for (Suppression one : suppressions.get().about(address, now, MOST)) {
            if (stops(one, address, list, stream, exempt)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    private static boolean stops(
            Suppression one, AddressKey address, @Nullable String list, @Nullable String stream, boolean exempt) {
        boolean here = one.reach() == Suppression.Reach.GLOBAL || one.scope().equals(address.scope());
        if (!here) {
            return false;
        }
        return switch (one.reach()) {
            case STREAM -> one.name().equals(stream);
            case LIST -> !exempt && one.name().equals(list);
            case TENANT, GLOBAL -> !exempt;
        };
    }

    /** Why nothing like the message of {@code event} may be sent again, in words; its stream is the event's {@code meta.stream}. */
    public Optional<String> why(AddressKey address, Event event, RecoverySettings settings) {
        return of(address, event.list(), event.meta().get("stream"), event.at(), settings)
                .map(one -> one.subject() + " is suppressed ("
                        + one.reach().word() + (one.name().isEmpty() ? "" : " " + one.name()) + ", " + one.reason()
                        + ") "
                        + (one.until() == null ? "for good" : "until " + one.until()) + ": nothing is sent to it");
    }
}
