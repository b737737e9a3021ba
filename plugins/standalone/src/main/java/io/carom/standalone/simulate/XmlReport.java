package io.carom.standalone.simulate;

import io.carom.engine.simulate.Gate;
import io.carom.engine.simulate.SimulationReport;
import java.util.List;

/** The gates of a simulation as JUnit XML, for a build server. Stateless. */
public final class XmlReport {
    private XmlReport() {}

    /** One test case for each gate; without gates one that says that the simulation ran. */
    public static String of(SimulationReport report, List<Gate.Verdict> verdicts) {
        long failed = verdicts.stream().filter(Gate.Verdict::failed).count();
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuite name=\"carom simulate\" tests=\"")
                .append(Math.max(1, verdicts.size()))
                .append("\" failures=\"")
                .append(failed)
                .append("\" errors=\"0\">\n");
        if (verdicts.isEmpty()) {
            out.append("  <testcase classname=\"simulate\" name=\"ran\"/>\n");
        }
        for (Gate.Verdict verdict : verdicts) {
            out.append("  <testcase classname=\"simulate\" name=\"")
                    .append(escaped(verdict.gate().text()))
                    .append("\">");
            if (verdict.failed()) {
                out.append("<failure message=\"")
                        .append(escaped(verdict.told()))
                        .append("\"/>");
            }
            out.append("</testcase>\n");
        }
        out.append("  <system-out>");
        TextReport.heading(report).forEach(line -> out.append(escaped(line)).append('\n'));
        return out.append("</system-out>\n</testsuite>\n").toString();
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(c < ' ' && c != '\n' ? ' ' : c);
            }
        });
        return safe.toString();
    }
}
