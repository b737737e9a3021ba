package io.carom.spi;

import io.carom.api.PolicyException;
import java.util.List;

/** Makes classifiers; found by {@link java.util.ServiceLoader}. Safe for any number of threads. */
public interface ClassifierFactory {
    /** The classifier with the stock tables alone; made once and kept. */
    Classifier stock();

    /**
     * The stock tables and a policy's own {@code signals/*.yml}, later files winning.
     *
     * @throws PolicyException when a file is wrong, with every problem
     */
    Classifier with(List<SourceFile> signals);
}
