package io.carom.standalone.server;

import io.carom.spi.Incident;
import io.carom.spi.LogRow;
import io.carom.spi.Totals;
import io.carom.standalone.decision.Times;
import io.carom.standalone.decision.Told;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first page: figures over everything, then the log, each row with its explanation. For one request. */
final class FrontPage {
    private static final int BARS = 8;

    private final Site site;
    private final Totals totals;
    private final LogQuery query;
    private final List<LogRow> rows;
    /** So many rows behind a page's first one are counted. */
    static final int COUNTED = 10_000;

    private final long count;
    private final List<Incident> incidents;
    private final Html html = new Html();

    FrontPage(Site site, Totals totals, LogQuery query, List<LogRow> rows, long count, List<Incident> incidents) {
        this.incidents = incidents;
        this.site = site;
        this.totals = totals;
        this.query = query;
        this.rows = rows;
        this.count = count;
    }

    String render() {
        Layout.begin(html, site, "Bounces");
        if (site.demo() != null) {
            html.open("p", "class", "note");
            html.element("strong", "Demo.").text(" " + site.demo());
            html.close("p");
        }
        goingOn();
        figures();
        breakdowns();
        html.open("section", "id", "log", "aria-labelledby", "log-title");
        html.element("h2", "Bounce log", "id", "log-title");
        new FilterForm(query, totals).render(html);
        if (rows.isEmpty()) {
            html.element(
                    "p",
                    query.filtered() ? "Nothing recorded matches this filter." : "Nothing is recorded yet.",
                    "class",
                    "empty");
        } else {
            table();
            paging();
        }
        html.close("section");
        Layout.end(html, site);
        return html.toString();
    }

    private void goingOn() {
        if (incidents.isEmpty()) {
            return;
        }
        html.open("section", "class", "note", "id", "incidents", "aria-labelledby", "incidents-title");
        html.element("h2", "Incidents that go on", "id", "incidents-title");
        html.open("ul");
        for (Incident incident : incidents) {
            Incident.Part leading = incident.leading();
            html.open("li");
            html.element("strong", Told.plain(leading.signal())).text(" at " + leading.scope());
            html.text(" since " + Times.column(incident.opened()) + " UTC"
                    + (incident.state() == Incident.State.QUIET ? ", quiet now" : "") + ". ");
            if (incident.reach().waiting() > 0) {
                html.text(String.format(
                        Locale.ROOT, "%,d changes wait. ", incident.reach().waiting()));
            }
            html.text(leading.advice() == null ? "" : leading.advice() + ". ");
            html.element("code", "carom incidents show " + incident.number());
            html.close("li");
        }
        html.close("ul").close("section");
    }

    private void figures() {
        html.open("ul", "class", "figures");
        figure("Events", totals.events(), "and " + totals.duplicates() + " reported again", "");
        figure("Hard bounces", of(totals.byType(), "hard"), "these deliveries failed for good", "hard");
        figure("Soft bounces", of(totals.byType(), "soft"), "may work later", "soft");
        figure("Complaints", of(totals.byKind(), "complaint"), "the reader said spam, or wants out", "complaint");
        figure("Bounced addresses", of(totals.bySubscriber(), "bounced"), "no more mail goes there", "");
        figure("Still subscribed", of(totals.bySubscriber(), "subscribed"), "of the addresses heard of", "");
        html.close("ul");
    }

    private void figure(String name, long number, String meaning, String tone) {
        html.open("li", "class", tone.isEmpty() ? "figure" : "figure " + tone);
        html.element("span", name, "class", "name");
        html.element("strong", String.format(Locale.ROOT, "%,d", number));
        html.element("span", meaning, "class", "meaning");
        html.close("li");
    }

    private void breakdowns() {
        html.open("div", "class", "breakdowns");
        bars("Reasons", totals.byReason(), "reason");
        bars("Receiving domains", totals.byDomain(), "domain");
        bars("What happened", totals.byKind(), "kind");
        bars("Subscribers", totals.bySubscriber(), null);
        html.close("div");
    }

    private void bars(String title, Map<String, Long> counts, @Nullable String field) {
        html.open("section", "class", "bars").element("h2", title);
        if (counts.isEmpty()) {
            html.element("p", "nothing yet", "class", "empty").close("section");
            return;
        }
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
        html.open("ul");
        counts.entrySet().stream().limit(BARS).forEach(entry -> {
            html.open("li");
            String shown = "domain".equals(field) ? entry.getKey() : Told.plain(entry.getKey());
            if (field == null) {
                html.element("span", shown, "class", "what");
            } else {
                String address = LogQuery.of(name -> name.equals(field) ? entry.getKey() : null)
                        .page(0);
                html.element("a", shown, "href", address, "class", "what");
            }
            html.element("span", String.format(Locale.ROOT, "%,d", entry.getValue()), "class", "number");
            html.open(
                            "svg",
                            "class",
                            "bar",
                            "viewBox",
                            "0 0 100 4",
                            "preserveAspectRatio",
                            "none",
                            "aria-hidden",
                            "true")
                    .open("rect", "width", String.valueOf(Math.max(1, entry.getValue() * 100 / most)), "height", "4")
                    .close("rect")
                    .close("svg");
            html.close("li");
        });
        html.close("ul").close("section");
    }

    private void table() {
        html.open("table", "class", "log");
        html.element(
                "caption",
                String.format(
                        Locale.ROOT,
                        "%,d to %,d of %s%,d, newest first. Times are UTC. Open a row to read why.",
                        query.offset() + 1,
                        query.offset() + rows.size(),
                        count == query.offset() + COUNTED ? "at least " : "",
                        count));
        html.open("thead").open("tr");
        for (String heading : List.of("Time", "Recipient", "Type", "Code", "Reason", "Outcome")) {
            html.element("th", heading, "scope", "col");
        }
        html.close("tr").close("thead");
        for (LogRow row : rows) {
            new LogEntry(row).render(html);
        }
        html.close("table");
    }

    private void paging() {
        html.open("nav", "class", "paging", "aria-label", "Pages of the log");
        if (query.offset() > 0) {
            html.element(
                    "a", "← newer", "href", query.page(Math.max(0, query.offset() - LogQuery.PAGE)), "rel", "prev");
        }
        if (!rows.isEmpty() && query.offset() + rows.size() < count) {
            LogRow last = rows.get(rows.size() - 1);
            html.element("a", "older →", "href", query.page(query.offset() + rows.size(), last), "rel", "next");
        }
        html.close("nav");
    }

    private static long of(Map<String, Long> counts, String name) {
        return counts.getOrDefault(name, 0L);
    }
}
