package io.carom.standalone.incident;

import io.carom.spi.Held;
import io.carom.spi.Incident;
import io.carom.spi.Incidents;
import io.carom.standalone.cli.Text;
import io.carom.standalone.decision.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An incident in words, for {@code incidents show} and mails. Stateless. */
public final class IncidentText {
    private static final int SAMPLES = 8;

    private IncidentText() {}

    /** One line: what and where. */
    public static String headline(Incident incident) {
        Incident.Part leading = incident.leading();
        return "incident " + incident.number() + ": " + leading.signal() + " at " + leading.scope();
    }

    /** All of it, line by line. */
    public static List<String> lines(Incident incident, List<Incidents.Note> notes, List<Held> held) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(incident) + " (" + incident.state().word() + ")");
        lines.add("  since    " + Times.column(incident.opened()) + " UTC, last seen "
                + Times.column(incident.lastSeen()) + " UTC"
                + (incident.closed() == null ? "" : ", over " + Times.column(incident.closed()) + " UTC"));
        lines.add(String.format(Locale.ROOT, "  events   %,d", incident.events()));
        lines.add("  what to do: " + orNothing(incident.leading().advice()));
        lines.add("  cause    " + incident.cause());
        lines.add("           " + incident.why());
        hand(incident, lines);
        lines.add("Signals");
        incident.parts().forEach(part -> lines.add("  " + part(part)));
        if (!incident.evidence().isEmpty()) {
            lines.add("Events that belong to it");
        }
        incident.evidence().stream()
                .limit(SAMPLES)
                .forEach(sample -> lines.add(
                        "  " + Times.column(sample.at()) + "  " + sample.event() + "  " + Text.oneLine(sample.text())));
        if (incident.evidence().size() > SAMPLES) {
            lines.add("  and " + (incident.evidence().size() - SAMPLES) + " more; --format json names them");
        }
        held(incident, held, lines);
        if (!notes.isEmpty()) {
            lines.add("Notes");
            notes.forEach(note -> lines.add(
                    "  " + Times.column(note.by().at()) + "  " + note.by().who() + ": " + Text.oneLine(note.text())));
        }
        return lines;
    }

    private static void hand(Incident incident, List<String> lines) {
        Incident.Hand hand = incident.hand();
        if (hand.assignee() != null) {
            lines.add("  with     " + hand.assignee());
        }
        if (hand.mutedUntil() != null) {
            lines.add("  muted    until " + Times.column(hand.mutedUntil()) + " UTC");
        }
        if (hand.causeMutedUntil() != null) {
            lines.add("  muted    with its cause until " + Times.column(hand.causeMutedUntil()) + " UTC");
        }
    }

    private static String part(Incident.Part part) {
        StringBuilder text = new StringBuilder(part.signal()).append(" at ").append(part.scope());
        if (part.share() != null) {
            text.append(": ").append(IncidentCells.percent(part.share()));
            if (part.volume() != null) {
                text.append(String.format(Locale.ROOT, " of %,d", part.volume()));
            }
            if (part.peak() != null && part.peak() > part.share()) {
                text.append(", at most ").append(IncidentCells.percent(part.peak()));
            }
            if (part.baseline() != null) {
                text.append(", usually ").append(IncidentCells.percent(part.baseline()));
            }
        } else if (part.volume() != null) {
            text.append(String.format(Locale.ROOT, ": the cap is %,d", part.volume()));
        }
        return text.append("; ").append(orNothing(part.advice())).toString();
    }

    private static void held(Incident incident, List<Held> held, List<String> lines) {
        Incident.Reach reach = incident.reach();
        if (reach.held() == 0) {
            return;
        }
        lines.add(String.format(
                Locale.ROOT,
                "Held changes: %,d wait, %,d released, %,d discarded, %,d ended by themselves",
                reach.waiting(),
                reach.released(),
                reach.discarded(),
                reach.alive()));
        for (Held one : held) {
            lines.add("  " + one.address().address() + "  " + IncidentCells.of(one, "rule") + "  "
                    + Text.oneLine(String.valueOf(IncidentCells.of(one, "text"))));
        }
        if (reach.waiting() > held.size()) {
            lines.add("  carom incidents held " + incident.number() + " lists all");
        }
        if (reach.waiting() > 0) {
            lines.add("  carom incidents release|discard " + incident.number() + " decides about them");
        }
    }

    private static String orNothing(@Nullable String advice) {
        return advice == null ? "nothing is known that helps" : advice;
    }
}
