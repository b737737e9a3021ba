package io.carom.standalone.policy;

import io.carom.engine.cases.Coverage;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Text;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints what the cases of a policy cover. Immutable. */
public record CoverageReport(Coverage coverage) {
    /** What no case reaches, then the shares. */
    public void text(PrintStream out) {
        coverage.problems().forEach(problem -> out.println(Text.oneLine(problem.toString())));
        for (Coverage.OfRule rule : coverage.rules()) {
            List<String> undecided = rule.conditions().entrySet().stream()
                    .filter(condition -> condition.getValue() == 0)
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            if (rule.matched() == 0 || !undecided.isEmpty()) {
                out.println(rule.rule().name() + "  (" + rule.rule().file() + ":"
                        + rule.rule().line() + ")");
                if (rule.matched() == 0) {
                    out.println("    no event of a case matches it");
                }
                undecided.forEach(
                        condition -> out.println("    no event of a case fails first at: " + Text.oneLine(condition)));
            }
        }
        coverage.scripts().forEach((name, times) -> {
            if (times == 0) {
                out.println(name + "  (" + coverage.file(name) + ")");
                out.println("    takes part in no case");
            }
        });
        out.println(coverage.cases() + " cases; rules and scripts " + percent(coverage.ofRules()) + ", conditions "
                + percent(coverage.ofConditions()));
    }

    /** One object. */
    public void json(PrintStream out) {
        out.print(JsonLine.of(json -> {
                    json.writeNumberProperty("cases", coverage.cases());
                    json.writeNumberProperty("ofRules", coverage.ofRules());
                    json.writeNumberProperty("ofConditions", coverage.ofConditions());
                    json.writeName("rules");
                    json.writeStartArray();
                    for (Coverage.OfRule rule : coverage.rules()) {
                        json.writeStartObject();
                        json.writeStringProperty("rule", rule.rule().name());
                        json.writeStringProperty("file", rule.rule().file());
                        json.writeNumberProperty("line", rule.rule().line());
                        json.writeNumberProperty("matched", rule.matched());
                        json.writeName("conditions");
                        json.writeStartArray();
                        new TreeMap<>(rule.conditions()).forEach((condition, failed) -> {
                            json.writeStartObject();
                            json.writeStringProperty("condition", condition);
                            json.writeNumberProperty("failedFirst", failed);
                            json.writeEndObject();
                        });
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeName("scripts");
                    json.writeStartArray();
                    coverage.scripts().forEach((name, times) -> {
                        json.writeStartObject();
                        json.writeStringProperty("script", name);
                        json.writeStringProperty("file", coverage.file(name));
                        json.writeNumberProperty("cases", times);
                        json.writeEndObject();
                    });
                    json.writeEndArray();
                })
                + "\n");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", Math.floor(share * 1000) / 10);
    }
}
