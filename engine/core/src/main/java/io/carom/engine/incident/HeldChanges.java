package io.carom.engine.incident;

import io.carom.api.CaromException;
import io.carom.api.Decision;
import io.carom.engine.Amending;
import io.carom.engine.decide.HeldJson;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.AuditRow;
import io.carom.spi.Held;
import io.carom.spi.Incident;
import io.carom.spi.Incidents;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Releases or discards what was held because of an incident: in batches, each one commit with its decisions, actions and row of the
 * audit. Stopped at any point, it goes on where it was when it is called again; what is ended already is left alone. For one thread.
 */
public final class HeldChanges {
    /** Stands in decisions for the policy's digest where a person decided. */
    public static final String OPERATOR = "operator";

    private static final int BATCH = 500;

    private final Incidents incidents;
    private final Amending amending;

    /** Reads {@code incidents} and changes addresses through {@code amending}, which must write to the same journal. */
    public HeldChanges(Incidents incidents, Amending amending) {
        this.incidents = incidents;
        this.amending = amending;
    }

    /**
     * What became of them.
     *
     * @param released carried out
     * @param discarded given up
     * @param alive given up because the address showed a sign of life, or was changed otherwise
     * @param left held changes that were not meant
     */
    public record Ended(long released, long discarded, long alive, long left) {}

    /**
     * Ends held changes of the incident {@code number}.
     *
     * @param how {@link HeldEnd#RELEASED} or {@link HeldEnd#DISCARDED}
     * @param only which of them are meant
     * @param progress is told after each batch how many are done
     * @throws CaromException when there is no such incident, or the journal refuses: what was committed stays
     */
    public Ended end(long number, HeldEnd how, Predicate<Held> only, Act act, LongConsumer progress) {
        Incident incident = incidents
                .find(number)
                .orElseThrow(() -> new CaromException(
                        "there is no incident " + number + "; `carom incidents` lists those there are", null));
        Map<HeldEnd, Long> counts = new EnumMap<>(HeldEnd.class);
        long left = 0;
        AddressKey after = null;
        while (true) {
            List<Held> page = incidents.held(number, after, BATCH);
            if (page.isEmpty()) {
                return new Ended(
                        counts.getOrDefault(HeldEnd.RELEASED, 0L),
                        counts.getOrDefault(HeldEnd.DISCARDED, 0L),
                        counts.getOrDefault(HeldEnd.ALIVE, 0L),
                        left);
            }
            after = page.get(page.size() - 1).address();
            List<AddressKey> meant =
                    page.stream().filter(only).map(Held::address).toList();
            left += page.size() - meant.size();
            if (!meant.isEmpty()) {
                for (Decision decision : batch(incident, meant, how, act)) {
                    counts.merge(ended(decision, how), 1L, Long::sum);
                }
                progress.accept(
                        counts.values().stream().mapToLong(Long::longValue).sum());
            }
        }
    }

    private List<Decision> batch(Incident incident, List<AddressKey> meant, HeldEnd how, Act act) {
        return amending.amend(incident.tenant(), amendment -> {
            amendment.learn(meant);
            List<Decision> made = meant.stream()
                    .flatMap(address -> amendment.endHold(address, how, act, OPERATOR).stream())
                    .toList();
            if (!made.isEmpty()) {
                amendment.aside(new AuditRow(
                        act,
                        how == HeldEnd.RELEASED ? "held_release" : "held_discard",
                        "incident " + incident.number() + ": " + incident.cause(),
                        made.size()));
            }
            return made;
        });
    }

    private static HeldEnd ended(Decision decision, HeldEnd how) {
        boolean alive = how == HeldEnd.RELEASED && decision.subscriber() == null;
        return alive ? HeldEnd.ALIVE : how;
    }

    /** What a held change is about, in full. */
    public static HeldJson.Held detail(Held held) {
        return HeldJson.read(held.hold().decision());
    }
}
