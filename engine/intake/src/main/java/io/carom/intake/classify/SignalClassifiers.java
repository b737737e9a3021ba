package io.carom.intake.classify;

import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.spi.Classifier;
import io.carom.spi.ClassifierFactory;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes classifiers from the stock tables and a policy's own signals. Found by ServiceLoader; safe for any number of threads. */
public final class SignalClassifiers implements ClassifierFactory {
    /** How many files of signals a policy may have. */
    static final int MAX_FILES = 100;

    private static final int MAX_PROBLEMS = 200;

    private volatile @Nullable Classifier stock;

    /** Reads nothing yet: the stock tables are read when they are first asked for. */
    public SignalClassifiers() {}

    @Override
    public Classifier stock() {
        Classifier made = stock;
        if (made == null) {
            synchronized (this) {
                made = stock;
                if (made == null) {
                    made = compile(StockSignals.read());
                    stock = made;
                }
            }
        }
        return made;
    }

    @Override
    public Classifier with(List<SourceFile> signals) {
        if (signals.isEmpty()) {
            return stock();
        }
        SignalReader reader = StockSignals.read();
        List<Problem> problems = new ArrayList<>();
        if (signals.size() > MAX_FILES) {
            problems.add(Problem.error(
                    signals.get(0).path(),
                    0,
                    0,
                    "too-many-files",
                    "a policy has at most " + MAX_FILES + " files of signals"));
        }
        for (SourceFile file : signals.subList(0, Math.min(signals.size(), MAX_FILES))) {
            YamlNode document = YamlFile.read(file, problems);
            if (document != null) {
                reader.read(file.path(), document);
            }
        }
        reader.checkPlaces();
        problems.addAll(reader.problems());
        if (!problems.isEmpty()) {
            throw new PolicyException(inOrder(problems, signals));
        }
        return compile(reader);
    }

    private static List<Problem> inOrder(List<Problem> problems, List<SourceFile> files) {
        List<String> names = files.stream().map(SourceFile::path).toList();
        return problems.stream()
                .sorted(Comparator.comparingInt((Problem p) -> names.indexOf(p.file()))
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::col))
                .limit(MAX_PROBLEMS)
                .map(p -> p.source(sourceLine(
                        files.get(Math.max(0, names.indexOf(p.file()))).text(), p.line())))
                .toList();
    }

    private static @Nullable String sourceLine(String text, int line) {
        List<String> lines = text.lines().limit(line).toList();
        return line < 1 || lines.size() < line ? null : lines.get(line - 1);
    }

    private static Classifier compile(SignalReader reader) {
        return new PhraseClassifier(new SignalTables(reader.signals(), reader.codes()));
    }
}
