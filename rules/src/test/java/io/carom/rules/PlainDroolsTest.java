package io.carom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Bounce;
import io.carom.api.Decide;
import io.carom.api.Phase;
import io.carom.spi.RuleBook;
import io.carom.spi.RuleNote;
import io.carom.spi.RuleSession;
import io.carom.spi.SourceFile;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.model.codegen.ExecutableModelProject;
import org.junit.jupiter.api.Test;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;

/** What we read in a rule file is what Drools itself reads in it: the subset is DRL, and the same rules match the same facts. */
class PlainDroolsTest {
    private static final int FACTS = 1_000;

    private static final SourceFile FORMS = new SourceFile("rules/forms.drl", RuleAttacksTest.resource("forms.drl"));

    private final List<SourceFile> files = files();
    private final RuleBook book =
            new DroolsRuleEngine().compile(List.of(StockPolicyTest.stock(), RuleAttacksTest.pack(List.of(FORMS))));

    private static List<SourceFile> files() {
        List<SourceFile> files = new ArrayList<>(StockPolicyTest.stock().files());
        files.add(FORMS);
        return files;
    }

    @Test
    void drools_parser_finds_the_same_rules_at_the_same_lines() throws Exception {
        Map<String, String> theirs = new HashMap<>();
        for (SourceFile file : files) {
            DrlParser parser = new DrlParser();
            PackageDescr read = parser.parse(null, withHead(file.text()));
            assertThat(parser.getErrors()).as(file.path()).isEmpty();
            for (RuleDescr rule : read.getRules()) {
                String salience = rule.getSalience() == null ? "0" : rule.getSalience();
                theirs.put(
                        rule.getName(),
                        file.path() + ":" + salience + ":"
                                + rule.getAnnotation("reason").getSingleValue());
            }
        }
        Map<String, String> ours = book.rules().stream()
                .collect(Collectors.toMap(
                        RuleNote::name,
                        rule -> rule.file() + ":" + rule.salience() + ":\""
                                + rule.reason().replaceFirst(": (?=[a-z]).*", "") + "\""));
        assertThat(ours.keySet()).isEqualTo(theirs.keySet());
        ours.forEach((name, facts) -> assertThat(theirs.get(name)).startsWith(facts.substring(0, facts.length() - 1)));
    }

    @Test
    void the_same_rules_match_the_same_facts() {
        KieSession plain = plain();
        Set<String> fired = new TreeSet<>();
        plain.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
                fired.add(event.getMatch().getRule().getName());
            }
        });
        plain.setGlobal(
                "decide",
                Proxy.newProxyInstance(
                        Decide.class.getClassLoader(),
                        new Class<?>[] {Decide.class},
                        (proxy, method, arguments) -> null));
        long seed = System.nanoTime();
        RandomFacts facts = new RandomFacts(book.rules(), seed);
        Set<String> seen = new TreeSet<>();
        try (RuleSession session = book.open()) {
            for (int i = 0; i < FACTS; i++) {
                Bounce fact = facts.next();
                Set<String> ours = new TreeSet<>();
                for (Phase phase : Phase.values()) {
                    session.run(
                            phase,
                            fact,
                            proposed -> ours.add(proposed.by()),
                            (rule, why) -> ours.add(rule + ": " + why));
                }
                fired.clear();
                var handle = plain.insert(fact);
                plain.fireAllRules();
                plain.delete(handle);
                assertThat(ours).as("seed %d, fact %d", seed, i).isEqualTo(fired);
                seen.addAll(ours);
                for (RuleNote rule : book.rules()) {
                    assertThat(book.whyNot(rule.name(), rule.phase(), fact).startsWith("it matches"))
                            .as("seed %d, fact %d, %s", seed, i, rule.name())
                            .isEqualTo(ours.contains(rule.name()));
                }
            }
        }
        plain.dispose();
        assertThat(seen)
                .as("rules that some fact matched")
                .hasSizeGreaterThan(book.rules().size() * 3 / 4);
    }

    private KieSession plain() {
        KieServices services = KieServices.get();
        KieFileSystem system = services.newKieFileSystem();
        for (int i = 0; i < files.size(); i++) {
            system.write(
                    "src/main/resources/r" + i + ".drl", withHead(files.get(i).text()));
        }
        KieBuilder builder = services.newKieBuilder(system).buildAll(ExecutableModelProject.class);
        assertThat(builder.getResults().getMessages(Message.Level.ERROR)).isEmpty();
        return services.newKieContainer(builder.getKieModule().getReleaseId()).newKieSession();
    }

    private static String withHead(String text) {
        return text.contains("import io.carom")
                ? text
                : "import io.carom.api.Bounce;\nglobal io.carom.api.Decide decide;\n" + text;
    }
}
