package io.carom.standalone.server;

import io.carom.api.EventKind;
import io.carom.spi.Totals;
import io.carom.standalone.decision.Told;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The form above the log. For one request. */
final class FilterForm {
    private final LogQuery query;
    private final Totals totals;

    FilterForm(LogQuery query, Totals totals) {
        this.query = query;
        this.totals = totals;
    }

    void render(Html html) {
        html.open("details", "class", "filters", "open", query.filtered() ? "open" : null);
        html.element("summary", "Filter");
        html.open("form", "action", "/#log", "method", "get", "class", "filter", "role", "search");
        choice(
                html,
                "kind",
                "What",
                Arrays.stream(EventKind.values())
                        .filter(EventKind::decided)
                        .map(EventKind::word)
                        .toList());
        choice(html, "type", "Type", List.of("hard", "soft"));
        choice(html, "reason", "Reason", totals.byReason().keySet());
        field(html, "code", "Code", "5.7%", "search");
        field(html, "domain", "Domain", "example.com", "search");
        field(html, "recipient", "Recipient", "bob@example.com", "search");
        field(html, "campaign", "Campaign", "", "search");
        field(html, "list", "List", "", "search");
        field(html, "text", "Text", "blocked", "search");
        field(html, "from", "From (UTC)", "2026-11-16", "search");
        field(html, "to", "To (UTC)", "2026-11-17", "search");
        html.open("label", "class", "check")
                .open(
                        "input",
                        "type",
                        "checkbox",
                        "name",
                        "duplicates",
                        "value",
                        "yes",
                        "checked",
                        query.field("duplicates").isEmpty() ? null : "checked")
                .text(" duplicates, too")
                .close("label");
        html.open("div", "class", "buttons").element("button", "Filter", "type", "submit");
        if (query.filtered()) {
            html.element("a", "Clear", "href", "/#log");
        }
        html.close("div").close("form").close("details");
        Optional<String> problem = query.problem();
        if (problem.isPresent()) {
            html.element("p", problem.get(), "class", "odd", "role", "alert");
        }
    }

    private void choice(Html html, String name, String label, Collection<String> words) {
        html.open("label").element("span", label);
        html.open("select", "name", name);
        html.element("option", "any", "value", "");
        for (String word : words) {
            html.element(
                    "option",
                    Told.plain(word),
                    "value",
                    word,
                    "selected",
                    query.field(name).equals(word) ? "selected" : null);
        }
        if (!query.field(name).isEmpty() && !words.contains(query.field(name))) {
            html.element("option", query.field(name), "value", query.field(name), "selected", "selected");
        }
        html.close("select").close("label");
    }

    private void field(Html html, String name, String label, String example, String type) {
        html.open("label").element("span", label);
        html.open(
                "input",
                "type",
                type,
                "name",
                name,
                "value",
                query.field(name),
                "placeholder",
                example,
                "autocomplete",
                "off",
                "spellcheck",
                "false");
        html.close("label");
    }
}
