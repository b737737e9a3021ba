package io.carom.engine.simulate.generate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** When receivers are down and when they refuse the sending address. Immutable once made. */
final class Weather {
    private record Span(Instant from, Instant to) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    private final Map<String, List<Span>> outages = new HashMap<>();
    private final Span blocked;
    private final Set<String> blockedBy;

    Weather(Profile profile, Tables tables, SplittableRandom random, Instant from, int days) {
        double hours = days * 24.0;
        double rate = profile.number("outages-a-day");
        for (Tables.Receiver receiver : tables.receivers()) {
            double at = rate == 0 ? hours : Person.exponential(random, 24 / rate);
            while (at < hours) {
                outage(
                        receiver.domain(),
                        Person.after(from, at),
                        Person.exponential(random, profile.number("outage-for")));
                at += Person.exponential(random, 24 / rate);
            }
        }
        double great = profile.number("great-outage-for");
        if (great > 0) {
            outage(
                    profile.text("great-outage-of"),
                    Person.after(from, hours * profile.number("great-outage-at")),
                    Math.min(great, hours / 2));
        }
        Instant begins = Person.after(from, hours * profile.number("blocked-at"));
        blocked = new Span(begins, Person.after(begins, Math.min(hours / 2, profile.number("blocked-for"))));
        blockedBy = Set.of(profile.text("blocked-by").split(","));
    }

    private void outage(String domain, Instant from, double hours) {
        outages.computeIfAbsent(domain, unheard -> new ArrayList<>()).add(new Span(from, Person.after(from, hours)));
    }

    boolean down(String domain, Instant at) {
        for (Span span : outages.getOrDefault(domain, List.of())) {
            if (span.holds(at)) {
                return true;
            }
        }
        return false;
    }

    boolean blocks(String domain, Instant at) {
        return blocked.holds(at) && blockedBy.contains(domain);
    }
}
