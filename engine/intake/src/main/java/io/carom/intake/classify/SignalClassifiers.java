package io.carom.intake.classify;

import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.spi.Classifier;
import io.carom.spi.ClassifierFactory;
import io.carom.spi.SourceFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes classifiers from the stock tables and a policy's own signals. Found by ServiceLoader; safe for any number of threads. */
public final class SignalClassifiers implements ClassifierFactory {
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
        for (SourceFile file : signals) {
            reader.read(file.path(), PlainYaml.read(file.path(), file.text()));
        }
        if (reader.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR)) {
            throw new PolicyException(reader.problems());
        }
        return compile(reader);
    }

    private static Classifier compile(SignalReader reader) {
        return new PhraseClassifier(new SignalTables(reader.signals(), reader.codes()));
    }
}
