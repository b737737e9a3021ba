package io.carom.standalone.simulate;

import io.carom.engine.simulate.Gate;
import io.carom.engine.simulate.SimulationReport;
import io.carom.standalone.server.Html;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The report of a simulation as one page that needs nothing else: no script, no file beside it, no network. Stateless. */
public final class HtmlReport {
    private static final int BARS = 20;
    private static final int ROWS = 200;
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
            th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #d8dee4;vertical-align:top}td.n,th.n{text-align:right}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f8fa;padding:.6rem;font-size:13px}
            .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1rem}svg{max-width:100%;height:auto}
            .failed{color:#b3261e;font-weight:600}.passed{color:#1a6e33}
            @media (prefers-color-scheme:dark){body{background:#111418;color:#e3e6ea}pre{background:#1c2128}th,td{border-color:#343b44}
            .failed{color:#ff8a80}.passed{color:#7ee29a}}
            """;

    private HtmlReport() {}

    /** The page; everything that comes from elsewhere is escaped. */
    public static String of(SimulationReport report, List<Gate.Verdict> verdicts) {
        Html page = new Html();
        page.doctype().open("html", "lang", "en").open("head");
        page.open("meta", "charset", "utf-8").open("meta", "name", "viewport", "content", "width=device-width");
        page.open(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        page.element("title", "Simulation")
                .element("style", STYLE)
                .close("head")
                .open("body");
        page.element("h1", "What the candidate would have decided otherwise").open("pre");
        TextReport.heading(report).forEach(line -> page.text(line).text("\n"));
        page.close("pre");
        gates(page, verdicts);
        chart(
                page,
                "Decisions that differ",
                report.matrix(),
                cell -> cell.from() + " → " + cell.to(),
                SimulationReport.Cell::count);
        chart(
                page,
                "Changed by domain",
                changed(report.domains()),
                SimulationReport.Group::name,
                SimulationReport.Group::changed);
        chart(
                page,
                "Changed by reason",
                changed(report.reasons()),
                SimulationReport.Group::name,
                SimulationReport.Group::changed);
        chart(
                page,
                "Changed by campaign",
                changed(report.campaigns()),
                SimulationReport.Group::name,
                SimulationReport.Group::changed);
        actions(page, report);
        rules(page, report);
        learnt(page, report);
        samples(page, report);
        return page.close("body").close("html").toString();
    }

    private static List<SimulationReport.Group> changed(List<SimulationReport.Group> groups) {
        return groups.stream().filter(group -> group.changed() > 0).toList();
    }

    private static void gates(Html page, List<Gate.Verdict> verdicts) {
        for (Gate.Verdict verdict : verdicts) {
            page.element("p", verdict.told(), "class", verdict.failed() ? "failed" : "passed");
        }
    }

    private static <T> void chart(
            Html page, String title, List<T> all, Function<T, String> name, ToLongFunction<T> count) {
        page.element("h2", title);
        if (all.isEmpty()) {
            page.element("p", "Nothing differs.");
            return;
        }
        List<T> shown = all.subList(0, Math.min(BARS, all.size()));
        long most = shown.stream().mapToLong(count).max().orElse(1);
        int height = shown.size() * 24;
        page.open("svg", "viewBox", "0 0 1000 " + height, "role", "img", "aria-label", title);
        for (int i = 0; i < shown.size(); i++) {
            T bar = shown.get(i);
            long value = count.applyAsLong(bar);
            String width = String.format(Locale.ROOT, "%.1f", Math.max(1, 330.0 * value / Math.max(1, most)));
            String y = String.valueOf(i * 24 + 4);
            String base = String.valueOf(i * 24 + 17);
            page.element("text", name.apply(bar), "x", "0", "y", base, "font-size", "13", "fill", "currentColor");
            page.open("rect", "x", "590", "y", y, "width", width, "height", "16", "fill", "#4078c0")
                    .close("rect");
            String beside = String.format(Locale.ROOT, "%.1f", 598 + Double.parseDouble(width));
            page.element(
                    "text",
                    String.format(Locale.ROOT, "%,d", value),
                    "x",
                    beside,
                    "y",
                    base,
                    "font-size",
                    "13",
                    "fill",
                    "currentColor");
        }
        page.close("svg");
        if (all.size() > shown.size()) {
            page.element("p", "and " + (all.size() - shown.size()) + " more");
        }
    }

    private static void actions(Html page, SimulationReport report) {
        page.element("h2", "What follows").open("table");
        head(page, "Action", "Baseline", "Candidate");
        for (SimulationReport.Count action : report.actions()) {
            page.open("tr").element("td", action.name());
            number(page, action.baseline());
            number(page, action.candidate());
            page.close("tr");
        }
        page.close("table");
    }

    private static void rules(Html page, SimulationReport report) {
        page.element("h2", "Rules").open("table");
        head(page, "Rule", "Baseline", "Candidate", "Changed", "Overridden", "Refused", "Contradicted", "Advice");
        for (SimulationReport.Rule rule : report.rules()) {
            page.open("tr").element("td", rule.rule());
            number(page, rule.baseline());
            number(page, rule.candidate());
            number(page, rule.changed());
            number(page, rule.overridden());
            number(page, rule.refused());
            number(page, rule.contradicted());
            page.element("td", rule.why().isEmpty() ? rule.advice() : rule.advice() + ": " + rule.why())
                    .close("tr");
        }
        page.close("table");
    }

    private static void learnt(Html page, SimulationReport report) {
        if (report.modelled().cells().isEmpty()) {
            return;
        }
        page.element("h2", "What modelled retries go by").open("table");
        head(page, "Reason, domain, delay", "Recorded retries", "Delivered", "Share", "Used");
        for (SimulationReport.Learnt cell : report.modelled().cells()) {
            page.open("tr").element("td", cell.what());
            number(page, cell.tried());
            number(page, cell.delivered());
            page.element(
                    "td",
                    String.format(
                            Locale.ROOT,
                            "%.1f%% to %.1f%%",
                            cell.share().low() * 100,
                            cell.share().high() * 100),
                    "class",
                    "n");
            number(page, cell.used());
            page.close("tr");
        }
        page.close("table");
    }

    private static void samples(Html page, SimulationReport report) {
        page.element("h2", "Examples");
        for (SimulationReport.Sample sample :
                report.samples().subList(0, Math.min(ROWS, report.samples().size()))) {
            page.open("details").element("summary", sample.from() + " → " + sample.to());
            page.element("pre", sample.event() == null ? "a timer" : sample.event())
                    .open("div", "class", "pair");
            page.open("div")
                    .element("h3", "Baseline")
                    .element("pre", told(sample.baseline()))
                    .close("div");
            page.open("div")
                    .element("h3", "Candidate")
                    .element("pre", told(sample.candidate()))
                    .close("div");
            page.close("div").close("details");
        }
    }

    private static String told(@org.jspecify.annotations.Nullable String decision) {
        return decision == null ? "no such decision" : decision;
    }

    private static void head(Html page, String... titles) {
        page.open("tr");
        for (int i = 0; i < titles.length; i++) {
            page.element("th", titles[i], "class", i == 0 || titles[i].equals("Advice") ? null : "n");
        }
        page.close("tr");
    }

    private static void number(Html page, long value) {
        page.element("td", String.format(Locale.ROOT, "%,d", value), "class", "n");
    }
}
