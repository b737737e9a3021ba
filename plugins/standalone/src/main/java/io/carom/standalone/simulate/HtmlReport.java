package io.carom.standalone.simulate;

import io.carom.engine.simulate.Case;
import io.carom.engine.simulate.Gate;
import io.carom.engine.simulate.SimulationReport;
import io.carom.engine.simulate.SimulationReport.Figure;
import io.carom.standalone.server.Html;
import java.util.List;

/** The report of a simulation as one page that needs nothing else: no script, no file beside it, no network. Stateless. */
public final class HtmlReport {
    private static final int BARS = 25;
    private static final int MOST_CASES = 2_000;
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d8dee4;--paper:#fff;--shade:#f6f8fa;--bar:#3b6fb5;--other:#b9c7da;--bad:#b3261e;--good:#1a6e33}
            *{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1rem;color:var(--ink);background:var(--paper)}
            h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.15rem;margin:2.2rem 0 .4rem}h3{font-size:1rem;margin:.4rem 0}p{margin:.4rem 0}small,.soft{color:var(--soft)}
            .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:.7rem;margin:1rem 0}
            .card{border:1px solid var(--line);border-radius:.5rem;padding:.6rem .8rem;overflow-wrap:anywhere}.card b{display:block;font-size:1.05rem}
            .scroll{overflow-x:auto}.scroll table{min-width:36rem}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
            th,td{text-align:left;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}td{overflow-wrap:anywhere}
            td.n,th.n{text-align:right;white-space:nowrap}th{font-weight:600;color:var(--soft);font-size:.85rem}
            .bars{display:grid;grid-template-columns:minmax(0,1fr);gap:.15rem}.bar{display:grid;grid-template-columns:minmax(0,24rem) minmax(4rem,1fr) 9rem;gap:.6rem;align-items:center}
            .bar .name{overflow-wrap:anywhere}.bar svg{width:100%;height:.8rem;display:block}.bar .n{min-width:3.5rem;text-align:right;font-variant-numeric:tabular-nums}
            @media (max-width:40rem){.bar{grid-template-columns:minmax(0,1fr) auto}.bar .name{grid-column:1/3}}
            .days svg{width:100%;height:7rem;display:block;border-bottom:1px solid var(--line)}.ends{display:flex;justify-content:space-between;color:var(--soft);font-size:.85rem}
            rect.a{fill:var(--bar)}rect.b{fill:var(--other)}rect.i{fill:var(--ink);opacity:.35}
            details{border-bottom:1px solid var(--line);padding:.3rem 0}summary{cursor:pointer;overflow-wrap:anywhere}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--shade);padding:.6rem;font-size:13px;border-radius:.3rem;margin:.3rem 0}
            .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem}.pair ul{padding-left:1.1rem;margin:.3rem 0}.pair li{overflow-wrap:anywhere}
            .failed{color:var(--bad);font-weight:600}.passed{color:var(--good)}.tag{border:1px solid var(--line);border-radius:.3rem;padding:0 .3rem;font-size:.8rem;color:var(--soft)}
            @media (prefers-color-scheme:dark){:root{--ink:#e3e6ea;--soft:#9aa4af;--line:#343b44;--paper:#111418;--shade:#1c2128;--bar:#6ea1e6;--other:#3b4757;--bad:#ff8a80;--good:#7ee29a}}
            """;

    private HtmlReport() {}

    /** The page; everything that comes from elsewhere is escaped. */
    public static String of(SimulationReport report, List<Gate.Verdict> verdicts) {
        Html page = new Html();
        page.doctype().open("html", "lang", "en").open("head");
        page.open("meta", "charset", "utf-8");
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.open(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        page.element("title", "What the candidate would have decided otherwise");
        page.element("style", STYLE).close("head").open("body");
        page.element("h1", "What the candidate would have decided otherwise");
        verdicts.forEach(verdict -> page.element("p", verdict.told(), "class", verdict.failed() ? "failed" : "passed"));
        cards(page, report);
        days(page, report);
        matrix(page, report);
        incidents(page, report);
        groups(page, "By domain", report.domains(), true);
        groups(page, "By reason", report.reasons(), false);
        groups(page, "By campaign", report.campaigns(), false);
        actions(page, report);
        rules(page, report);
        learnt(page, report);
        cases(page, report);
        return page.close("body").close("html").toString();
    }

    private static void cards(Html page, SimulationReport report) {
        page.open("div", "class", "cards");
        for (Words.Line line : Words.summary(report)) {
            page.open("div", "class", "card").element("small", line.name()).element("b", line.value());
            page.element("small", line.more()).close("div");
        }
        page.close("div").element("p", Words.legend(report), "class", "soft");
    }

    private static void days(Html page, SimulationReport report) {
        List<SimulationReport.Day> days = report.days();
        if (days.isEmpty()) {
            return;
        }
        page.element("h2", "Day by day: decisions that differ");
        long most = days.stream().mapToLong(SimulationReport.Day::changed).max().orElse(1);
        page.open("div", "class", "days")
                .open(
                        "svg",
                        "viewBox",
                        "0 0 " + days.size() * 10 + " 100",
                        "preserveAspectRatio",
                        "none",
                        "role",
                        "img",
                        "aria-label",
                        "Decisions that differ, by day");
        for (int i = 0; i < days.size(); i++) {
            SimulationReport.Day day = days.get(i);
            double height = 100.0 * day.changed() / Math.max(1, most);
            page.open(
                            "rect",
                            "class",
                            "a",
                            "x",
                            String.valueOf(i * 10 + 1),
                            "y",
                            Words.say("%.2f", 100 - height),
                            "width",
                            "8",
                            "height",
                            Words.say("%.2f", height))
                    .element("title", Words.say("%s: %,d of %,d decisions", day.day(), day.changed(), day.decisions()))
                    .close("rect");
        }
        page.close("svg")
                .open("div", "class", "ends")
                .element("span", days.get(0).day());
        page.element("span", Words.say("highest: %,d", most));
        page.element("span", days.get(days.size() - 1).day()).close("div").close("div");
    }

    private static void matrix(Html page, SimulationReport report) {
        page.element("h2", "Decisions that differ, from → to");
        long most = report.matrix().stream()
                .mapToLong(cell -> cell.count().value())
                .max()
                .orElse(0);
        if (most == 0) {
            page.element("p", "Nothing differs.");
            return;
        }
        page.open("div", "class", "bars");
        report.matrix().stream()
                .limit(BARS)
                .forEach(cell -> bar(page, cell.from() + " → " + cell.to(), cell.count(), most, ""));
        page.close("div");
        more(page, report.matrix().size());
    }

    /** A bar with its seeds' interval as a thin line within. */
    private static void bar(Html page, String name, Figure figure, long most, String title) {
        page.open("div", "class", "bar", "title", title.isEmpty() ? null : title);
        page.element("span", name, "class", "name").open("svg", "aria-hidden", "true");
        rect(page, "a", 0, figure.value(), most, "25%", "50%");
        if (figure.low() != figure.high()) {
            rect(page, "i", figure.low(), figure.high() - figure.low(), most, "0", "100%");
        }
        page.close("svg").element("span", Words.figure(figure), "class", "n").close("div");
    }

    private static void rect(Html page, String kind, long from, long width, long most, String y, String height) {
        page.open(
                        "rect",
                        "class",
                        kind,
                        "x",
                        Words.say("%.2f%%", Math.min(100, 100.0 * from / most)),
                        "y",
                        y,
                        "width",
                        Words.say("%.2f%%", Math.min(100, 100.0 * width / most)),
                        "height",
                        height)
                .close("rect");
    }

    private static void more(Html page, int all) {
        if (all > BARS) {
            page.element("p", "and " + (all - BARS) + " more; --format json has them", "class", "soft");
        }
    }

    private static void incidents(Html page, SimulationReport report) {
        page.element("h2", "Alerts and holds");
        if (report.incidents().isEmpty()) {
            page.element("p", "None under either policy.");
            return;
        }
        table(page, "What", "Where", "#Baseline", "#Candidate", "First");
        report.incidents().stream().limit(BARS).forEach(one -> {
            page.open("tr").element("td", one.what()).element("td", one.where());
            number(page, Words.number(one.baseline()));
            number(page, Words.number(one.candidate()));
            page.element("td", one.first().toString()).close("tr");
        });
        page.close("table").close("div");
        more(page, report.incidents().size());
    }

    private static void groups(Html page, String title, List<SimulationReport.Group> groups, boolean addresses) {
        List<SimulationReport.Group> changed = groups.stream()
                .filter(group -> group.changed().value() > 0
                        || group.lost().value() > 0
                        || group.regained().value() > 0)
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        page.element("h2", title).open("div", "class", "bars");
        long most = changed.stream()
                .mapToLong(group -> group.changed().value())
                .max()
                .orElse(1);
        for (SimulationReport.Group group : changed.subList(0, Math.min(BARS, changed.size()))) {
            String beside = Words.say(
                    "%s (of %,d%s%s)",
                    group.name(),
                    group.decisions(),
                    group.decisions() < SimulationReport.SMALL ? ", a small number" : "",
                    addresses
                            ? "; lost " + Words.figure(group.lost()) + ", regained " + Words.figure(group.regained())
                            : "");
            bar(page, beside, group.changed(), Math.max(1, most), "");
        }
        page.close("div");
        more(page, changed.size());
    }

    private static void actions(Html page, SimulationReport report) {
        page.element("h2", "What follows");
        table(page, "Action", "#Baseline", "#Candidate", "#Only baseline", "#Only candidate");
        for (SimulationReport.Count action : report.actions()) {
            page.open("tr").element("td", action.name());
            number(page, Words.number(action.baseline()));
            number(page, Words.figure(action.candidate()));
            number(page, Words.number(action.onlyBaseline()));
            number(page, Words.number(action.onlyCandidate()));
            page.close("tr");
        }
        page.close("table").close("div");
    }

    private static void rules(Html page, SimulationReport report) {
        page.element("h2", "Rules");
        table(
                page,
                "Rule",
                "#Baseline",
                "#Candidate",
                "#Wins",
                "#Loses",
                "#Overridden",
                "#Refused",
                "#Contradicted",
                "Advice",
                "Cases");
        List<SimulationReport.Rule> fired = report.rules().stream()
                .filter(rule -> rule.baseline() > 0
                        || rule.candidate().value() > 0
                        || rule.refused() > 0
                        || rule.overridden() > 0
                        || !rule.advice().equals("keep"))
                .toList();
        for (SimulationReport.Rule rule : fired) {
            page.open("tr").element("td", rule.rule());
            number(page, Words.number(rule.baseline()));
            number(page, Words.figure(rule.candidate()));
            number(page, Words.number(rule.gained()));
            number(page, Words.number(rule.lost()));
            number(page, Words.number(rule.overridden()));
            number(page, Words.number(rule.refused()));
            number(page, Words.say("%,d of %,d", rule.contradicted(), rule.marked()));
            page.element("td", rule.why().isEmpty() ? rule.advice() : rule.advice() + ": " + rule.why());
            page.element(
                    "td",
                    String.join(" ", rule.cases())
                            + (rule.contradictedCases().isEmpty()
                                    ? ""
                                    : " contradicted: " + String.join(" ", rule.contradictedCases())));
            page.close("tr");
        }
        page.close("table").close("div");
        List<String> never = report.rules().stream()
                .filter(rule -> !fired.contains(rule))
                .map(SimulationReport.Rule::rule)
                .toList();
        if (!never.isEmpty()) {
            page.open("details")
                    .element("summary", Words.say("%,d rules never fired under either policy", never.size()))
                    .element("p", String.join(", ", never))
                    .close("details");
        }
    }

    private static void learnt(Html page, SimulationReport report) {
        if (report.modelled().cells().isEmpty()) {
            return;
        }
        page.element("h2", "What modelled retries go by");
        table(page, "Reason, domain, delay", "#Recorded retries", "#Delivered", "#Share, 95 %", "#Used");
        for (SimulationReport.Learnt cell : report.modelled().cells()) {
            page.open("tr")
                    .element("td", cell.what() + (cell.tried() < SimulationReport.SMALL ? " (a small number)" : ""));
            number(page, Words.number(cell.tried()));
            number(page, Words.number(cell.delivered()));
            number(page, Words.percent(cell.share()));
            number(page, Words.number(cell.used()));
            page.close("tr");
        }
        page.close("table").close("div");
    }

    private static void cases(Html page, SimulationReport report) {
        page.element("h2", "Cases");
        page.element(
                "p",
                Words.say(
                        "%,d of %,d cases that differ. Any other opens with --case ID; --cases FILE writes them all, --samples N shows more here.",
                        Math.min(MOST_CASES, report.samples().size()), report.changed()),
                "class",
                "soft");
        for (Case one : report.samples()
                .subList(0, Math.min(MOST_CASES, report.samples().size()))) {
            page.open("details").open("summary").text(one.from() + " → " + one.to() + " ");
            page.element("span", one.id(), "class", "tag");
            if (one.modelled()) {
                page.text(" ").element("span", "modelled", "class", "tag");
            }
            page.close("summary").element("pre", one.event() == null ? "a timer" : one.event());
            page.open("div", "class", "pair");
            explanation(page, "Baseline", CaseText.told(one.baseline()));
            explanation(page, "Candidate", CaseText.told(one.candidate()));
            page.close("div").close("details");
        }
    }

    private static void explanation(Html page, String title, List<String> lines) {
        page.open("div").element("h3", title).open("ul");
        lines.forEach(line -> page.element("li", line));
        page.close("ul").close("div");
    }

    /** Begins a table that scrolls by itself; titles of numbers begin with {@code #}. */
    private static void table(Html page, String... titles) {
        page.open("div", "class", "scroll", "tabindex", "0").open("table").open("tr");
        for (String title : titles) {
            boolean number = title.startsWith("#");
            page.element("th", number ? title.substring(1) : title, "class", number ? "n" : null);
        }
        page.close("tr");
    }

    private static void number(Html page, String value) {
        page.element("td", value, "class", "n");
    }
}
