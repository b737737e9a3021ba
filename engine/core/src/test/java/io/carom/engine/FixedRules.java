package io.carom.engine;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.api.Problem;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.spi.Proposals;
import io.carom.spi.RuleBook;
import io.carom.spi.RuleNote;
import io.carom.spi.RuleSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Rules written in Java: what the engine does with proposals is tested without a rule language. */
final class FixedRules implements RuleBook {
    private record Rule(Proposed what, Predicate<Bounce> when) {}

    private final List<Rule> rules = new ArrayList<>();

    FixedRules rule(Phase phase, String name, int salience, Predicate<Bounce> when, Proposal what) {
        boolean operator = !name.startsWith("stock/");
        rules.add(new Rule(
                new Proposed(
                        phase,
                        name,
                        operator ? "acme" : "stock",
                        Proposed.rank(false, operator, salience),
                        name,
                        null,
                        what),
                when));
        return this;
    }

    @Override
    public List<RuleNote> rules() {
        return List.of();
    }

    @Override
    public List<Problem> warnings() {
        return List.of();
    }

    @Override
    public RuleSession open() {
        return new RuleSession() {
            @Override
            public void run(Phase phase, Bounce fact, Proposals out, RuleFaults faults) {
                for (Rule rule : rules) {
                    if (rule.what().phase() == phase && rule.when().test(fact)) {
                        out.propose(rule.what());
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public String whyNot(String rule, Phase phase, Bounce fact) {
        return "";
    }

    @Override
    public void close() {}
}
