package io.carom.standalone.policy;

import io.carom.api.Problem;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Text;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/**
 * Prints what is wrong with a policy, for people and for the programs that show it at its place. Immutable; for any number of threads.
 *
 * @param folder the policy folder as it was named; files stand under it
 * @param problems what is wrong
 * @param ending what there is to say of the whole
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">GitHub, workflow commands</a>
 */
public record ProblemReport(String folder, List<Problem> problems, String ending) {
    /** Takes its own copy. */
    public ProblemReport {
        problems = List.copyOf(problems);
    }

    /** Place, severity and message; the source line; a caret below the column; the hint. */
    public void text(PrintStream out) {
        problems.forEach(problem -> out.print(text(problem)));
        out.print(problems.isEmpty() ? ending + "\n" : ending + " (" + count() + ")\n");
    }

    private String count() {
        long errors = errors();
        long warnings = problems.size() - errors;
        return (errors == 0 ? "" : errors + (errors == 1 ? " error" : " errors"))
                + (errors > 0 && warnings > 0 ? ", " : "")
                + (warnings == 0 ? "" : warnings + (warnings == 1 ? " warning" : " warnings"));
    }

    /** How many of the problems keep the policy from running. */
    public long errors() {
        return problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
    }

    private String text(Problem problem) {
        StringBuilder text = new StringBuilder(path(problem));
        if (problem.line() > 0) {
            text.append(':').append(problem.line());
            if (problem.col() > 0) {
                text.append(':').append(problem.col());
            }
        }
        text.append(": ").append(problem.severity().word()).append(": ").append(Text.oneLine(problem.message()));
        text.append(" [").append(problem.code()).append("]\n");
        String source = problem.source();
        if (source != null && !source.isBlank()) {
            String shown = Text.oneLine(source);
            text.append("    ").append(shown).append('\n');
            if (problem.col() > 0 && problem.col() <= shown.length() + 1) {
                text.append("    ").append(" ".repeat(problem.col() - 1)).append("^\n");
            }
        }
        if (problem.hint() != null) {
            text.append("    hint: ").append(Text.oneLine(problem.hint())).append('\n');
        }
        return text.toString();
    }

    private String path(Problem problem) {
        return (folder.endsWith("/") ? folder : folder + "/") + problem.file();
    }

    private static String sentence(Problem problem) {
        return Text.oneLine(problem.message() + (problem.hint() == null ? "" : "; " + problem.hint()));
    }

    /** One object with the list {@code problems}. */
    public void json(PrintStream out) {
        out.print(JsonLine.of(json -> {
                    json.writeName("problems");
                    json.writeStartArray();
                    for (Problem problem : problems) {
                        json.writeStartObject();
                        json.writeStringProperty("file", problem.file());
                        json.writeNumberProperty("line", problem.line());
                        json.writeNumberProperty("col", problem.col());
                        json.writeStringProperty("severity", problem.severity().word());
                        json.writeStringProperty("code", problem.code());
                        json.writeStringProperty("message", problem.message());
                        JsonLine.text(json, "hint", problem.hint());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                })
                + "\n");
    }

    /** For code scanning services. */
    public void sarif(PrintStream out) {
        out.print(JsonLine.of(json -> {
                    json.writeStringProperty("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
                    json.writeStringProperty("version", "2.1.0");
                    json.writeName("runs");
                    json.writeStartArray();
                    json.writeStartObject();
                    tool(json);
                    json.writeStringProperty("columnKind", "utf16CodeUnits");
                    json.writeName("results");
                    json.writeStartArray();
                    problems.forEach(problem -> result(json, problem));
                    json.writeEndArray();
                    json.writeEndObject();
                    json.writeEndArray();
                })
                + "\n");
    }

    private void tool(JsonGenerator json) {
        TreeSet<String> codes = new TreeSet<>();
        problems.forEach(problem -> codes.add(problem.code()));
        json.writeName("tool");
        json.writeStartObject();
        json.writeName("driver");
        json.writeStartObject();
        json.writeStringProperty("name", "carom policy check");
        json.writeName("rules");
        json.writeStartArray();
        for (String code : codes) {
            json.writeStartObject();
            json.writeStringProperty("id", code);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void result(JsonGenerator json, Problem problem) {
        json.writeStartObject();
        json.writeStringProperty("ruleId", problem.code());
        json.writeStringProperty("level", problem.severity().word());
        json.writeName("message");
        json.writeStartObject();
        json.writeStringProperty("text", sentence(problem));
        json.writeEndObject();
        json.writeName("locations");
        json.writeStartArray();
        json.writeStartObject();
        json.writeName("physicalLocation");
        json.writeStartObject();
        json.writeName("artifactLocation");
        json.writeStartObject();
        json.writeStringProperty("uri", uri(path(problem)));
        json.writeEndObject();
        if (problem.line() > 0) {
            json.writeName("region");
            json.writeStartObject();
            json.writeNumberProperty("startLine", problem.line());
            if (problem.col() > 0) {
                json.writeNumberProperty("startColumn", problem.col());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A path as a reference (RFC 3986): whatever is no letter, digit or one of {@code -._~/} in percent signs. */
    private static String uri(String path) {
        StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c < 0x80 && Character.isLetterOrDigit(c)) || "-._~/".indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return uri.toString();
    }

    /** For build servers: a failed case for each error; warnings are told beside a case that passes. */
    public void junit(PrintStream out) {
        long cases = Math.max(1, errors());
        out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        out.println("<testsuite name=\"carom policy check\" tests=\"" + cases + "\" failures=\"" + errors()
                + "\" errors=\"0\">");
        if (errors() == 0) {
            out.println("  <testcase classname=\"" + Xml.text(folder) + "\" name=\"compiles\">");
            out.println("  </testcase>");
        }
        StringBuilder warnings = new StringBuilder();
        for (Problem problem : problems) {
            if (problem.severity() == Problem.Severity.ERROR) {
                out.println("  <testcase classname=\"" + Xml.text(path(problem)) + "\" name=\""
                        + Xml.text(problem.code() + " at line " + problem.line()) + "\">");
                out.println("    <failure type=\"" + Xml.text(problem.code()) + "\" message=\""
                        + Xml.text(sentence(problem)) + "\">" + Xml.text(text(problem)) + "</failure>");
                out.println("  </testcase>");
            } else {
                warnings.append(text(problem));
            }
        }
        if (!warnings.isEmpty()) {
            out.println("  <system-out>" + Xml.text(warnings.toString()) + "</system-out>");
        }
        out.println("</testsuite>");
    }

    /** For GitHub Actions: an annotation at each place. */
    public void github(PrintStream out) {
        for (Problem problem : problems) {
            out.print("::" + problem.severity().word() + " file=" + property(path(problem))
                    + (problem.line() > 0 ? ",line=" + problem.line() : "")
                    + (problem.line() > 0 && problem.col() > 0 ? ",col=" + problem.col() : "")
                    + ",title=" + property(problem.code()) + "::" + data(sentence(problem)) + "\n");
        }
        out.print(ending + "\n");
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
