package io.carom.engine.json;

import io.carom.spi.Held;
import io.carom.spi.Incident;
import io.carom.spi.IncidentNews;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes incidents, their news and what is held. The same incident gives the same bytes. Stateless; for any number of threads. */
public final class IncidentJson {
    private IncidentJson() {}

    /** The incident as one line. */
    public static String write(Incident incident) {
        return JsonTree.write(tree(incident));
    }

    /** The news as one line: what happened, and the incident. */
    public static String write(IncidentNews news) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("event", "incident." + news.kind().word());
        parts.put("id", news.key());
        parts.put("at", news.at().toString());
        parts.put("incident", tree(news.incident()));
        return JsonTree.write(parts);
    }

    private static Map<String, @Nullable Object> tree(Incident incident) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("number", incident.number());
        parts.put("id", incident.id());
        parts.put("state", incident.state().word());
        parts.put("signal", incident.leading().signal());
        parts.put("scope", incident.leading().scope());
        parts.put("advice", incident.leading().advice());
        parts.put("cause", incident.cause());
        parts.put("why", incident.why());
        parts.put("tenant", incident.tenant().isEmpty() ? null : incident.tenant());
        parts.put("opened", incident.opened().toString());
        parts.put("lastSeen", incident.lastSeen().toString());
        parts.put("closed", incident.closed() == null ? null : incident.closed().toString());
        parts.put("events", incident.events());
        parts.put("parts", incident.parts().stream().map(IncidentJson::part).toList());
        parts.put(
                "evidence",
                incident.evidence().stream().map(IncidentJson::sample).toList());
        parts.put("held", reach(incident.reach()));
        Incident.Hand hand = incident.hand();
        parts.put(
                "mutedUntil",
                hand.mutedUntil() == null ? null : hand.mutedUntil().toString());
        parts.put(
                "causeMutedUntil",
                hand.causeMutedUntil() == null ? null : hand.causeMutedUntil().toString());
        parts.put("assignee", hand.assignee());
        parts.put("notes", hand.notes());
        return parts;
    }

    private static Map<String, @Nullable Object> part(Incident.Part part) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("signal", part.signal());
        parts.put("scope", part.scope());
        parts.put("share", part.share());
        parts.put("peak", part.peak());
        parts.put("volume", part.volume());
        parts.put("baseline", part.baseline());
        parts.put("advice", part.advice());
        parts.put("first", part.first().toString());
        parts.put("last", part.last().toString());
        parts.put("events", part.events());
        return parts;
    }

    private static Map<String, @Nullable Object> sample(Incident.Sample sample) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("event", sample.event());
        parts.put("at", sample.at().toString());
        parts.put("text", sample.text());
        return parts;
    }

    private static Map<String, @Nullable Object> reach(Incident.Reach reach) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("held", reach.held());
        parts.put("waiting", reach.waiting());
        parts.put("released", reach.released());
        parts.put("discarded", reach.discarded());
        parts.put("alive", reach.alive());
        return parts;
    }

    /** A held change as one line; {@code rule}, {@code text} and {@code release} are what it was held with. */
    public static String write(Held held, String rule, @Nullable String status, String text, boolean release) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("address", held.address().address());
        parts.put("incident", held.incident());
        parts.put("event", held.hold().event());
        parts.put("since", held.since().toString());
        parts.put("until", held.hold().until().toString());
        parts.put("then", release ? "released" : "discarded");
        parts.put("rule", rule);
        parts.put("status", status);
        parts.put("text", text);
        return JsonTree.write(parts);
    }
}
