package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Promotion;
import io.carom.api.Reason;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import io.carom.spi.AuditRow;
import io.carom.spi.Backstory;
import io.carom.spi.Batch;
import io.carom.spi.Before;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.LogRow;
import io.carom.spi.StatusChange;
import io.carom.spi.Suppression;
import io.carom.spi.Suppressions;
import io.carom.spi.UndoRow;
import io.carom.spi.UndoRun;
import io.carom.spi.UndoStep;
import io.carom.spi.Undos;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a journal must do that keeps runs of undo, readmissions and suppressions. */
public abstract class RecoveryContract extends ByHandContract {
    private static final History BEFORE = new History(
            SubscriberStatus.SUBSCRIBED,
            T.minusSeconds(9),
            4,
            T.minusSeconds(5),
            2,
            T.minusSeconds(7),
            T.minusSeconds(4),
            T.minusSeconds(3),
            T.minusSeconds(2),
            Promotion.UNREACHABLE,
            null,
            1);

    private Undos undos() {
        return journal().undos().orElseThrow();
    }

    /** A hard bounce that changed its address, with what that was before. */
    private long bounced(String id, Instant at, AddressKey address, String message) {
        Event event = Event.of(EventKind.BOUNCE, at, address.address())
                .id(id)
                .message(message)
                .diagnostic("gone " + id)
                .build();
        commit(new Change()
                .entry(new Entry(
                        event,
                        "{\"id\":\"" + id + "\"}",
                        hard(event, Reason.USER_UNKNOWN, "5.1.1", false),
                        "{}",
                        address.scope(),
                        new Before(BEFORE, null)))
                .history(address, History.NONE.status(SubscriberStatus.BOUNCED, at, null)));
        return last();
    }

    private long last() {
        List<LogRow> rows = rows(ALL);
        return rows.get(rows.size() - 1).seq();
    }

    private static UndoRun order() {
        return new UndoRun(0, ACT, "{\"code\":\"5.1.1\"}", null, "digest", 2, 60, UndoRun.State.PREPARING, T, 0, 0, 0);
    }

    private static UndoRow row(long run, long seq, UndoRow.State state) {
        return new UndoRow(
                run,
                seq,
                T,
                BOB,
                SubscriberStatus.SUBSCRIBED,
                SubscriberStatus.BOUNCED,
                "hard: bounced",
                state,
                state == UndoRow.State.LEFT ? "left" : "");
    }

    private void step(UndoStep step) {
        Batch empty = new Change().batch();
        journal()
                .commit(new Batch(
                        empty.entries(),
                        empty.histories(),
                        empty.messages(),
                        empty.timers(),
                        empty.cleared(),
                        empty.retries(),
                        empty.retriesDone(),
                        empty.outbox(),
                        empty.servers(),
                        empty.campaigns(),
                        List.of(
                                step,
                                new AuditRow(
                                        ACT, "undo", "a batch", step.settled().size()))));
    }

    @Test
    void a_run_keeps_its_rows_their_state_and_its_figures() {
        long run = undos().open(order());
        undos().add(
                        run,
                        List.of(
                                row(run, 1, UndoRow.State.WAITING),
                                row(run, 2, UndoRow.State.LEFT),
                                row(run, 3, UndoRow.State.WAITING)));
        assertThat(undos().due(T.plusSeconds(9_999))).isEmpty();
        assertThat(undos().become(run, List.of(UndoRun.State.PREPARING), UndoRun.State.APPLYING, ACT))
                .isTrue();
        assertThat(undos().become(run, List.of(UndoRun.State.STOPPED), UndoRun.State.DONE, ACT))
                .isFalse();

        UndoRun found = undos().run(run).orElseThrow();
        assertThat(found)
                .isEqualTo(new UndoRun(
                        run,
                        ACT,
                        "{\"code\":\"5.1.1\"}",
                        null,
                        "digest",
                        2,
                        60,
                        UndoRun.State.APPLYING,
                        ACT.at(),
                        3,
                        0,
                        1));
        assertThat(undos().due(ACT.at())).contains(found);
        assertThat(undos().due(ACT.at().minusNanos(1))).isEmpty();
        assertThat(undos().waiting(run, 10)).extracting(UndoRow::seq).containsExactly(3L, 1L);
        assertThat(undos().waiting(run, 1)).containsExactly(row(run, 3, UndoRow.State.WAITING));

        Instant next = ACT.at().plusSeconds(60);
        step(new UndoStep(
                run,
                List.of(
                        row(run, 3, UndoRow.State.DONE),
                        row(run, 2, UndoRow.State.DONE),
                        row(run, 1, UndoRow.State.WAITING).as(UndoRow.State.LEFT, "changed since")),
                next,
                true));

        UndoRun done = undos().run(run).orElseThrow();
        assertThat(done.state()).isEqualTo(UndoRun.State.DONE);
        assertThat(List.of(done.rows(), done.done(), done.left(), done.waiting()))
                .containsExactly(3L, 1L, 2L, 0L);
        assertThat(done.next()).isEqualTo(next);
        List<String> told = new ArrayList<>();
        undos().rows(run, null, one -> told.add(one.seq() + " " + one.state().word() + " " + one.why()));
        assertThat(told).containsExactly("3 done ", "2 left left", "1 left changed since");
        List<Long> left = new ArrayList<>();
        undos().rows(run, UndoRow.State.LEFT, one -> left.add(one.seq()));
        assertThat(left).containsExactly(2L, 1L);
        assertThat(undos().runs(10, 0)).containsExactly(done);
        assertThat(undos().runs(10, 1)).isEmpty();
        assertThat(journal().desk().orElseThrow().audit(10, 0))
                .extracting(AuditRow::about)
                .containsExactly("a batch", "run " + run + " is applying", "run " + run + ": {\"code\":\"5.1.1\"}");
    }

    @Test
    void what_is_behind_a_decision_is_told_with_what_came_before_and_after_it() {
        Event soft = Event.of(EventKind.BOUNCE, T, BOB.address())
                .id("s1")
                .message("<m1>")
                .build();
        commit(new Change().entry(soft, soft(soft, Reason.MAILBOX_FULL, "4.2.2")));
        long first = bounced("h1", T.plusSeconds(1), BOB, "<m1>");
        Event again = Event.of(EventKind.BOUNCE, T.plusSeconds(2), BOB.address())
                .id("h2")
                .build();
        Event twice = Event.of(EventKind.BOUNCE, T.plusSeconds(3), BOB.address())
                .id("h3")
                .build();
        commit(new Change()
                .entry(again, unchanged(again, false))
                .entry(twice, unchanged(twice, true))
                .event(Event.of(EventKind.UNSUBSCRIBED, T.plusSeconds(4), BOB.address())
                        .id("u1")
                        .build())
                .event(Event.of(EventKind.OPENED, T.plusSeconds(5), BOB.address())
                        .id("o1")
                        .build()));
        long other = bounced("e1", T, EVE, "<m1>");

        Map<Long, Backstory> stories = undos().backstories(List.of(first, other, 999L));

        assertThat(stories).containsOnlyKeys(first, other);
        Backstory story = Objects.requireNonNull(stories.get(first));
        assertThat(story.before()).isEqualTo(new Before(BEFORE, null));
        LogRow origin = Objects.requireNonNull(story.origin());
        assertThat(origin.id()).isEqualTo("h1");
        assertThat(origin.diagnostic()).isEqualTo("gone h1");
        assertThat(story.earlier()).containsExactly("{\"id\":\"s1\"}");
        assertThat(story.later()).extracting(LogRow::id).containsExactly("h2", "u1");
        Backstory apart = Objects.requireNonNull(stories.get(other));
        assertThat(apart.earlier()).isEmpty();
        assertThat(apart.later()).isEmpty();
    }

    private static Decision unchanged(Event event, boolean duplicate) {
        Decision hard = hard(event, Reason.USER_UNKNOWN, "5.1.1", duplicate);
        return new Decision(
                hard.event(),
                null,
                hard.recipient(),
                hard.at(),
                hard.policy(),
                hard.classification(),
                null,
                null,
                hard.actions(),
                hard.refused(),
                hard.because(),
                duplicate);
    }

    @Test
    void the_line_of_an_address_tells_what_undoes_what_and_a_run_what_it_made() {
        long first = bounced("h1", T, BOB, "<m1>");
        Decision back = timer(T.plusSeconds(5));
        commit(new Change()
                .entry(new Entry(
                        null, null, undo(back), "{}", "", new Before(BEFORE, new Before.Undone(first, first, 7)))));
        long undo = last();

        assertThat(undos().lineage(Set.of(BOB, EVE)))
                .isEqualTo(Map.of(
                        BOB, List.of(new Undos.Link(first, T, null), new Undos.Link(undo, T.plusSeconds(5), first))));
        List<StatusChange> made = new ArrayList<>();
        undos().made(7, made::add);
        assertThat(made).extracting(StatusChange::seq).containsExactly(undo);
        Backstory story =
                Objects.requireNonNull(undos().backstories(List.of(undo)).get(undo));
        assertThat(Objects.requireNonNull(story.origin()).id())
                .as("what it all began with")
                .isEqualTo("h1");
        assertThat(Objects.requireNonNull(story.before()).undone()).isEqualTo(new Before.Undone(first, first, 7));
    }

    private static Decision undo(Decision timer) {
        return new Decision(
                null,
                "undo",
                BOB.address(),
                timer.at(),
                "digest",
                timer.classification(),
                new SubscriberChange(SubscriberStatus.BOUNCED, SubscriberStatus.SUBSCRIBED),
                null,
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    @Test
    void what_is_forgotten_and_who_is_erased_cannot_be_undone() {
        long old = bounced("h1", T, BOB, "<m1>");
        long run = undos().open(order());
        undos().add(run, List.of(row(run, old, UndoRow.State.WAITING)));
        commit(new Change().history(EVE, History.NONE));
        journal()
                .suppressions()
                .orElseThrow()
                .add(suppression(BOB.address(), Suppression.Reach.GLOBAL, ""), Suppression.Terms.EVER, ACT);

        journal().desk().orElseThrow().erase(BOB.address(), ACT);

        List<UndoRow> rows = new ArrayList<>();
        undos().rows(run, null, rows::add);
        assertThat(rows.toString()).doesNotContain(BOB.address());
        assertThat(undos().lineage(Set.of(BOB))).isEmpty();
        assertThat(journal().suppressions().orElseThrow().about(BOB, T, 10)).isEmpty();
        journal().desk().orElseThrow().forget(T.plusSeconds(1), null, null, 10);
        assertThat(undos().backstories(List.of(old))).isEmpty();
    }

    @Test
    void what_was_done_by_hand_is_forgotten_with_its_audit_unless_it_goes_on() {
        long over = undos().open(order());
        undos().add(over, List.of(row(over, 1, UndoRow.State.LEFT)));
        long applying = undos().open(order());
        undos().become(applying, List.of(UndoRun.State.PREPARING), UndoRun.State.APPLYING, ACT);
        Suppressions all = journal().suppressions().orElseThrow();
        Suppression wanted = suppression(BOB.address(), Suppression.Reach.GLOBAL, "");
        all.add(wanted, Suppression.Terms.fixed(Duration.ofSeconds(1)), ACT);
        all.add(suppression(EVE.address(), Suppression.Reach.GLOBAL, ""), Suppression.Terms.EVER, ACT);

        long gone;
        do {
            gone = journal().desk().orElseThrow().forget(null, null, ACT.at().plusSeconds(5), 1);
        } while (gone > 0);

        assertThat(undos().runs(10, 0)).extracting(UndoRun::id).containsExactly(applying);
        List<UndoRow> rows = new ArrayList<>();
        undos().rows(over, null, rows::add);
        assertThat(rows).isEmpty();
        assertThat(all.list(new Suppressions.Filter(null, null, null, null, 0, 10)))
                .extracting(Suppression::subject)
                .containsExactly(EVE.address());
    }
}
