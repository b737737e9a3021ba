package io.carom.benchmarks.rules;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.rules.DroolsRuleEngine;
import io.carom.spi.RuleBook;
import io.carom.spi.RulePack;
import io.carom.spi.RuleSession;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The stock rules alone ({@code times=1}) and with nine times as many of an operator's beside them. The facts are a hard bounce, a soft
 * one, a refusal by policy and a complaint in turn, so that a different set of rules matches each time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RuleBenchmark {
    private static final Set<String> RETRY_POLICIES = Set.of("default", "aggressive", "conservative");
    private static final Phase[] ROAD = {Phase.CLASSIFY, Phase.OVERRIDE, Phase.TRAP, Phase.RETRY, Phase.ACTION};

    /** How many rules there are, in stock policies. */
    @Param({"1", "10"})
    public int times;

    private final Bounce[] facts = {
        fact("bounce", "hard", "recipient", "user_unknown", "5.1.1"),
        fact("bounce", "soft", "recipient", "mailbox_full", "4.2.2"),
        fact("bounce", "hard", "sender", "policy_rejected", "5.7.1"),
        fact("complaint", "", "", "feedback_abuse", "")
    };
    private List<RulePack> packs = List.of();
    private @Nullable RuleSession session;
    private int next;
    private int proposals;

    /** Compiles the rules. */
    @Setup
    public void compile() {
        List<SourceFile> stock = new DroolsRuleEngine()
                .stockPolicy().stream()
                        .filter(file -> file.path().startsWith("rules/"))
                        .toList();
        packs = new ArrayList<>(List.of(new RulePack("stock", true, stock, Set.of(), RETRY_POLICIES)));
        if (times > 1) {
            packs.add(new RulePack("acme", false, List.of(operators(94 * (times - 1))), Set.of(), RETRY_POLICIES));
        }
        session = new DroolsRuleEngine().compile(packs).open();
    }

    /** Closes the session. */
    @TearDown
    public void close() {
        if (session != null) {
            session.close();
        }
    }

    /** The phase that reads code and text: one rule matches. */
    @Benchmark
    public int classify() {
        return run(Phase.CLASSIFY, facts[next++ & 3]);
    }

    /** The phase that decides what happens: one to three rules match. */
    @Benchmark
    public int action() {
        return run(Phase.ACTION, facts[next++ & 3]);
    }

    /** A phase in which nothing matches. */
    @Benchmark
    public int trap() {
        return run(Phase.TRAP, facts[next++ & 3]);
    }

    /** All phases of a decision that raises no alert. */
    @Benchmark
    public int decision() {
        Bounce fact = facts[next++ & 3];
        for (Phase phase : ROAD) {
            run(phase, fact);
        }
        return proposals;
    }

    /** Reading, checking and building all rules, as a reload does. */
    @Benchmark
    public RuleBook reload() {
        return new DroolsRuleEngine().compile(packs);
    }

    private int run(Phase phase, Bounce fact) {
        if (session != null) {
            session.run(phase, fact, proposed -> proposals++, (rule, why) -> {
                throw new IllegalStateException(rule + ": " + why);
            });
        }
        return proposals;
    }

    /** What operators write: one domain, code or family each, in the phases where they write it. */
    private static SourceFile operators(int count) {
        String[] forms = {
            "domain == \"d%d.example\", bounceType == \"soft\") then decide.retry(\"2h\", 3)",
            "status == \"5.7.%d\", family == \"google\") then decide.keep(\"look at it\")",
            "domain in (\"d%d.example\", \"e.example\"), reason == \"mailbox_full\") then decide.hard(\"mailbox_disabled\")",
            "campaign == \"c%d\", engaged == true) then decide.hold(\"48h\")",
            "reading == \"user_unknown\", domain == \"d%d.example\") then decide.advise(\"a partner\")"
        };
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("rule \"acme/r").append(i).append("\" @reason(\"because\") when Bounce(");
            text.append(String.format(forms[i % forms.length], i)).append("; end\n");
        }
        return new SourceFile("rules/operators.drl", text.toString());
    }

    private static Bounce fact(String event, String type, String fault, String reason, String status) {
        Bounce fact = new Bounce();
        fact.setEvent(event);
        fact.setBounceType(type);
        fact.setReadingType(type);
        fact.setFault(fault);
        fact.setReadingFault(fault);
        fact.setReason(reason);
        fact.setReading(reason);
        fact.setStatus(status);
        fact.setRecipient("bob@example.com");
        fact.setDomain("example.com");
        fact.setFeedbackType(event.equals("complaint") ? "abuse" : "");
        fact.setProven(true);
        return fact;
    }
}
