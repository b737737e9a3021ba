package io.carom.standalone.verb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.Input;
import io.carom.api.InputException;
import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.engine.explain.Explainer;
import io.carom.engine.explain.Explanation;
import io.carom.engine.json.EventJson;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicyFolder;
import io.carom.spi.SourceFile;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Nearest;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Text;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.feed.Trouble;
import io.carom.standalone.logging.Logging;
import io.carom.standalone.policy.CaseReport;
import io.carom.standalone.policy.Handbook;
import io.carom.standalone.policy.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code policy}: for authors of rules and scripts. */
public final class PolicyVerb implements Verb {
    private static final List<String> TASKS = List.of("new", "check", "test", "explain", "docs");

    /** How problems are printed. */
    enum Shape {
        TEXT,
        JSON,
        JUNIT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Loudness loudness = new Loudness();
    private Shape shape = Shape.TEXT;
    private @Nullable String policyFolder;
    private @Nullable String askedRule;

    @Override
    public String description() {
        return "new DIR writes a starter policy that passes its own tests. check DIR compiles a policy and prints every problem with "
                + "its place; the exit status is 1 when it would not run. test [DIR] runs its cases (tests/*.yml) with a virtual clock. "
                + "explain FILE tells why the last event of a file (JSON lines; - for standard input) is decided as it is; the lines "
                + "before it are its history. docs [DIR] prints a handbook of all rules, codes, times and bounds. Without DIR it is "
                + "the stock policy.";
    }

    @Override
    public void declare(Options options) {
        options.rest("TASK [DIR|FILE]", "the task (" + String.join(", ", TASKS) + ") and what it is about", 1, 2)
                .choice(
                        "--format",
                        Shape.class,
                        "how check (text, json) and test (text, junit) print",
                        value -> shape = value)
                .value(
                        "--policy",
                        "DIR",
                        "explain: the policy folder; the stock policy unless given",
                        value -> policyFolder = value)
                .value(
                        "--why-not",
                        "RULE",
                        "explain: also tell why this rule did not take part",
                        value -> askedRule = value)
                .example("carom policy new my-policy")
                .example("carom policy check my-policy --format json")
                .example("carom policy test my-policy")
                .example("carom policy explain event.jsonl --policy my-policy --why-not acme/partner-is-held")
                .example("carom policy docs");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        String task = words.get(0);
        String about = words.size() > 1 ? words.get(1) : null;
        return switch (task) {
            case "new" -> create(shell, needed(about, "the folder to write"));
            case "check" -> check(shell, needed(about, "the policy folder"));
            case "test" -> test(shell, about);
            case "explain" -> explain(shell, needed(about, "a file with the event"));
            case "docs" -> docs(shell, about);
            default ->
                throw new Wrong("policy has no task `" + task + "`; "
                        + Nearest.to(task, TASKS)
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("it has " + String.join(", ", TASKS)));
        };
    }

    private static String needed(@Nullable String word, String what) {
        if (word == null) {
            throw new Wrong(what + " is missing; `carom policy --help` shows how");
        }
        return word;
    }

    private int test(Shell shell, @Nullable String folder) {
        try (Policy policy = Policies.open(folder)) {
            CaseReport report = new CaseReport(policy);
            if (shape == Shape.JUNIT) {
                report.junit(shell.out());
            } else {
                report.print(shell.out());
            }
            return report.passed() ? 0 : 1;
        }
    }

    private int explain(Shell shell, String file) {
        Notices notices = new Notices(shell, loudness.quiet());
        List<Input> inputs = new ArrayList<>();
        Inputs.lines(file, shell, notices, (line, place, dry) -> {
            try {
                inputs.add(EventJson.read(line, place));
            } catch (InputException e) {
                notices.bad("", String.valueOf(e.getMessage()));
            }
            return true;
        });
        try (Policy policy = Policies.open(policyFolder)) {
            Optional<Explanation> told =
                    inputs.isEmpty() ? Optional.empty() : new Explainer(policy).explain(inputs, askedRule);
            told.ifPresentOrElse(
                    explanation -> Story.print(explanation, shell.out()),
                    () -> notices.bad(file, "there is no event in it that gives a decision"));
        }
        return notices.status();
    }

    private static int docs(Shell shell, @Nullable String folder) {
        try (Policy policy = Policies.open(folder)) {
            new Handbook(policy, shell.out()).print();
        }
        return 0;
    }

    private static int create(Shell shell, String folder) {
        Path target = Path.of(folder);
        List<SourceFile> files = PolicyFolder.withInstalledEngines().starter();
        try {
            if (Files.exists(target) && !isEmptyFolder(target)) {
                throw new InputException(folder, "there is something already; name a new or empty folder", null);
            }
            Files.createDirectories(target);
            for (SourceFile file : files) {
                Path path = target.resolve(file.path());
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.write(path, file.text().getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new InputException(folder, "the policy cannot be written: " + Trouble.with(e), e);
        }
        shell.out().print("wrote " + files.size() + " files to " + folder + ":\n");
        files.forEach(file -> shell.out().print("  " + folder + "/" + file.path() + "\n"));
        shell.out()
                .print("change a rule, then: carom policy check " + folder + "; carom decide --policy " + folder
                        + " events.jsonl\n");
        return 0;
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private int check(Shell shell, String folder) {
        List<Problem> problems;
        String ending;
        try (Policy policy = Policy.load(Path.of(folder))) {
            problems = policy.warnings();
            ending = folder + ": compiles; its digest is " + policy.digest();
        } catch (PolicyException e) {
            problems = e.problems();
            ending = folder + ": does not compile";
        }
        boolean fails = problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        if (shape == Shape.JSON) {
            shell.out().print(json(problems) + "\n");
        } else {
            problems.forEach(problem -> shell.out().print(text(folder, problem)));
            shell.out().print(problems.isEmpty() ? ending + "\n" : ending + " (" + count(problems) + ")\n");
        }
        return fails ? 1 : 0;
    }

    private static String count(List<Problem> problems) {
        long errors = problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
        long warnings = problems.size() - errors;
        return (errors == 0 ? "" : errors + (errors == 1 ? " error" : " errors"))
                + (errors > 0 && warnings > 0 ? ", " : "")
                + (warnings == 0 ? "" : warnings + (warnings == 1 ? " warning" : " warnings"));
    }

    /** Place, severity and message; the source line; a caret below the column; the hint. */
    private static String text(String folder, Problem problem) {
        StringBuilder text = new StringBuilder(folder).append('/').append(problem.file());
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

    private static String json(List<Problem> problems) {
        return JsonLine.of(json -> {
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
        });
    }
}
