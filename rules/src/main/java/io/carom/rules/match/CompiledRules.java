package io.carom.rules.match;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.api.Problem;
import io.carom.rules.drl.Rule;
import io.carom.spi.RuleBook;
import io.carom.spi.RuleNote;
import io.carom.spi.RuleSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/**
 * Rules that were checked, as Drools networks, one for each phase. Each open session has networks of its own, which a closed one leaves to
 * the next. Safe for any number of threads.
 */
public final class CompiledRules implements RuleBook {
    private static final ClassLoader LOADER = CompiledRules.class.getClassLoader();

    /** So many networks wait for a session; more of them are not kept. */
    private static final int MOST_IDLE = 4;

    private final Map<Phase, List<Rule>> byPhase;
    private final Queue<Map<Phase, Network>> idle = new ArrayBlockingQueue<>(MOST_IDLE);
    private final Map<String, Rule> byName;
    private final List<RuleNote> notes;
    private final List<Problem> warnings;
    private final int limit;

    private CompiledRules(
            Map<Phase, List<Rule>> byPhase,
            Map<String, Rule> byName,
            List<RuleNote> notes,
            List<Problem> warnings,
            int limit) {
        this.byPhase = byPhase;
        this.byName = byName;
        this.notes = notes;
        this.warnings = warnings;
        this.limit = limit;
    }

    /**
     * Compiles rules.
     *
     * @param rules the rules in force, packs in their order, each in the order of files and lines
     * @param warnings what is odd about them
     * @param limit how many of them may match one fact in one phase
     */
    public static CompiledRules of(List<Rule> rules, List<Problem> warnings, int limit) {
        Map<Phase, List<Rule>> byPhase = new EnumMap<>(Phase.class);
        Map<String, Rule> byName = new HashMap<>();
        for (Rule rule : rules) {
            byPhase.computeIfAbsent(rule.proposed().phase(), phase -> new ArrayList<>())
                    .add(rule);
            byName.put(rule.name(), rule);
        }
        List<RuleNote> notes = byPhase.values().stream()
                .flatMap(List::stream)
                .map(CompiledRules::note)
                .toList();
        byPhase.values()
                .forEach(some -> some.sort(
                        Comparator.comparingInt((Rule rule) -> rule.proposed().rank())
                                .reversed()));
        CompiledRules compiled = new CompiledRules(byPhase, byName, notes, List.copyOf(warnings), limit);
        compiled.idle.offer(withLoader(compiled::networks));
        return compiled;
    }

    private Map<Phase, Network> networks() {
        Map<Phase, Network> networks = new EnumMap<>(Phase.class);
        byPhase.forEach((phase, rules) -> networks.put(phase, Network.of(rules)));
        return networks;
    }

    @Override
    public List<RuleNote> rules() {
        return notes;
    }

    @Override
    public List<Problem> warnings() {
        return warnings;
    }

    @Override
    public RuleSession open() {
        return withLoader(() -> {
            Map<Phase, Network> waiting = idle.poll();
            return new DroolsSession(waiting == null ? networks() : waiting, limit, idle::offer);
        });
    }

    @Override
    public String whyNot(String rule, Phase phase, Bounce fact) {
        Rule found = byName.get(rule);
        if (found == null) {
            return "there is no such rule in force";
        }
        Phase own = found.proposed().phase();
        return own == phase
                ? WhyNot.of(found, fact)
                : "it belongs to the phase " + own.word() + ", not to " + phase.word();
    }

    @Override
    public void close() {
        // the networks hold no threads and no classes of their own: they go with this object
    }

    private static RuleNote note(Rule rule) {
        return new RuleNote(
                rule.name(),
                rule.proposed().pack(),
                rule.proposed().phase(),
                rule.salience(),
                rule.proposed().text(),
                rule.comment(),
                rule.condition(),
                rule.proposed().what(),
                rule.file(),
                rule.line());
    }

    /** Runs {@code work} with our own class loader in the thread: a mail server's would not find Drools. */
    private static <T> T withLoader(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(LOADER);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
