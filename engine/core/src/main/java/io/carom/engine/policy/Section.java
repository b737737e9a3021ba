package io.carom.engine.policy;

import io.carom.api.Problem;
import io.carom.spi.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A part of a YAML file whose names are known: what is there is handed over, what is wrong becomes a {@link Problem} at its line. Aliases
 * and files over 1 MiB are refused. Reads {@code policy.yml} and other settings of the same manner. For one thread.
 */
public final class Section {
    private static final int MOST_CODE_POINTS = 1 << 20;
    private static final Pattern SHARE = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,6})?%");

    private final SourceFile file;
    private final List<Problem> problems;
    private final Map<String, Node> values;
    private final Map<String, Node> names;
    private final List<String> asked = new ArrayList<>();
    private final @Nullable Node self;

    private Section(SourceFile file, List<Problem> problems, @Nullable Node node) {
        this.file = file;
        this.problems = problems;
        this.self = node;
        this.values = new LinkedHashMap<>();
        this.names = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode name) {
                    values.put(name.getValue(), tuple.getValueNode());
                    names.put(name.getValue(), name);
                }
            }
        } else if (node != null) {
            problem(node, "bad-section", "names and values are expected here");
        }
    }

    /** The whole file. */
    public static Section of(SourceFile file, List<Problem> problems) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.path())
                .setCodePointLimit(MOST_CODE_POINTS)
                .setMaxAliasesForCollections(0)
                .setAllowDuplicateKeys(false)
                .build();
        try {
            Node root = new Compose(settings).composeString(file.text()).orElse(null);
            return new Section(file, problems, root);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            int line = mark.map(Mark::getLine).orElse(-1) + 1;
            int col = mark.map(Mark::getColumn).orElse(-1) + 1;
            problems.add(Problem.error(file.path(), line, col, "bad-yaml", String.valueOf(e.getProblem()))
                    .source(lineOf(file, line)));
        } catch (YamlEngineException e) {
            problems.add(Problem.error(file.path(), 0, 0, "bad-yaml", String.valueOf(e.getMessage())));
        }
        return new Section(file, problems, null);
    }

    /** The part under a name; empty when it is not there. */
    public Section section(String name) {
        asked.add(name);
        return new Section(file, problems, values.get(name));
    }

    /** All names in the file's order. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** One value as it is written. */
    public void text(String name, Consumer<String> into) {
        scalar(name).ifPresent(into);
    }

    /** A whole number from {@code least} to {@code most}. */
    public void number(String name, int least, int most, Consumer<Integer> into) {
        scalar(name).ifPresent(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    into.accept(number);
                    return;
                }
            } catch (NumberFormatException e) {
                // said below, with the value
            }
            problem(
                    values.get(name),
                    "bad-number",
                    "`" + name + "` is `" + text + "`, not a whole number from " + least + " to " + most);
        });
    }

    /** A length of time: {@code 15m}, {@code 6h}, {@code 30d}. */
    public void length(String name, Consumer<Duration> into) {
        scalar(name)
                .ifPresent(text -> Lengths.parse(text)
                        .ifPresentOrElse(
                                into,
                                () -> problem(
                                        values.get(name),
                                        "bad-length",
                                        "`" + name + "` is `" + text + "`, not a length such as 15m, 6h or 30d")));
    }

    /** A share: {@code 10%} or {@code 0.1%}, at most 100 %. */
    public void share(String name, Consumer<Double> into) {
        scalar(name).ifPresent(text -> {
            if (SHARE.matcher(text).matches()) {
                double share = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
                if (share <= 1) {
                    into.accept(share);
                    return;
                }
            }
            problem(values.get(name), "bad-share", "`" + name + "` is `" + text + "`, not a share such as 10% or 0.1%");
        });
    }

    /** Whether the name is there. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A list of values. */
    public void list(String name, Consumer<List<String>> into) {
        asked.add(name);
        Node node = values.get(name);
        if (node instanceof SequenceNode sequence) {
            List<String> texts = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    texts.add(scalar.getValue());
                }
            }
            into.accept(texts);
        } else if (node != null) {
            problem(node, "bad-list", "`" + name + "` is no list such as [1h, 6h]");
        }
    }

    /** One value as it is written, or empty when it is not there. */
    public Optional<String> text(String name) {
        return scalar(name);
    }

    /** A whole number from {@code least} to {@code most}, or empty when it is not there or a mistake. */
    public Optional<Integer> number(String name, int least, int most) {
        AtomicReference<Integer> found = new AtomicReference<>();
        number(name, least, most, found::set);
        return Optional.ofNullable(found.get());
    }

    /** A length of time, or empty when it is not there or a mistake. */
    public Optional<Duration> length(String name) {
        AtomicReference<Duration> found = new AtomicReference<>();
        length(name, found::set);
        return Optional.ofNullable(found.get());
    }

    /** The values of a list; none when it is not there or a mistake. */
    public List<String> list(String name) {
        List<String> found = new ArrayList<>();
        list(name, found::addAll);
        return List.copyOf(found);
    }

    /** {@code true} or {@code false}, or empty when it is not there or a mistake. */
    public Optional<Boolean> flag(String name) {
        return choice(name, List.of("true", "false")).map("true"::equals);
    }

    /** One of a few words, or empty when it is not there or a mistake. */
    public Optional<String> choice(String name, List<String> words) {
        Optional<String> written = scalar(name);
        if (written.isEmpty() || words.contains(written.get())) {
            return written;
        }
        String text = written.get();
        Problem wrong = at(
                Objects.requireNonNull(values.get(name)),
                "bad-value",
                "`" + name + "` is `" + text + "`; it is one of " + String.join(", ", words));
        problems.add(DidYouMean.closest(text, words)
                .map(close -> wrong.hint("did you mean `" + close + "`?"))
                .orElse(wrong));
        return Optional.empty();
    }

    /** A list of parts with names of their own. */
    public List<Section> sections(String name) {
        asked.add(name);
        Node node = values.get(name);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new Section(file, problems, item))
                    .toList();
        }
        if (node != null) {
            problem(node, "bad-list", "`" + name + "` is no list; each of its parts begins with `- `");
        }
        return List.of();
    }

    /** Whether something stands here. */
    public boolean exists() {
        return self != null;
    }

    /** Something is missing in this part, or wrong with the whole of it. */
    public void lacks(String code, String message, @Nullable String hint) {
        Problem missing = self == null ? Problem.error(file.path(), 0, 0, code, message) : at(self, code, message);
        problems.add(missing.hint(hint));
    }

    /** Every name that nobody asked for is a mistake. */
    public void nothingElse() {
        names.forEach((name, node) -> {
            if (!asked.contains(name)) {
                Problem unknown = at(node, "unknown-setting", "there is no setting `" + name + "`");
                problems.add(DidYouMean.closest(name, asked)
                        .map(close -> unknown.hint("did you mean `" + close + "`?"))
                        .orElse(unknown));
            }
        });
    }

    /** A problem with what stands under a name. */
    public void wrong(String name, String code, String message) {
        problem(values.get(name), code, message);
    }

    private Optional<String> scalar(String name) {
        asked.add(name);
        Node node = values.get(name);
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        if (node != null) {
            problem(node, "bad-value", "`" + name + "` takes one value");
        }
        return Optional.empty();
    }

    private void problem(@Nullable Node node, String code, String message) {
        problems.add(node == null ? Problem.error(file.path(), 0, 0, code, message) : at(node, code, message));
    }

    private Problem at(Node node, String code, String message) {
        int line = node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
        int col = node.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
        return Problem.error(file.path(), line, col, code, message).source(lineOf(file, line));
    }

    private static @Nullable String lineOf(SourceFile file, int line) {
        return line < 1 ? null : file.text().lines().skip(line - 1L).findFirst().orElse(null);
    }
}
