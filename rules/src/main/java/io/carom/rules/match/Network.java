package io.carom.rules.match;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import io.carom.api.Bounce;
import io.carom.rules.drl.Condition;
import io.carom.rules.drl.Field;
import io.carom.rules.drl.Rule;
import java.util.ArrayList;
import java.util.List;
import org.drools.core.impl.RuleBaseFactory;
import org.drools.model.AlphaIndex;
import org.drools.model.Index;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Variable;
import org.drools.model.functions.Block1;
import org.drools.model.functions.Function1;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;

/**
 * The rules of one phase as a Drools network. It is built from conditions that were checked, not from text: no source is generated, no
 * class is made, nothing of a rule file is evaluated. Equality on a field is indexed. For one session at a time: a session without locks
 * keeps what it works with in the network, where another one would find it.
 */
final class Network {
    private static final String PACKAGE = "io.carom.rules.policy";

    private final List<Rule> rules;
    private final Glance glance;
    private final KieBase base;

    private Network(List<Rule> rules, Glance glance, KieBase base) {
        this.rules = rules;
        this.glance = glance;
        this.base = base;
    }

    /** The network of {@code rules}, which are in the order of their ranks. */
    static Network of(List<Rule> rules) {
        ModelImpl model = new ModelImpl(PACKAGE);
        List<List<Condition>> all = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            int variant = 0;
            for (List<Condition> conditions : Plan.alternatives(rules.get(i).patterns())) {
                model.addRule(one(i, variant++, rules.size() - i, conditions));
                all.add(conditions);
            }
        }
        return new Network(List.copyOf(rules), Glance.of(all), KieBaseBuilder.createKieBaseFromModel(model));
    }

    /** The rules; a rule's index is its place. */
    List<Rule> rules() {
        return rules;
    }

    /** Whether a rule matches {@code fact}, without a session. */
    boolean matches(Bounce fact) {
        return glance.matches(fact);
    }

    /** A session without locks: each is used by one thread. Only one of them may be open. */
    KieSession open() {
        KieSessionConfiguration alone = RuleBaseFactory.newKnowledgeSessionConfiguration();
        alone.setOption(ThreadSafeOption.NO);
        return base.newKieSession(alone, null);
    }

    private static org.drools.model.Rule one(int index, int variant, int salience, List<Condition> conditions) {
        Variable<Case> bounce = declarationOf(Case.class, "bounce");
        PatternDef<Case> pattern = pattern(bounce);
        for (Condition condition : conditions) {
            AlphaIndex<Case, ?> indexed = index(condition);
            String shown = condition.shown();
            pattern = indexed == null
                    ? pattern.expr(shown, new Test(condition, shown))
                    : pattern.expr(shown, new Test(condition, shown), indexed);
        }
        Block1<Case> match = new Match(index);
        return rule(PACKAGE, "rule " + index + "." + variant)
                .attribute(org.drools.model.Rule.Attribute.SALIENCE, salience)
                .build(pattern, on(bounce).execute(match));
    }

    private static @Nullable AlphaIndex<Case, ?> index(Condition condition) {
        if (condition instanceof Condition.TextIs is) {
            Function1<Case, String> read = new ReadText(is.field());
            return alphaIndexedBy(
                    String.class, Index.ConstraintType.EQUAL, Plan.fieldNumber(is.field()), read, is.value());
        }
        if (condition instanceof Condition.NumberIs is && is.order() == Condition.NumberIs.Order.EQUAL) {
            Function1<Case, Integer> read = new ReadNumber(is.field());
            return alphaIndexedBy(
                    Integer.class, Index.ConstraintType.EQUAL, Plan.fieldNumber(is.field()), read, is.value());
        }
        return null;
    }

    /** A condition as Drools tests it; two that read the same are one node. */
    @SuppressWarnings("serial")
    private record Test(Condition condition, String shown) implements Predicate1<Case>, HashedExpression {
        @Override
        public boolean test(Case bounce) {
            return condition.holds(bounce.fact());
        }

        @Override
        public String getExpressionHash() {
            return shown;
        }
    }

    @SuppressWarnings("serial")
    private record ReadText(Field.Text field) implements Function1<Case, String>, HashedExpression {
        @Override
        public String apply(Case bounce) {
            return field.get().apply(bounce.fact());
        }

        @Override
        public String getExpressionHash() {
            return field.name();
        }
    }

    @SuppressWarnings("serial")
    private record ReadNumber(Field.Count field) implements Function1<Case, Integer>, HashedExpression {
        @Override
        public Integer apply(Case bounce) {
            return field.get().applyAsInt(bounce.fact());
        }

        @Override
        public String getExpressionHash() {
            return field.name();
        }
    }

    @SuppressWarnings("serial")
    private record Match(int rule) implements Block1<Case>, HashedExpression {
        @Override
        public void execute(Case bounce) {
            bounce.match(rule);
        }

        @Override
        public String getExpressionHash() {
            return "match " + rule;
        }
    }
}
