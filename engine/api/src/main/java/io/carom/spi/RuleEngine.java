package io.carom.spi;

import io.carom.api.PolicyException;
import java.util.List;

/** Compiles rule files; found by {@link java.util.ServiceLoader}. Safe for any number of threads. */
public interface RuleEngine {
    /**
     * The stock policy's own files, as they ship: {@code policy.yml}, {@code rules/*.drl}, {@code traps/*.txt}, {@code tests/*.yml} ...
     */
    List<SourceFile> stockPolicy();

    /** A starter policy of an operator that passes its own tests, for {@code policy new}. */
    List<SourceFile> starterPolicy();

    /**
     * Checks and compiles packs, the stock pack first; a later pack's rule replaces an earlier one's of the same name.
     *
     * @throws PolicyException when a file is wrong, with every problem; no code of any rule has run then
     */
    RuleBook compile(List<RulePack> packs);
}
