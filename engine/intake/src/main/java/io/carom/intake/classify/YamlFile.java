package io.carom.intake.classify;

import io.carom.api.Problem;
import io.carom.intake.classify.YamlNode.Entry;
import io.carom.intake.classify.YamlNode.Mapping;
import io.carom.intake.classify.YamlNode.Scalar;
import io.carom.intake.classify.YamlNode.Sequence;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** Reads an operator's file, which may use all of YAML 1.2 but aliases that multiply. Bounded in size, depth and number of nodes. */
final class YamlFile {
    static final int MAX_CHARS = 2 * 1024 * 1024;
    static final int MAX_DEPTH = 16;
    static final int MAX_NODES = 200_000;

    private final String file;
    private int nodes;

    private YamlFile(String file) {
        this.file = file;
    }

    /** The document, or null when it is empty or wrong; then {@code problems} says why. */
    static @Nullable YamlNode read(SourceFile source, List<Problem> problems) {
        if (source.text().length() > MAX_CHARS) {
            problems.add(Problem.error(
                    source.path(), 0, 0, "too-long", "a file of signals has at most " + MAX_CHARS + " characters"));
            return null;
        }
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(source.path())
                    .setAllowDuplicateKeys(true)
                    .setMaxAliasesForCollections(20)
                    .setCodePointLimit(MAX_CHARS)
                    .build();
            Optional<Node> document = new Compose(settings).composeString(source.text());
            return document.isEmpty() ? null : new YamlFile(source.path()).node(document.get(), 0);
        } catch (TooMuch e) {
            problems.add(e.problem);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().orElse(null);
            problems.add(Problem.error(
                            source.path(),
                            mark == null ? 0 : mark.getLine() + 1,
                            mark == null ? 0 : mark.getColumn() + 1,
                            "bad-yaml",
                            "this is no YAML: " + e.getProblem())
                    .hint("put a text with `:`, `#`, `[`, `*` or `@` at its begin in quotes"));
        } catch (YamlEngineException | StackOverflowError e) {
            problems.add(Problem.error(source.path(), 0, 0, "bad-yaml", "this is no YAML: " + e.getMessage()));
        }
        return null;
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        TooMuch(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }

    private YamlNode node(Node node, int depth) {
        int line = node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
        int col = node.getStartMark().map(m -> m.getColumn() + 1).orElse(0);
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw new TooMuch(Problem.error(
                    file,
                    line,
                    col,
                    "too-much",
                    "a file of signals has at most " + MAX_NODES + " values in at most " + MAX_DEPTH + " levels"));
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlNode> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(node(item, depth + 1)));
            return new Sequence(items, line, col);
        }
        if (node instanceof MappingNode mapping) {
            List<Entry> entries = new ArrayList<>();
            for (NodeTuple tuple : mapping.getValue()) {
                YamlNode key = node(tuple.getKeyNode(), depth + 1);
                Scalar word = key instanceof Scalar scalar ? scalar : new Scalar("", key.line(), key.col());
                entries.add(new Entry(word, node(tuple.getValueNode(), depth + 1)));
            }
            return new Mapping(entries, line, col);
        }
        return new Scalar(node instanceof ScalarNode scalar ? scalar.getValue() : "", line, col);
    }
}
