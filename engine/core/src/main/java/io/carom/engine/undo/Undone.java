package io.carom.engine.undo;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import io.carom.api.InputException;
import io.carom.api.Phase;
import io.carom.api.Reason;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.engine.decide.Amendment;
import io.carom.engine.json.EventJson;
import io.carom.spi.Backstory;
import io.carom.spi.Before;
import io.carom.spi.History;
import io.carom.spi.LogRow;
import io.carom.spi.Outgoing;
import io.carom.spi.UndoRow;
import io.carom.spi.UndoRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The decision that reverses another one, and what the host is told. Pure but for the amendment. */
final class Undone {
    private final UndoRow row;
    private final UndoRun run;
    private final @Nullable Backstory story;
    private final Instant now;

    Undone(UndoRow row, UndoRun run, @Nullable Backstory story, Instant now) {
        this.row = row;
        this.run = run;
        this.story = story;
        this.now = now;
    }

    void into(Amendment amendment, History restored) {
        LogRow origin = story == null ? null : story.origin();
        Before before = story == null ? null : story.before();
        long began = before == null || before.undone() == null
                ? row.seq()
                : before.undone().origin();
        Decision decision = new Decision(
                null,
                "undo",
                origin == null ? row.address().address() : origin.recipient(),
                now,
                run.policy(),
                new Classification(kind(restored), null, null, Reason.UNKNOWN, null, null, null, false),
                new SubscriberChange(row.to(), restored.status()),
                null,
                actions(restored.status()),
                List.of(),
                List.of(new Because(Phase.ACTION, "engine/undo", why(), null, Because.Outcome.WON)),
                false);
        amendment.change(row.address(), restored, decision, new Before.Undone(row.seq(), began, run.id()));
        tell(amendment, decision, origin);
    }

    private static EventKind kind(History restored) {
        return restored.status() == SubscriberStatus.SUBSCRIBED ? EventKind.SUBSCRIBED : EventKind.BOUNCE;
    }

    private String why() {
        String said = run.act().why().isBlank() ? "" : ": " + run.act().why();
        return "Undo " + run.id() + " by " + run.act().who() + said + "; reverses the decision of " + row.at()
                + " (row " + row.seq() + ")";
    }

    private static List<Action> actions(SubscriberStatus status) {
        return switch (status) {
            case SUBSCRIBED -> List.of(new Action.Reactivate());
            case BOUNCED -> List.of(new Action.MarkBounced(), new Action.Notify("subscriber.bounced"));
            case UNSUBSCRIBED, COMPLAINED -> List.of(new Action.Unsubscribe());
            case SUPPRESSED -> List.of(new Action.Suppress());
        };
    }

    private void tell(Amendment amendment, Decision decision, @Nullable LogRow origin) {
        Event event = origin == null ? null : event(origin).orElse(null);
        int number = 0;
        for (Action action : decision.actions()) {
            amendment.send(new Outgoing(
                    "undo/" + run.id() + "/" + row.seq() + "/" + number++ + "/" + action.type(),
                    row.address(),
                    action,
                    now,
                    null,
                    event == null ? null : event.message(),
                    origin == null ? null : origin.list(),
                    event == null ? null : event.subscriber(),
                    origin == null ? null : origin.campaign(),
                    origin == null ? null : origin.status(),
                    origin == null ? null : origin.bounceType(),
                    origin == null ? null : origin.diagnostic()));
        }
    }

    /** The event of a row; empty when it was erased or forgotten. */
    static Optional<Event> event(LogRow origin) {
        if (origin.eventJson() == null) {
            return Optional.empty();
        }
        try {
            Input input = EventJson.read(origin.eventJson(), "journal:" + origin.seq());
            return input instanceof Event event ? Optional.of(event) : Optional.empty();
        } catch (InputException e) {
            // Erased or forgotten: the address alone has to do
            return Optional.empty();
        }
    }
}
