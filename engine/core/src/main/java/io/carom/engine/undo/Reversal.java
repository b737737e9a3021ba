package io.carom.engine.undo;

import io.carom.api.EventKind;
import io.carom.api.Promotion;
import io.carom.api.SubscriberStatus;
import io.carom.spi.Backstory;
import io.carom.spi.Before;
import io.carom.spi.History;
import io.carom.spi.LogRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one decision that is to be reversed: the history to put back, or why it is left. A decision is reversed only while the
 * address still is what it made of it; what came after it and says the same about the address, independently, leaves it. Pure.
 *
 * <p>Status, runs and promotion go back to what they were before the event was counted. Signs of life since then stay, and so do later
 * failures in the runs. The message keeps its verdict: the same failure told again is a duplicate and changes nothing.
 *
 * @param restored the history to put back, or null
 * @param why why it is left, in words; empty when it is reversed
 */
record Reversal(@Nullable History restored, String why) {

    /** A decision that changed an address. */
    record Change(long seq, Instant at, SubscriberStatus from, SubscriberStatus to) {}

    static Reversal of(Change change, History now, Line line, @Nullable Backstory story, UndoSelection selection) {
        if (line.link(change.seq()).isEmpty()) {
            return left("the decision is not in the journal any more");
        }
        if (line.undone(change.seq())) {
            return left("undone already");
        }
        if (!line.stands(change.seq())) {
            return left("another decision, or a person, changed the address since");
        }
        if (now.status() != change.to() || !isOf(now, change, line)) {
            return left("changed by hand since");
        }
        if (story != null) {
            for (LogRow row : story.later()) {
                if (!selection.covers(row, story.origin())) {
                    return left(said(row));
                }
            }
        }
        return new Reversal(restored(change, now, story), "");
    }

    /** Whether it is this decision that the address is what it is since: an undo gives an address back its older date. */
    private static boolean isOf(History now, Change change, Line line) {
        boolean reversing =
                line.link(change.seq()).map(link -> link.undoes() != null).orElse(false);
        return reversing || change.at().equals(now.since());
    }

    private static Reversal left(String why) {
        return new Reversal(null, why);
    }

    private static String said(LogRow row) {
        if (EventKind.BOUNCE.word().equals(row.kind())) {
            return "bounced again at " + row.at() + ", and that is not among the chosen";
        }
        return (EventKind.UNSUBSCRIBED.word().equals(row.kind()) ? "unsubscribed" : "complained") + " at " + row.at();
    }

    private static History restored(Change change, History now, @Nullable Backstory story) {
        Before before = story == null ? null : story.before();
        if (before == null) {
            // Recorded before that was kept: the runs begin anew
            return new History(
                    change.from(),
                    change.at(),
                    0,
                    null,
                    0,
                    null,
                    now.lastSuccess(),
                    now.lastEngaged(),
                    now.lastActivity(),
                    null,
                    null,
                    0);
        }
        History was = before.history();
        Runs runs = runs(change, now, was);
        return new History(
                was.status(),
                was.since(),
                runs.soft(),
                runs.lastSoft(),
                runs.gone(),
                runs.goneSince(),
                now.lastSuccess(),
                now.lastEngaged(),
                now.lastActivity(),
                was.bouncedBy(),
                null,
                was.probation());
    }

    private record Runs(
            int soft,
            @Nullable Instant lastSoft,
            int gone,
            @Nullable Instant goneSince) {}

    private static Runs runs(Change change, History now, History was) {
        boolean successSince = now.lastSuccess() != null && !now.lastSuccess().isBefore(change.at());
        if (successSince) {
            return new Runs(now.softRun(), now.lastSoft(), now.goneRun(), now.goneSince());
        }
        boolean softSince = now.lastSoft() != null && now.lastSoft().isAfter(change.at());
        if (!softSince) {
            return new Runs(was.softRun(), was.lastSoft(), was.goneRun(), was.goneSince());
        }
        // What failed since stays counted; what the decision itself counted does not
        int counted = now.bouncedBy() == Promotion.CONSECUTIVE_SOFT ? 1 : 0;
        int gone = now.bouncedBy() == Promotion.UNREACHABLE ? 1 : 0;
        return new Runs(
                Math.max(0, now.softRun() - counted),
                now.lastSoft(),
                Math.max(0, now.goneRun() - gone),
                now.goneSince());
    }
}
