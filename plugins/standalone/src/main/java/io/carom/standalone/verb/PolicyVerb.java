package io.carom.standalone.verb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carom.api.InputException;
import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicyFolder;
import io.carom.spi.SourceFile;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Nearest;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.cli.Text;
import io.carom.standalone.cli.Wrong;
import io.carom.standalone.feed.Trouble;
import io.carom.standalone.logging.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code policy}: for authors of rules and scripts. */
public final class PolicyVerb implements Verb {
    private static final List<String> TASKS = List.of("new", "check");

    /** How problems are printed. */
    enum Shape {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Loudness loudness = new Loudness();
    private Shape shape = Shape.TEXT;

    @Override
    public String description() {
        return "policy new DIR writes a starter policy that passes its own tests. policy check DIR compiles a policy and prints every "
                + "problem with its place; the exit status is 1 when it would not run.";
    }

    @Override
    public void declare(Options options) {
        options.rest("TASK DIR", "the task (" + String.join(", ", TASKS) + ") and the policy folder", 2, 2)
                .choice("--format", Shape.class, "how check prints problems", value -> shape = value)
                .example("carom policy new my-policy")
                .example("carom policy check my-policy --format json");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.WARN);
        String task = words.get(0);
        String folder = words.get(1);
        return switch (task) {
            case "new" -> create(shell, folder);
            case "check" -> check(shell, folder);
            default ->
                throw new Wrong("policy has no task `" + task + "`; "
                        + Nearest.to(task, TASKS)
                                .map(near -> "did you mean `" + near + "`?")
                                .orElse("it has " + String.join(", ", TASKS)));
        };
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
