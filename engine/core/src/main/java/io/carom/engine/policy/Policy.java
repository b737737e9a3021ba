package io.carom.engine.policy;

import io.carom.api.Problem;
import io.carom.spi.Classifier;
import io.carom.spi.RuleBook;
import io.carom.spi.ScriptBook;
import io.carom.spi.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A compiled policy: what decides. Immutable and safe for any number of threads; made by {@link PolicyFolder}.
 *
 * @param digest identifies every byte that takes part: the policy's files, the stock policy's and the program's version
 * @param settings what {@code policy.yml} says
 * @param classifier reads failures with the policy's own signals
 * @param rules the rules of the stock pack and of the policy
 * @param scripts the policy's domain scripts
 * @param traps known spam traps
 * @param tests the policy's own {@code tests/*.yml}; they decide nothing
 */
public record Policy(
        String digest,
        PolicySettings settings,
        Classifier classifier,
        RuleBook rules,
        ScriptBook scripts,
        Traps traps,
        List<SourceFile> tests)
        implements AutoCloseable {
    /** The stock policy alone. */
    public static Policy stock() {
        return PolicyFolder.withInstalledEngines().stock();
    }

    /**
     * The policy in a folder.
     *
     * @throws io.carom.api.PolicyException when it does not compile, with every problem
     * @throws io.carom.api.InputException when the folder cannot be read
     */
    public static Policy load(Path folder) {
        return PolicyFolder.withInstalledEngines().load(folder);
    }

    /** Everything that is odd about its rules and scripts but no error. */
    public List<Problem> warnings() {
        List<Problem> all = new ArrayList<>(rules.warnings());
        all.addAll(scripts.warnings());
        return all;
    }

    @Override
    public void close() {
        rules.close();
    }
}
