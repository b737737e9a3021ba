package io.carom.standalone.verb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.Input;
import io.carom.api.InputException;
import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.engine.cases.Coverage;
import io.carom.engine.explain.Explainer;
import io.carom.engine.explain.Explanation;
import io.carom.engine.json.EventJson;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicyFolder;
import io.carom.spi.RuleNote;
import io.carom.spi.SourceFile;
import io.carom.standalone.cli.Nearest;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.feed.Trouble;
import io.carom.standalone.logging.Logging;
import io.carom.standalone.policy.CaseReport;
import io.carom.standalone.policy.CoverageReport;
import io.carom.standalone.policy.Formatting;
import io.carom.standalone.policy.Handbook;
import io.carom.standalone.policy.PolicyDiff;
import io.carom.standalone.policy.ProblemReport;
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
    private static final List<String> TASKS =
            List.of("new", "check", "test", "coverage", "explain", "diff", "docs", "fmt");

    /** How problems are printed. */
    enum Shape {
        TEXT,
        JSON,
        SARIF,
        JUNIT,
        GITHUB;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Loudness loudness = new Loudness();
    private Shape shape = Shape.TEXT;
    private @Nullable String policyFolder;
    private @Nullable String askedRule;
    private boolean update;
    private boolean onlyLook;
    private int leastRules;
    private int leastConditions;

    @Override
    public String description() {
        return "new DIR writes a starter policy that passes its own tests. check DIR compiles a policy and prints every problem with "
                + "its place; the exit status is 1 when it would not run. test [DIR] runs its cases (tests/*.yml) with a virtual clock. "
                + "explain EVENT tells why an event is decided as it is: JSON, or a file of JSON lines (- for standard input), whose last one "
                + "it is; the lines before it are its history. coverage [DIR] tells which rules and conditions no case reaches. diff DIR DIR tells in words what another policy changes. fmt DIR brings its files into one layout. docs [DIR] prints a handbook of all rules, codes, times and bounds. Without DIR it is "
                + "the stock policy.";
    }

    @Override
    public void declare(Options options) {
        options.rest("TASK [DIR|EVENT]", "the task (" + String.join(", ", TASKS) + ") and what it is about", 1, 3)
                .choice(
                        "--format",
                        Shape.class,
                        "how check (all of them), test (text, junit) and coverage (text, json) print",
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
                .flag(
                        "--update",
                        "test: write what is decided into the cases that expected something else",
                        () -> update = true)
                .flag(
                        "--check",
                        "fmt: only look; the status is 1 when a file has another layout",
                        () -> onlyLook = true)
                .value(
                        "--rules",
                        "PERCENT",
                        "coverage: the status is 1 when cases match a smaller share of the rules and scripts",
                        value -> leastRules = percent("--rules", value))
                .value(
                        "--conditions",
                        "PERCENT",
                        "coverage: the status is 1 when cases decide a smaller share of the conditions",
                        value -> leastConditions = percent("--conditions", value))
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
        takesShape(task);
        if (words.size() > 2 && !task.equals("diff")) {
            throw new Wrong("`" + words.get(2) + "` is one word too many; `carom policy --help` shows how");
        }
        return switch (task) {
            case "new" -> create(shell, needed(about, "the folder to write"));
            case "check" -> check(shell, needed(about, "the policy folder"));
            case "test" -> test(shell, about);
            case "coverage" -> coverage(shell, about);
            case "diff" ->
                diff(
                        shell,
                        needed(about, "the policy folder before"),
                        needed(words.size() > 2 ? words.get(2) : null, "the policy folder after"));
            case "explain" -> explain(shell, needed(about, "the event, or a file with it,"));
            case "fmt" -> format(shell, needed(about, "the policy folder"));
            case "docs" -> docs(shell, about);
            default ->
                throw new Wrong("policy has no task `" + task + "`; "
                        + Nearest.to(task, TASKS)
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("it has " + String.join(", ", TASKS)));
        };
    }

    private static int percent(String option, String written) {
        if (!written.matches("[0-9]{1,3}%?") || Integer.parseInt(written.replace("%", "")) > 100) {
            throw new Wrong(option + " `" + written + "` is no percentage from 0 to 100");
        }
        return Integer.parseInt(written.replace("%", ""));
    }

    private void takesShape(String task) {
        boolean taken = shape == Shape.TEXT
                || task.equals("check")
                || (task.equals("test") && shape == Shape.JUNIT)
                || (task.equals("coverage") && shape == Shape.JSON)
                || !TASKS.contains(task);
        if (!taken) {
            throw new Wrong("policy " + task + " does not print --format " + shape + "; "
                    + switch (task) {
                        case "test" -> "it prints text or junit";
                        case "coverage" -> "it prints text or json";
                        default -> "it prints text";
                    });
        }
    }

    private static String needed(@Nullable String word, String what) {
        if (word == null) {
            throw new Wrong(what + " is missing; `carom policy --help` shows how");
        }
        return word;
    }

    private int test(Shell shell, @Nullable String folder) {
        CaseReport report = cases(folder);
        if (update) {
            updated(shell, report, Path.of(needed(folder, "the policy folder whose cases are to be updated")));
            report = cases(folder);
        }
        if (shape == Shape.JUNIT) {
            report.junit(shell.out());
        } else {
            report.print(shell.out());
        }
        return report.passed() ? 0 : 1;
    }

    private static CaseReport cases(@Nullable String folder) {
        try (Policy policy = Policies.open(folder)) {
            return new CaseReport(policy);
        }
    }

    private static void updated(Shell shell, CaseReport report, Path folder) {
        try {
            report.update(folder).forEach(file -> shell.err().print("updated " + file + "\n"));
        } catch (IOException e) {
            throw new InputException(folder.toString(), "the cases cannot be updated: " + Trouble.with(e), e);
        }
    }

    private int coverage(Shell shell, @Nullable String folder) {
        try (Policy policy = Policies.open(folder)) {
            Coverage coverage = new Coverage(policy);
            CoverageReport report = new CoverageReport(coverage);
            if (shape == Shape.JSON) {
                report.json(shell.out());
            } else {
                report.text(shell.out());
            }
            boolean enough = coverage.ofRules() * 100 >= leastRules && coverage.ofConditions() * 100 >= leastConditions;
            return enough && coverage.problems().isEmpty() ? 0 : 1;
        }
    }

    private static int diff(Shell shell, String before, String after) {
        try (Policy old = Policies.open(before);
                Policy now = Policies.open(after)) {
            PolicyDiff diff = new PolicyDiff(old, now);
            diff.files(Path.of(before), Path.of(after));
            diff.print(shell.out());
        }
        return 0;
    }

    private int format(Shell shell, String folder) {
        Formatting formatting = new Formatting(Path.of(folder));
        if (!onlyLook) {
            formatting.write();
        }
        formatting.files().forEach(file -> shell.out().print((onlyLook ? "would change " : "changed ") + file + "\n"));
        return onlyLook && !formatting.files().isEmpty() ? 1 : 0;
    }

    private int explain(Shell shell, String about) {
        Notices notices = new Notices(shell, loudness.quiet());
        List<Input> inputs = new ArrayList<>();
        Inputs.Lines taker = (line, place, dry) -> {
            try {
                inputs.add(EventJson.read(line, place));
            } catch (InputException e) {
                notices.bad("", String.valueOf(e.getMessage()));
            }
            return true;
        };
        boolean itself = about.stripLeading().startsWith("{");
        if (itself) {
            about.lines().filter(line -> !line.isBlank()).forEach(line -> taker.take(line, "EVENT", false));
        } else {
            Inputs.lines(about, shell, notices, taker);
        }
        if (inputs.isEmpty() && notices.status() != 0) {
            return notices.status();
        }
        try (Policy policy = Policies.open(policyFolder)) {
            known(policy, askedRule);
            Optional<Explanation> told =
                    inputs.isEmpty() ? Optional.empty() : new Explainer(policy).explain(inputs, askedRule);
            told.ifPresentOrElse(
                    explanation -> Story.print(explanation, shell.out()),
                    () -> notices.bad(
                            itself ? "EVENT" : about,
                            "there is no event at its end that gives a decision; name a bounce, complaint or delivery"));
        }
        return notices.status();
    }

    private static void known(Policy policy, @Nullable String rule) {
        List<String> names = policy.rules().rules().stream().map(RuleNote::name).toList();
        if (rule != null && !names.contains(rule)) {
            throw new Wrong("there is no rule `" + rule + "` in this policy; "
                    + Nearest.to(rule, names)
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse("`carom policy docs` lists them"));
        }
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
        ProblemReport report = new ProblemReport(folder, problems, ending);
        switch (shape) {
            case TEXT -> report.text(shell.out());
            case JSON -> report.json(shell.out());
            case SARIF -> report.sarif(shell.out());
            case JUNIT -> report.junit(shell.out());
            case GITHUB -> report.github(shell.out());
        }
        return report.errors() > 0 ? 1 : 0;
    }
}
