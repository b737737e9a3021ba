package io.carom.engine.undo;

import io.carom.api.JournalException;
import io.carom.api.SubscriberStatus;
import io.carom.engine.hand.BulkChange;
import io.carom.engine.incident.HeldChanges;
import io.carom.engine.policy.Policy;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Backstory;
import io.carom.spi.Desk;
import io.carom.spi.History;
import io.carom.spi.Journal;
import io.carom.spi.Lookup;
import io.carom.spi.StatusChange;
import io.carom.spi.UndoRow;
import io.carom.spi.UndoRun;
import io.carom.spi.Undos;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where an undo is looked at and ordered. {@link #choices} changes nothing; {@link #order} stores a run, which an {@link UndoWorker}
 * carries out. For one thread.
 */
public final class UndoDesk {
    private static final int PAGE = 200;
    /** What bounces an address when a hold ends: the rule that asked for it is told by the event that began it. */
    private static final List<String> HOLD_RULES = List.of("engine/hold-ended", "engine/hold-carried-out");

    private final Journal journal;
    private final Desk desk;
    private final Undos undos;
    private final Policy policy;

    /**
     * Over {@code journal}.
     *
     * @param policy today's
     * @throws JournalException when the journal keeps no runs of undo
     */
    public UndoDesk(Journal journal, Policy policy) {
        this.journal = journal;
        this.policy = policy;
        this.desk = journal.desk().orElseThrow(UndoDesk::unable);
        this.undos = journal.undos().orElseThrow(UndoDesk::unable);
    }

    static JournalException unable() {
        return new JournalException("this journal cannot undo; use one in a database", false, null);
    }

    /**
     * What is to be reversed.
     *
     * @param selection which decisions
     * @param listed a further condition, from a file; always true without one
     * @param onlyDiffering whether decisions that today's policy would make again are left
     */
    public record Order(UndoSelection selection, Predicate<StatusChange> listed, boolean onlyDiffering) {
        /** Without a file. */
        public static Order of(UndoSelection selection) {
            return new Order(selection, change -> true, false);
        }
    }

    /** Hands over what an order means, decision by decision in the order of recording, until {@code sink} answers false. */
    public void choices(Order order, Predicate<Choice> sink) {
        try (Redecision again = new Redecision(policy, journal)) {
            Pages pages = pages(order, again, sink, order.selection().needsOrigin());
            desk.changes(order.selection().filter(), change -> !wanted(change, order) || pages.take(change));
            pages.end();
            if (order.selection().asksForEvents() && !pages.enough) {
                Pages holds = pages(order, again, sink, true);
                for (String rule : HOLD_RULES) {
                    desk.changes(
                            order.selection().filterOfHolds(rule),
                            change -> rule.equals(order.selection().rule())
                                    || !order.listed().test(change)
                                    || releasedSince(change, order.selection())
                                    || holds.take(change));
                }
                holds.end();
            }
        }
    }

    private Pages pages(Order order, Redecision again, Predicate<Choice> sink, boolean byOrigin) {
        return new Pages(order.selection(), sink, new OfOrder(order, again, byOrigin));
    }

    /** How decisions are looked at. */
    private interface View {
        /** Whether the decision is meant, by what is behind it. */
        boolean means(@Nullable Backstory story);

        /** What today's policy would decide. */
        Today today(StatusChange change, @Nullable Backstory story);

        /** Whether that leaves the decision as it is. */
        boolean leaves(Today today);
    }

    /** By what an order says; {@code byOrigin} when the journal could not tell whether a decision is meant. */
    private record OfOrder(Order order, Redecision again, boolean byOrigin) implements View {
        @Override
        public boolean means(@Nullable Backstory story) {
            return !byOrigin
                    || (story != null
                            && story.origin() != null
                            && order.selection().means(story.origin()));
        }

        @Override
        public Today today(StatusChange change, @Nullable Backstory story) {
            return again.today(change, story);
        }

        @Override
        public boolean leaves(Today today) {
            return order.onlyDiffering() && !(today.known() && !today.same());
        }
    }

    /** All that a run has done, whatever today's policy would say. */
    private record OfRun() implements View {
        @Override
        public boolean means(@Nullable Backstory story) {
            return true;
        }

        @Override
        public Today today(StatusChange change, @Nullable Backstory story) {
            return Today.UNASKED;
        }

        @Override
        public boolean leaves(Today today) {
            return false;
        }
    }

    /** Hands over what reversing a run would reverse, likewise. */
    public void choicesOfRun(long run, Predicate<Choice> sink) {
        Pages pages = new Pages(UndoSelection.ALL, sink, new OfRun());
        undos.made(run, pages::take);
        pages.end();
    }

    /**
     * What gave an address back, and what a person changed, is meant only when its rule is named; an incident means what had passed before
     * its cap, not what a person released since.
     */
    private static boolean wanted(StatusChange change, Order order) {
        UndoSelection selection = order.selection();
        boolean deliberate = change.to() == SubscriberStatus.SUBSCRIBED
                || change.rules().contains(BulkChange.RULE)
                || releasedSince(change, selection);
        return (!deliberate || (selection.rule() != null && change.rules().contains(selection.rule())))
                && order.listed().test(change);
    }

    private static boolean releasedSince(StatusChange change, UndoSelection selection) {
        return selection.incident() != null && change.policy().equals(HeldChanges.OPERATOR);
    }

    /**
     * Stores a run over what an order means; nothing is reversed yet. Decisions that would be left are part of it, with the reason.
     *
     * @param batch how many decisions one commit reverses at most, 1 to 10,000
     * @param perMinute how many are reversed within a minute; 0 for as many as can be
     * @return the run's number
     */
    public long order(Order order, Act act, int batch, int perMinute) {
        long run = open(order.selection().json(), null, act, batch, perMinute);
        fill(run, act, sink -> choices(order, sink));
        return run;
    }

    /** Stores a run that reverses what run {@code undone} has done. */
    public long orderUndoOf(long undone, Act act, int batch, int perMinute) {
        long run = open(UndoSelection.ALL.json(), undone, act, batch, perMinute);
        fill(run, act, sink -> choicesOfRun(undone, sink));
        return run;
    }

    private long open(String selection, @Nullable Long undoes, Act act, int batch, int perMinute) {
        return undos.open(new UndoRun(
                0,
                act,
                selection,
                undoes,
                policy.digest(),
                Math.max(1, Math.min(10_000, batch)),
                Math.max(0, perMinute),
                UndoRun.State.PREPARING,
                act.at(),
                0,
                0,
                0));
    }

    /** Hands over choices. */
    @FunctionalInterface
    private interface Choices {
        void to(Predicate<Choice> sink);
    }

    private void fill(long run, Act act, Choices choices) {
        List<UndoRow> rows = new ArrayList<>(PAGE);
        choices.to(choice -> {
            rows.add(choice.row(run));
            if (rows.size() == PAGE) {
                undos.add(run, rows);
                rows.clear();
            }
            return true;
        });
        if (!rows.isEmpty()) {
            undos.add(run, rows);
        }
        undos.become(run, List.of(UndoRun.State.PREPARING), UndoRun.State.APPLYING, act);
    }

    /** Looks at decisions page by page. */
    private final class Pages {
        private final UndoSelection selection;
        private final Predicate<Choice> sink;
        private final View view;
        private final List<StatusChange> waiting = new ArrayList<>(PAGE);
        private boolean enough;

        Pages(UndoSelection selection, Predicate<Choice> sink, View view) {
            this.selection = selection;
            this.sink = sink;
            this.view = view;
        }

        boolean take(StatusChange change) {
            waiting.add(change);
            if (waiting.size() == PAGE) {
                look();
            }
            return !enough;
        }

        void end() {
            if (!enough) {
                look();
            }
        }

        private void look() {
            Map<Long, Backstory> stories =
                    undos.backstories(waiting.stream().map(StatusChange::seq).toList());
            Set<AddressKey> addresses = new HashSet<>();
            waiting.forEach(change -> addresses.add(change.address()));
            Map<AddressKey, History> histories = journal.load(
                            new Lookup(Set.of(), addresses, Set.of(), Set.of(), Set.of()))
                    .histories();
            Map<AddressKey, Line> lines = new LinkedHashMap<>();
            undos.lineage(addresses).forEach((address, links) -> lines.put(address, new Line(links)));
            for (StatusChange change : waiting) {
                if (enough) {
                    break;
                }
                if (!view.means(stories.get(change.seq()))) {
                    continue;
                }
                Today today = view.today(change, stories.get(change.seq()));
                enough = !sink.test(choice(change, stories, histories, lines, today));
            }
            waiting.clear();
        }

        private Choice choice(
                StatusChange change,
                Map<Long, Backstory> stories,
                Map<AddressKey, History> histories,
                Map<AddressKey, Line> lines,
                Today today) {
            Backstory story = stories.get(change.seq());
            Reversal reversal = Reversal.of(
                    new Reversal.Change(change.seq(), change.at(), change.from(), change.to()),
                    histories.getOrDefault(change.address(), History.NONE),
                    lines.getOrDefault(change.address(), new Line(List.of())),
                    story,
                    selection);
            String why = !reversal.why().isEmpty() ? reversal.why() : view.leaves(today) ? Choice.SAME : "";
            return new Choice(change, story == null ? null : story.origin(), today, why);
        }
    }
}
