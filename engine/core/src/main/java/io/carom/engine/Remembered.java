package io.carom.engine;

import io.carom.api.Classification;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.InputException;
import io.carom.api.Reason;
import io.carom.engine.alert.Watch;
import io.carom.engine.decide.BlastRadius;
import io.carom.engine.decide.Memo;
import io.carom.engine.decide.Slots;
import io.carom.engine.decide.Surroundings;
import io.carom.engine.incident.Ledger;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.json.EventJson;
import io.carom.engine.policy.PolicySettings;
import io.carom.engine.suppress.Suppressing;
import io.carom.spi.AddressKey;
import io.carom.spi.Journal;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Timer;
import io.carom.spi.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rebuilds from the journal what is kept in memory only: shares over windows and how far each cause has reached. For one thread. */
final class Remembered {
    /** The longest baseline. */
    private static final Duration LOOK_BACK = Duration.ofDays(31);

    private static final long MOST_ROWS = 300_000;

    private final Journal journal;
    private final String scope;

    Remembered(Journal journal, String scope) {
        this.journal = journal;
        this.scope = scope;
    }

    /** What it would be had the program never stopped, after the row {@code last} of the journal. */
    Surroundings rebuild(PolicySettings settings, long last) {
        Watch watch = new Watch(settings.alerts());
        BlastRadius radius = new BlastRadius(domain -> journal.addresses(scope, domain));
        Slots slots = new Slots(() -> journal.lastTimer(Timer.PROBATION));
        Optional<Instant> newest = newest();
        if (newest.isPresent()) {
            Instant from = newest.get().minus(LOOK_BACK);
            // Baselines of a month are worth a short wait at start, not a long one
            boolean tooMany = journal.reader().countUpTo(since(from), MOST_ROWS + 1) > MOST_ROWS;
            journal.reader().recorded(tooMany ? newest.get().minus(Duration.ofDays(1)) : from, recorded -> {
                if (recorded.row().seq() > last) {
                    return false;
                }
                again(recorded, watch, radius, slots, settings);
                return true;
            });
        }
        Ledger ledger = new Ledger(scope, journal.incidents().orElse(null), settings.alerts());
        ledger.reopen(watch);
        return new Surroundings(watch, radius, ledger, slots, new Suppressing(journal)::why);
    }

    private Optional<Instant> newest() {
        Instant[] newest = new Instant[1];
        LogFilter one =
                new LogFilter(null, null, null, null, null, null, null, null, null, null, null, false, true, 1, 0);
        journal.reader().log(one, row -> {
            newest[0] = row.at();
            return false;
        });
        return Optional.ofNullable(newest[0]);
    }

    private static LogFilter since(Instant from) {
        return new LogFilter(null, null, null, null, null, null, null, null, null, from, null, false, false, 0, 0);
    }

    /** The row's event, or empty for a timer's decision and for what was erased. */
    static Optional<Event> event(LogRow row) {
        if (row.eventJson() == null) {
            return Optional.empty();
        }
        try {
            return EventJson.read(row.eventJson(), "journal:" + row.seq()) instanceof Event event
                    ? Optional.of(event)
                    : Optional.empty();
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    /** Does once more what a row of the journal did when it was decided. */
    void again(Turn.Recorded recorded, Surroundings surroundings, PolicySettings settings) {
        again(recorded, surroundings.watch(), surroundings.radius(), surroundings.slots(), settings);
    }

    private void again(Turn.Recorded recorded, Watch watch, BlastRadius radius, Slots slots, PolicySettings settings) {
        LogRow row = recorded.row();
        if (!recorded.scope().equals(scope)) {
            return;
        }
        if (Timer.PROBATION.equals(row.kind())) {
            slots.used(row.at());
        }
        String memo = recorded.memo();
        if (memo == null) {
            event(row).filter(settings::trusts).ifPresent(event -> guess(row, event, watch, radius, settings));
        } else if (!memo.isEmpty()) {
            Memo.again(memo, new Memo.Again() {
                @Override
                public void watched(@Nullable Long sentInAll, boolean firstSend) {
                    event(row).ifPresent(event -> Remembered.this.watched(row, event, watch, sentInAll, firstSend));
                }

                @Override
                public void changed(List<String> causes) {
                    radius.changed(settings.caps(), causes, row.at());
                }

                @Override
                public void held(String cause) {
                    radius.held(settings.caps(), cause, row.at());
                }
            });
        }
    }

    private void watched(LogRow row, Event event, Watch watch, @Nullable Long sentInAll, boolean firstSend) {
        String domain = AddressKey.of(scope, event.recipient()).domain();
        if (event.kind() == EventKind.SENT) {
            watch.sent(event, domain);
        } else {
            watch.reported(event, domain, classification(row, event), sentInAll, firstSend);
        }
    }

    /** A row from before memos were kept. */
    private void guess(LogRow row, Event event, Watch watch, BlastRadius radius, PolicySettings settings) {
        String domain = AddressKey.of(scope, event.recipient()).domain();
        if (event.kind() == EventKind.SENT) {
            watch.sent(event, domain);
        } else if (row.decisionJson() != null && !row.duplicate()) {
            if (event.attempt() == null || event.attempt() == 1) {
                watch.reported(event, domain, classification(row, event), null, false);
            }
            if (event.kind() == EventKind.BOUNCE) {
                reached(DecisionJson.reachOf(row.decisionJson()), event, domain, radius, settings);
            }
        }
    }

    private static void reached(
            DecisionJson.Reach reach, Event event, String domain, BlastRadius radius, PolicySettings settings) {
        if (reach.changed()) {
            List<String> causes =
                    BlastRadius.causes(reach.rule(), reach.script(), domain, event.sendingIp(), event.server());
            radius.changed(settings.caps(), causes, event.at());
        } else if (reach.heldBy() != null) {
            radius.held(settings.caps(), reach.heldBy(), event.at());
        }
    }

    private static Classification classification(LogRow row, Event event) {
        Reason reason = Reason.of(row.reason() == null ? "" : row.reason()).orElse(Reason.UNKNOWN);
        return new Classification(
                event.kind(),
                null,
                reason.fault(),
                reason,
                EnhancedStatus.parse(row.status() == null ? "" : row.status()).orElse(null),
                row.replyCode(),
                null,
                false);
    }
}
