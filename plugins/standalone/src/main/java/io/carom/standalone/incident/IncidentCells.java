package io.carom.standalone.incident;

import io.carom.engine.decide.HeldJson;
import io.carom.engine.incident.HeldChanges;
import io.carom.engine.json.IncidentJson;
import io.carom.spi.Held;
import io.carom.spi.Incident;
import io.carom.standalone.cli.Column;
import io.carom.standalone.decision.Times;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How incidents and held changes are printed in rows. Stateless. */
public final class IncidentCells {
    /** Incidents. */
    public static final List<Column> INCIDENTS = List.of(
            Column.of("number", "NO", 5),
            Column.of("state", "STATE", 7),
            Column.csvOnly("opened"),
            Column.csvOnly("lastSeen"),
            Column.csvOnly("closed"),
            Column.tableOnly("since", "SINCE (UTC)", 16),
            Column.tableOnly("last", "LAST (UTC)", 16),
            Column.of("events", "EVENTS", 8),
            Column.of("waiting", "HELD", 7),
            Column.of("signal", "SIGNAL", 24),
            Column.csvOnly("signals"),
            Column.of("scope", "WHERE", 30),
            Column.csvOnly("share"),
            Column.csvOnly("volume"),
            Column.csvOnly("baseline"),
            Column.csvOnly("cause"),
            Column.csvOnly("mutedUntil"),
            Column.of("assignee", "WITH", 10),
            Column.of("advice", "WHAT TO DO", 0));

    /** Held changes. */
    public static final List<Column> HELD = List.of(
            Column.of("address", "ADDRESS", 40),
            Column.csvOnly("event"),
            Column.csvOnly("since"),
            Column.tableOnly("from", "SINCE (UTC)", 16),
            Column.csvOnly("until"),
            Column.tableOnly("to", "UNTIL (UTC)", 16),
            Column.of("then", "THEN", 9),
            Column.of("rule", "RULE", 26),
            Column.of("status", "CODE", 7),
            Column.of("text", "WHAT THE RECEIVER SAID", 0));

    private IncidentCells() {}

    /** A cell of {@link #INCIDENTS}. */
    public static @Nullable String of(Incident incident, String column) {
        Incident.Part leading = incident.leading();
        return switch (column) {
            case "number" -> Long.toString(incident.number());
            case "state" -> incident.state().word();
            case "opened" -> incident.opened().toString();
            case "lastSeen" -> incident.lastSeen().toString();
            case "closed" ->
                incident.closed() == null ? null : incident.closed().toString();
            case "since" -> Times.column(incident.opened());
            case "last" -> Times.column(incident.lastSeen());
            case "events" -> Long.toString(incident.events());
            case "waiting" ->
                incident.reach().held() == 0
                        ? null
                        : Long.toString(incident.reach().waiting());
            case "signal" ->
                leading.signal()
                        + (incident.parts().size() > 1
                                ? " +" + (incident.parts().size() - 1)
                                : "");
            case "signals" ->
                incident.parts().stream()
                        .map(part -> part.signal() + " " + part.scope())
                        .collect(Collectors.joining("; "));
            case "scope" -> leading.scope();
            case "share" -> leading.share() == null ? null : leading.share().toString();
            case "volume" -> leading.volume() == null ? null : leading.volume().toString();
            case "baseline" ->
                leading.baseline() == null ? null : leading.baseline().toString();
            case "cause" -> incident.cause();
            case "mutedUntil" ->
                incident.hand().mutedUntil() == null
                        ? null
                        : incident.hand().mutedUntil().toString();
            case "assignee" -> incident.hand().assignee();
            case "advice" -> leading.advice();
            default -> null;
        };
    }

    /** A cell of {@link #HELD}. */
    public static @Nullable String of(Held held, String column) {
        HeldJson.Held detail = HeldChanges.detail(held);
        return switch (column) {
            case "address" -> held.address().address();
            case "event" -> held.hold().event();
            case "since" -> held.since().toString();
            case "from" -> Times.column(held.since());
            case "until" -> held.hold().until().toString();
            case "to" -> Times.column(held.hold().until());
            case "then" -> detail.release() ? "released" : "discarded";
            case "rule" -> detail.rule();
            case "status" -> status(detail);
            case "text" -> detail.text();
            default -> null;
        };
    }

    /** A held change as one line of JSON. */
    public static String json(Held held) {
        HeldJson.Held detail = HeldChanges.detail(held);
        return IncidentJson.write(held, detail.rule(), status(detail), detail.text(), detail.release());
    }

    private static @Nullable String status(HeldJson.Held detail) {
        return detail.what().status() == null ? null : detail.what().status().toString();
    }

    /** A share as people read it: {@code 12.3 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2f %%" : "%.1f %%", share * 100);
    }
}
