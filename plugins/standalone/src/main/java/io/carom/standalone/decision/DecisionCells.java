package io.carom.standalone.decision;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.EventKind;
import io.carom.standalone.cli.Column;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A decision in columns, for a table or CSV. Stateless. */
public final class DecisionCells {
    /** The columns, in their order. */
    public static final List<Column> COLUMNS = List.of(
            Column.csvOnly("event"),
            Column.csvOnly("at"),
            Column.tableOnly("time", "TIME (UTC)", 16),
            Column.of("recipient", "RECIPIENT", 34),
            Column.csvOnly("kind"),
            Column.csvOnly("bounceType"),
            Column.tableOnly("type", "TYPE", 11),
            Column.of("reason", "REASON", 19),
            Column.csvOnly("fault"),
            Column.of("status", "CODE", 8),
            Column.csvOnly("replyCode"),
            Column.csvOnly("promoted"),
            Column.csvOnly("disagreement"),
            Column.of("outcome", "OUTCOME", 14),
            Column.csvOnly("retryAt"),
            Column.csvOnly("actions"),
            Column.csvOnly("duplicate"),
            Column.csvOnly("because"),
            Column.tableOnly("why", "BECAUSE", 0));

    private DecisionCells() {}

    /** The value of a column for a table, or null for none. */
    public static @Nullable String of(Decision decision, String column) {
        Classification what = decision.classification();
        return switch (column) {
            case "event" -> decision.event();
            case "at" -> decision.at().toString();
            case "time" -> Times.column(decision.at());
            case "kind" -> what.event().word();
            case "recipient" -> decision.recipient();
            case "bounceType" ->
                what.bounceType() == null ? null : what.bounceType().word();
            case "type" -> type(what);
            case "reason" -> what.reason().word();
            case "fault" -> what.fault() == null ? null : what.fault().word();
            case "status" -> what.status() == null ? null : what.status().toString();
            case "replyCode" ->
                what.replyCode() == null ? null : what.replyCode().toString();
            case "promoted" -> what.promoted() == null ? null : what.promoted().word();
            case "disagreement" -> String.valueOf(what.disagreement());
            case "outcome" -> outcome(decision);
            case "retryAt" ->
                decision.retry() == null ? null : decision.retry().at().toString();
            case "actions" -> decision.actions().stream().map(Action::type).collect(Collectors.joining(" "));
            case "duplicate" -> String.valueOf(decision.duplicate());
            case "because" -> because(decision);
            case "why" -> why(decision);
            default -> null;
        };
    }

    private static String type(Classification what) {
        return what.event() != EventKind.BOUNCE || what.bounceType() == null
                ? what.event().word()
                : what.bounceType().word();
    }

    private static String outcome(Decision decision) {
        if (decision.duplicate()) {
            return "counted before";
        }
        if (decision.subscriber() != null) {
            return decision.subscriber().to().word();
        }
        if (decision.retry() != null) {
            return "retry " + decision.retry().attempt() + "/"
                    + decision.retry().of();
        }
        for (Action action : decision.actions()) {
            if (action instanceof Action.HoldForReview) {
                return "held";
            }
            if (action instanceof Action.GiveUp) {
                return "given up";
            }
            if (action instanceof Action.Keep) {
                return "kept";
            }
        }
        return "no change";
    }

    /** The last word: the rule that decided what follows. */
    private static @Nullable String why(Decision decision) {
        return decision.because().stream()
                .filter(step -> step.outcome() == Because.Outcome.WON)
                .reduce((earlier, later) -> later)
                .map(step -> step.rule() + ": " + step.text())
                .orElse(null);
    }

    private static String because(Decision decision) {
        return decision.because().stream()
                .filter(step -> step.outcome() == Because.Outcome.WON)
                .map(Because::text)
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
