package io.carom.engine.undo;

import io.carom.engine.Amending;
import io.carom.engine.decide.Amendment;
import io.carom.engine.work.Worker;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.AuditRow;
import io.carom.spi.Backstory;
import io.carom.spi.Journal;
import io.carom.spi.UndoRow;
import io.carom.spi.UndoRun;
import io.carom.spi.UndoStep;
import io.carom.spi.Undos;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out runs of undo that are being applied, the oldest first, one batch a step and no faster than the run says. Each batch is one
 * commit: histories, the journal's entries, actions for the host, the rows of the run and the audit. Two workers on one run, in one
 * program or in two, take turns. Called by one thread at a time.
 */
public final class UndoWorker implements Worker {
    private static final Duration REST = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Undos undos;
    private final Amending amending;

    /**
     * Over runs in {@code journal}, through {@code amending}.
     *
     * @throws io.carom.api.JournalException when the journal keeps no runs of undo
     */
    public UndoWorker(Journal journal, Amending amending) {
        this.undos = journal.undos().orElseThrow(UndoDesk::unable);
        this.amending = amending;
    }

    @Override
    public String name() {
        return "undo";
    }

    @Override
    public Step step(Instant now) {
        Optional<UndoRun> due = undos.due(now);
        return due.isEmpty() ? Step.idle(REST) : step(due.get().id(), now);
    }

    /** One batch of one run; idle when it is not being applied, or not yet. */
    public Step step(long run, Instant now) {
        return amending.amend("", amendment -> {
            Optional<UndoRun> found = undos.run(run).filter(one -> one.state() == UndoRun.State.APPLYING);
            if (found.isEmpty()) {
                return Step.idle(REST);
            }
            if (found.get().next().isAfter(now)) {
                return new Step(
                        0,
                        found.get().waiting(),
                        Duration.between(now, found.get().next()));
            }
            return batch(found.get(), amendment, now);
        });
    }

    private Step batch(UndoRun run, Amendment amendment, Instant now) {
        List<UndoRow> rows = undos.waiting(run.id(), run.batch());
        Set<AddressKey> addresses = new HashSet<>();
        rows.forEach(row -> addresses.add(row.address()));
        amendment.learn(addresses);
        Map<AddressKey, Line> lines = new HashMap<>();
        undos.lineage(addresses).forEach((address, links) -> lines.put(address, new Line(links)));
        Map<Long, Backstory> stories =
                undos.backstories(rows.stream().map(UndoRow::seq).toList());
        UndoSelection selection = UndoSelection.of(run.selection());
        List<UndoRow> settled = new ArrayList<>(rows.size());
        for (UndoRow row : rows) {
            settled.add(settle(
                    row,
                    run,
                    lines.getOrDefault(row.address(), new Line(List.of())),
                    Optional.ofNullable(stories.get(row.seq())),
                    selection,
                    amendment,
                    now));
        }
        boolean finished = rows.size() < run.batch();
        Duration pause = pause(run, settled.size());
        amendment.aside(new UndoStep(run.id(), settled, now.plus(pause), finished));
        long done = settled.stream()
                .filter(row -> row.state() == UndoRow.State.DONE)
                .count();
        if (!settled.isEmpty()) {
            String about = "run " + run.id() + ": " + done + " of " + settled.size() + " decisions reversed";
            amendment.aside(new AuditRow(new Act(now, run.act().who(), run.act().why()), "undo", about, done));
        }
        long left = Math.max(0, run.waiting() - settled.size());
        return new Step(settled.size(), left, finished ? REST : pause);
    }

    private static Duration pause(UndoRun run, int rows) {
        return run.perMinute() == 0 ? Duration.ZERO : MINUTE.multipliedBy(rows).dividedBy(run.perMinute());
    }

    private static UndoRow settle(
            UndoRow row,
            UndoRun run,
            Line line,
            Optional<Backstory> story,
            UndoSelection selection,
            Amendment amendment,
            Instant now) {
        Reversal reversal = Reversal.of(
                new Reversal.Change(row.seq(), row.at(), row.from(), row.to()),
                amendment.history(row.address()),
                line,
                story.orElse(null),
                selection);
        if (reversal.restored() == null) {
            return row.as(UndoRow.State.LEFT, reversal.why());
        }
        new Undone(row, run, story.orElse(null), now).into(amendment, reversal.restored());
        line.undo(row.seq(), now);
        return row.as(UndoRow.State.DONE, "");
    }
}
