package io.carom.standalone.server;

import io.carom.spi.LogRow;
import io.carom.standalone.decision.Times;
import io.carom.standalone.decision.Told;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of the log with its explanation, closed until somebody opens it. For one request. */
final class LogEntry {
    private static final int SHOWN = 160;

    private final LogRow row;
    private final Told told;

    LogEntry(LogRow row) {
        this.row = row;
        this.told = Told.of(row.decisionJson());
    }

    void render(Html html) {
        html.open("tbody", "id", "r" + row.seq(), "class", row.duplicate() ? "duplicate" : null);
        html.open("tr", "class", "main");
        html.open("td", "class", "time")
                .element("time", Times.column(row.at()), "datetime", row.at().toString())
                .close("td");
        html.element("td", row.recipient(), "class", "recipient");
        html.open("td", "class", "type");
        html.element("span", type(), "class", "badge " + tone()).close("td");
        html.element("td", code(), "class", "code");
        html.element("td", Told.plain(row.reason()), "class", "reason");
        html.element("td", told.outcome(), "class", "outcome " + tone(told.outcome()));
        html.close("tr");
        html.open("tr", "class", "why").open("td", "colspan", "6");
        html.open("details").open("summary");
        html.element("span", headline(), "class", "said");
        html.close("summary");
        explanation(html);
        html.close("details").close("td").close("tr").close("tbody");
    }

    private String type() {
        return row.bounceType() != null && row.kind().equals("bounce") ? row.bounceType() : Told.plain(row.kind());
    }

    private String tone() {
        return row.bounceType() != null && row.kind().equals("bounce") ? row.bounceType() : "kind-" + row.kind();
    }

    private static String tone(String outcome) {
        return switch (outcome) {
            case "bounced", "suppressed", "complained", "unsubscribed" -> "changed";
            default -> "";
        };
    }

    private String code() {
        String reply = row.replyCode() == null ? "" : row.replyCode().toString();
        return row.status() == null ? reply : reply.isEmpty() ? row.status() : reply + " " + row.status();
    }

    private String headline() {
        String said = row.diagnostic();
        if (said == null || said.isBlank()) {
            List<Told.Step> because = told.because();
            return because.isEmpty() ? "Why" : because.get(because.size() - 1).text();
        }
        String line = said.strip().replaceAll("\\s+", " ");
        return line.length() > SHOWN ? line.substring(0, SHOWN - 1) + "…" : line;
    }

    private void explanation(Html html) {
        html.open("div", "class", "explanation");
        html.open("dl");
        pair(html, "Subscriber", told.change() == null ? "unchanged" : told.change());
        pair(html, "Next try", told.retry());
        pair(html, "Fault", told.classified("fault"));
        pair(html, "Made hard by", plainOrNull(told.classified("promoted")));
        pair(html, "Feedback type", row.feedbackType());
        pair(html, "Campaign", row.campaign());
        pair(html, "List", row.list());
        pair(html, "Proof of origin", plainOrNull(row.proof()));
        pair(html, "Policy", told.policy());
        pair(html, "Event", row.id());
        pair(html, "Timer", told.timer());
        html.close("dl");
        if (row.diagnostic() != null) {
            html.element("h3", "What the receiver said");
            html.element("pre", row.diagnostic());
        }
        if (told.duplicate()) {
            html.element("p", "This failure was counted before; nothing follows from hearing of it again.");
        }
        if (told.disagreement()) {
            html.element("p", "Code and text disagree; the closer one of the two was believed.", "class", "odd");
        }
        steps(html);
        list(html, "What follows", told.actions());
        list(html, "Refused by the engine", told.refused());
        html.close("div");
    }

    private void steps(Html html) {
        List<Told.Step> steps = told.because();
        if (steps.isEmpty()) {
            return;
        }
        html.element("h3", "Because").open("ol", "class", "steps");
        for (Told.Step step : steps) {
            html.open("li", "class", step.outcome());
            html.element("span", step.phase(), "class", "phase");
            html.element("span", step.text(), "class", "sentence");
            html.open("span", "class", "rule").text(step.rule());
            if (step.place() != null) {
                html.text(" · " + step.place());
            }
            html.close("span");
            if (!step.outcome().equals("won")) {
                html.element("span", step.outcome(), "class", "lost");
            }
            html.close("li");
        }
        html.close("ol");
    }

    private static void list(Html html, String title, List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        html.element("h3", title).open("ul");
        items.forEach(item -> html.element("li", item));
        html.close("ul");
    }

    private static void pair(Html html, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            html.open("div").element("dt", name).element("dd", value).close("div");
        }
    }

    private static @Nullable String plainOrNull(@Nullable String word) {
        return word == null ? null : Told.plain(word);
    }
}
