package io.carom.rules;

import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.rules.drl.PackReader;
import io.carom.rules.drl.Rule;
import io.carom.rules.drl.RuleLimits;
import io.carom.rules.match.CompiledRules;
import io.carom.spi.RuleBook;
import io.carom.spi.RuleEngine;
import io.carom.spi.RulePack;
import io.carom.spi.SourceFile;
import java.util.List;

/** The {@link RuleEngine} on Drools. Immutable and safe for any number of threads. */
public final class DroolsRuleEngine implements RuleEngine {
    private final RuleLimits limits;

    /** With the limits that suit everybody; for {@link java.util.ServiceLoader}. */
    public DroolsRuleEngine() {
        this(RuleLimits.DEFAULT);
    }

    /** With limits of one's own. */
    public DroolsRuleEngine(RuleLimits limits) {
        this.limits = limits;
    }

    @Override
    public List<SourceFile> stockPolicy() {
        return PolicyFiles.stock();
    }

    @Override
    public List<SourceFile> starterPolicy() {
        return PolicyFiles.starter();
    }

    @Override
    public RuleBook compile(List<RulePack> packs) {
        PackReader reader = new PackReader(limits);
        packs.forEach(reader::read);
        List<Problem> problems = reader.problems();
        if (problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
            throw new PolicyException(problems);
        }
        List<Rule> rules = reader.rules();
        return CompiledRules.of(rules, problems, limits.matches());
    }
}
