package io.carom.standalone.policy;

import io.carom.api.Problem;
import io.carom.engine.cases.CaseFile;
import io.carom.engine.cases.CaseResult;
import io.carom.engine.cases.CaseRunner;
import io.carom.engine.cases.PolicyCase;
import io.carom.engine.policy.Policy;
import io.carom.standalone.cli.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the cases of a policy and prints what failed, as text or as JUnit XML. For one thread. */
public final class CaseReport {
    private final List<CaseResult> results = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /** Runs every case of {@code policy}, one after the other. */
    public CaseReport(Policy policy) {
        CaseRunner runner = new CaseRunner(policy);
        policy.tests().forEach(file -> {
            for (PolicyCase one : CaseFile.read(file, problems)) {
                results.add(runner.run(one));
            }
        });
    }

    /** Whether every case could be read and passes. */
    public boolean passed() {
        return problems.isEmpty() && results.stream().allMatch(CaseResult::passed);
    }

    /**
     * Writes what was decided into the files of {@code folder} wherever a case expected something else.
     *
     * @return the files that were changed
     * @throws IOException when one cannot be read or written
     */
    public List<Path> update(Path folder) throws IOException {
        List<Path> changed = new ArrayList<>();
        for (String name :
                results.stream().map(result -> result.of().file()).distinct().toList()) {
            Path file = folder.resolve(name);
            String text = Files.readString(file);
            String updated = CaseUpdate.of(
                    text,
                    results.stream()
                            .filter(result -> result.of().file().equals(name))
                            .toList());
            if (!updated.equals(text)) {
                Files.writeString(file, updated);
                changed.add(file);
            }
        }
        return changed;
    }

    /** Each failed case with its differences, then how many passed. */
    public void print(PrintStream out) {
        problems.forEach(problem -> out.println(Text.oneLine(problem.toString())));
        long failed = 0;
        for (CaseResult result : results) {
            if (!result.passed()) {
                failed++;
                out.println("FAILED " + result.of().file() + ": "
                        + Text.oneLine(result.of().name()));
                result.differences().forEach(difference -> out.println("    " + Text.oneLine(difference)));
            }
        }
        out.println(results.size() - failed + " passed, " + (failed + problems.size()) + " failed");
    }

    /** The same for a build server. */
    public void junit(PrintStream out) {
        long failed = results.stream().filter(result -> !result.passed()).count();
        out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        out.println("<testsuite name=\"carom policy\" tests=\"" + results.size() + "\" failures=\"" + failed
                + "\" errors=\"" + problems.size() + "\">");
        for (CaseResult result : results) {
            out.println("  <testcase classname=\"" + Xml.text(result.of().file()) + "\" name=\""
                    + Xml.text(result.of().name()) + "\">");
            if (!result.passed()) {
                out.println("    <failure message=\""
                        + Xml.text(result.differences().get(0)) + "\">"
                        + Xml.text(String.join("\n", result.differences())) + "</failure>");
            }
            out.println("  </testcase>");
        }
        problems.forEach(problem -> out.println("  <testcase classname=\"" + Xml.text(problem.file())
                + "\" name=\"can be read\"><error message=\"" + Xml.text(problem.message()) + "\"/></testcase>"));
        out.println("</testsuite>");
    }
}
