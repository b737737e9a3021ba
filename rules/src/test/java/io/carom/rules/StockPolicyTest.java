package io.carom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.api.Reason;
import io.carom.spi.RuleBook;
import io.carom.spi.RulePack;
import io.carom.spi.RuleSession;
import io.carom.spi.SourceFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StockPolicyTest {
    private final RuleBook book = new DroolsRuleEngine().compile(List.of(stock()));

    static RulePack stock() {
        List<SourceFile> files = new DroolsRuleEngine()
                .stockPolicy().stream()
                        .filter(file -> file.path().startsWith("rules/"))
                        .toList();
        return new RulePack("stock", true, files, Set.of(), Set.of("default", "aggressive", "conservative"));
    }

    private List<String> run(Phase phase, Bounce fact) {
        List<String> names = new ArrayList<>();
        try (RuleSession session = book.open()) {
            session.run(phase, fact, proposed -> names.add(proposed.by() + " " + proposed.what()), (rule, why) -> {
                throw new AssertionError(rule + " " + why);
            });
        }
        return names;
    }

    @Test
    void the_stock_policy_has_no_warnings() {
        assertThat(book.warnings()).isEmpty();
    }

    @Test
    void every_reason_of_a_failure_has_its_rule() {
        List<String> without = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            if (reason.word().startsWith("feedback_") || reason == Reason.AUTO_REPLY || reason == Reason.DELIVERED) {
                continue;
            }
            Bounce fact = new Bounce();
            fact.setReading(reason.word());
            if (run(Phase.CLASSIFY, fact).size() != 1) {
                without.add(reason.word());
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void the_strongest_proposal_comes_first_and_the_losers_stay() {
        Bounce fact = new Bounce();
        fact.setEvent("bounce");
        fact.setBounceType("hard");
        fact.setFault("recipient");
        fact.setReason("user_unknown");
        assertThat(run(Phase.ACTION, fact)).singleElement().asString().startsWith("stock/dead-address");
        fact.setEngaged(true);
        assertThat(run(Phase.ACTION, fact))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("stock/engaged-subscriber-is-held");
    }

    @Test
    void what_a_rule_advises_is_told_with_its_reason() {
        Bounce fact = new Bounce();
        fact.setEvent("bounce");
        fact.setBounceType("soft");
        fact.setFault("sender");
        fact.setReason("policy_rejected");
        List<String> told = new ArrayList<>();
        try (RuleSession session = book.open()) {
            session.run(Phase.ACTION, fact, proposed -> told.add(proposed.text()), (rule, why) -> {});
        }
        assertThat(told).containsExactly("The receiver's policy defers: watch: reputation, authentication, content");
    }

    @Test
    void every_rule_has_a_case_that_fires_it_and_one_that_just_misses_it() {
        String cases = new DroolsRuleEngine()
                .stockPolicy().stream()
                        .filter(file -> file.path().startsWith("tests/"))
                        .map(SourceFile::text)
                        .collect(Collectors.joining("\n"));
        assertThat(book.rules())
                .allSatisfy(rule -> assertThat(cases)
                        .contains("fires: " + rule.name() + "\n")
                        .contains("misses: " + rule.name() + "\n"));
    }

    @Test
    void every_rule_names_its_source_in_a_comment() {
        assertThat(book.rules()).noneMatch(rule -> rule.comment().isEmpty());
    }

    @Test
    void every_shipped_file_is_listed() throws Exception {
        Path folder = Path.of("src/main/resources/io/carom/rules");
        for (String policy : List.of("stock", "starter")) {
            try (Stream<Path> files = Files.walk(folder.resolve(policy))) {
                List<String> there = files.filter(Files::isRegularFile)
                        .map(file -> folder.resolve(policy)
                                .relativize(file)
                                .toString()
                                .replace('\\', '/'))
                        .filter(file -> !file.equals("files.txt"))
                        .sorted()
                        .toList();
                List<SourceFile> listed = policy.equals("stock")
                        ? new DroolsRuleEngine().stockPolicy()
                        : new DroolsRuleEngine().starterPolicy();
                assertThat(listed.stream().map(SourceFile::path).sorted().toList())
                        .isEqualTo(there);
            }
        }
    }
}
