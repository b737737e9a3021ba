package io.carom.engine.policy;

import io.carom.api.InputException;
import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.spi.Classifier;
import io.carom.spi.ClassifierFactory;
import io.carom.spi.RuleBook;
import io.carom.spi.RuleEngine;
import io.carom.spi.RulePack;
import io.carom.spi.ScriptBook;
import io.carom.spi.ScriptEngine;
import io.carom.spi.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes policies of folders: reads every file, compiles settings, signals, traps, rules and scripts, and gathers what is wrong with all
 * of them before it refuses. Safe for any number of threads.
 */
public final class PolicyFolder {
    private final RuleEngine ruleEngine;
    private final ScriptEngine scriptEngine;
    private final ClassifierFactory classifiers;

    /** With these engines. */
    public PolicyFolder(RuleEngine ruleEngine, ScriptEngine scriptEngine, ClassifierFactory classifiers) {
        this.ruleEngine = ruleEngine;
        this.scriptEngine = scriptEngine;
        this.classifiers = classifiers;
    }

    /** With the engines on the class path of Carom's own classes, whatever class loader the calling thread has. */
    public static PolicyFolder withInstalledEngines() {
        return new PolicyFolder(
                installed(RuleEngine.class), installed(ScriptEngine.class), installed(ClassifierFactory.class));
    }

    private static <T> T installed(Class<T> service) {
        return ServiceLoader.load(service, PolicyFolder.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + service.getSimpleName()
                        + " is on the class path; add carom-rules, carom-dsl and carom-intake"));
    }

    /** The stock policy alone. */
    public Policy stock() {
        return compile(null);
    }

    /** The files of a starter policy, for an operator to begin with. */
    public List<SourceFile> starter() {
        return ruleEngine.starterPolicy();
    }

    /** The policy in a folder; see {@link Policy#load}. */
    public Policy load(Path folder) {
        List<SourceFile> files = PolicyFiles.read(folder);
        if (files.stream().noneMatch(file -> file.path().equals("policy.yml"))) {
            throw new InputException(
                    folder.toString(),
                    "this is no policy folder: it has no policy.yml; `carom policy new DIR` makes one",
                    null);
        }
        return compile(files);
    }

    private Policy compile(@Nullable List<SourceFile> own) {
        List<Problem> problems = new ArrayList<>();
        List<SourceFile> stock = ruleEngine.stockPolicy();
        PolicySettings stockSettings = SettingsFile.read(one(stock), PolicySettings.EMPTY, problems);
        PolicySettings settings = own == null ? stockSettings : SettingsFile.read(one(own), stockSettings, problems);
        List<SourceFile> all = new ArrayList<>(stock);
        List<RulePack> packs = new ArrayList<>();
        packs.add(new RulePack(
                "stock",
                true,
                under(stock, "rules/"),
                settings.disabled(),
                settings.retryPolicies().keySet()));
        if (own != null) {
            all.addAll(own);
            packs.add(new RulePack(
                    settings.name(),
                    false,
                    under(own, "rules/"),
                    Set.of(),
                    settings.retryPolicies().keySet()));
        }
        Traps traps = Traps.read(under(all, "traps/"), problems);
        List<SourceFile> signals = under(all, "signals/");
        Classifier classifier =
                gather(problems, () -> signals.isEmpty() ? classifiers.stock() : classifiers.with(signals));
        List<SourceFile> scripts = under(all, "scripts/");
        ScriptBook book = gather(
                problems,
                () -> scripts.isEmpty()
                        ? ScriptBook.EMPTY
                        : scriptEngine.compile(
                                settings.name(),
                                scripts,
                                settings.retryPolicies().keySet()));
        RuleBook rules = gather(problems, () -> ruleEngine.compile(packs));
        if (classifier == null
                || book == null
                || rules == null
                || problems.stream().anyMatch(PolicyFolder::isError)) {
            if (rules != null) {
                rules.close();
            }
            throw new PolicyException(problems);
        }
        return new Policy(
                PolicyFiles.digest(all),
                settings,
                classifier,
                rules,
                book,
                traps,
                under(own == null ? stock : own, "tests/"));
    }

    private static boolean isError(Problem problem) {
        return problem.severity() == Problem.Severity.ERROR;
    }

    private static <T> @Nullable T gather(List<Problem> problems, Supplier<T> compiler) {
        try {
            return compiler.get();
        } catch (PolicyException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    private static SourceFile one(List<SourceFile> files) {
        return files.stream()
                .filter(file -> file.path().equals("policy.yml"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a policy without policy.yml"));
    }

    private static List<SourceFile> under(List<SourceFile> files, String folder) {
        return files.stream().filter(file -> file.path().startsWith(folder)).toList();
    }
}
