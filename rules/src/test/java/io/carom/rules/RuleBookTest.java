package io.carom.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.Bounce;
import io.carom.api.Phase;
import io.carom.api.PolicyException;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.rules.drl.RuleLimits;
import io.carom.spi.RuleBook;
import io.carom.spi.RuleEngine;
import io.carom.spi.RuleNote;
import io.carom.spi.RulePack;
import io.carom.spi.RuleSession;
import io.carom.spi.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RuleBookTest {
    private final RuleEngine engine = new DroolsRuleEngine();

    private static SourceFile file(String text) {
        return new SourceFile("rules/own.drl", text);
    }

    private static String rule(String name, String when, String then) {
        return "rule \"" + name + "\" @reason(\"because of " + name + "\") when Bounce(" + when + ") then decide."
                + then + "; end\n";
    }

    private RuleBook own(String text) {
        return engine.compile(List.of(RuleAttacksTest.pack(List.of(file(text)))));
    }

    private static List<Proposed> run(RuleBook book, Phase phase, Bounce fact) {
        List<Proposed> all = new ArrayList<>();
        try (RuleSession session = book.open()) {
            session.run(phase, fact, all::add, (name, why) -> {
                throw new AssertionError(name + ": " + why);
            });
        }
        return all;
    }

    @Test
    void the_engine_is_found_by_service_loader() {
        assertThat(ServiceLoader.load(RuleEngine.class))
                .hasOnlyElementsOfType(DroolsRuleEngine.class)
                .hasSize(1);
    }

    @Test
    void a_proposal_carries_everything_that_was_known_when_the_rule_was_compiled() {
        RuleBook book = own("\n" + rule("acme/slow", "domain == \"slow.example\"", "retry(\"90m\", 7)"));
        Bounce fact = new Bounce();
        fact.setDomain("slow.example");
        Proposed expected = new Proposed(
                Phase.RETRY,
                "acme/slow",
                "acme",
                Proposed.rank(false, true, 0),
                "because of acme/slow",
                "rules/own.drl:2",
                new Proposal.Retry(Duration.ofMinutes(90), 7));
        assertThat(run(book, Phase.RETRY, fact)).containsExactly(expected);
        assertThat(run(book, Phase.RETRY, fact).get(0))
                .isSameAs(run(book, Phase.RETRY, fact).get(0));
        assertThat(run(book, Phase.ACTION, fact)).isEmpty();
    }

    @Test
    void a_package_that_ends_with_a_phase_beats_the_phase_of_the_verb() {
        RuleBook book = own("package acme.override\n" + rule("acme/slow", "", "retry(\"1h\", 1)"));
        assertThat(book.rules()).singleElement().extracting(RuleNote::phase).isEqualTo(Phase.OVERRIDE);
    }

    @Test
    void a_package_that_ends_with_no_phase_is_pointed_out() {
        RuleBook book = own("package acme.retrys\n" + rule("acme/slow", "", "retry(\"1h\", 1)"));
        assertThat(book.rules()).singleElement().extracting(RuleNote::phase).isEqualTo(Phase.RETRY);
        assertThat(book.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .isEqualTo(
                                "rules/own.drl:1:14: the package's last part, 'retrys', is no phase: each rule runs in the phase"
                                        + " of its verb; did you mean 'retry'?"));
    }

    @Test
    void a_misspelt_field_is_answered_with_the_right_one() {
        assertThatThrownBy(
                        () -> own(
                                "rule \"acme/x\"\n    @reason(\"x\")\nwhen\n    Bounce(dsnCode == \"5.2.2\")\nthen\n    decide.soft(\"mailbox_ful\");\nend\n"))
                .isInstanceOf(PolicyException.class)
                .hasMessage("rules/own.drl:4:12: Bounce has no field 'dsnCode'; did you mean 'status'?\n"
                        + "rules/own.drl:6:17: there is no reason 'mailbox_ful'; did you mean 'mailbox_full'?");
    }

    @Test
    void a_later_pack_replaces_a_rule_of_the_same_name() {
        RuleBook book = engine.compile(List.of(
                StockPolicyTest.stock(),
                RuleAttacksTest.pack(List.of(file(
                        rule("stock/full-mailbox-is-soft", "reason == \"mailbox_full\"", "hard(\"mailbox_full\")"))))));
        assertThat(book.rules())
                .filteredOn(note -> note.name().equals("stock/full-mailbox-is-soft"))
                .singleElement()
                .extracting(RuleNote::pack)
                .isEqualTo("acme");
        assertThat(book.warnings()).isEmpty();
    }

    @Test
    void a_disabled_rule_is_gone_and_a_misspelt_one_is_an_error() {
        RulePack stock = StockPolicyTest.stock();
        assertThat(engine.compile(List.of(disabling(stock, "stock/user-unknown")))
                        .rules())
                .noneMatch(note -> note.name().equals("stock/user-unknown"));
        assertThatThrownBy(() -> engine.compile(List.of(disabling(stock, "stock/user-unknwon"))))
                .hasMessage(
                        "policy.yml: there is no rule 'stock/user-unknwon' to switch off; did you mean 'stock/user-unknown'?");
    }

    private static RulePack disabling(RulePack pack, String name) {
        return new RulePack(pack.name(), pack.stock(), pack.files(), Set.of(name), pack.retryPolicies());
    }

    @Test
    void why_not_names_the_first_condition_that_failed_and_the_value_it_saw() {
        RuleBook book =
                own(rule("acme/x", "bounceType == \"hard\", status == \"5.2.2\", attempt > 1 || engaged", "keep()"));
        Bounce fact = new Bounce();
        fact.setBounceType("hard");
        fact.setStatus("5.1.1");
        assertThat(book.whyNot("acme/x", Phase.ACTION, fact))
                .isEqualTo("`status == \"5.2.2\"` does not hold: status is \"5.1.1\"");
        fact.setStatus("5.2.2");
        assertThat(book.whyNot("acme/x", Phase.ACTION, fact))
                .isEqualTo("`attempt > 1 || engaged == true` does not hold: attempt is 0, engaged is false");
        fact.setEngaged(true);
        assertThat(book.whyNot("acme/x", Phase.ACTION, fact)).startsWith("it matches: ");
        assertThat(book.whyNot("acme/x", Phase.TRAP, fact)).isEqualTo("it belongs to the phase action, not to trap");
        assertThat(book.whyNot("acme/y", Phase.TRAP, fact)).isEqualTo("there is no such rule in force");
    }

    @Test
    void an_international_domain_is_written_as_the_dns_has_it() {
        assertThatThrownBy(() -> own(rule("acme/x", "domain in (\"example.com\", \"bücher.example\")", "keep()")))
                .hasMessageContaining("write \"xn--bcher-kva.example\"");
        assertThatThrownBy(() -> own(rule("acme/x", "recipient == \"bob@bücher.example\"", "keep()")))
                .hasMessageContaining("write \"bob@xn--bcher-kva.example\"");
        own(rule("acme/x", "domain == \"xn--bcher-kva.example\", list == \"bücher\"", "keep()"))
                .close();
    }

    @Test
    void a_rule_that_fails_is_named_and_the_others_stand() {
        RuleBook book = own(rule("acme/breaks", "mx str[endsWith] \".example\"", "keep()")
                + rule("acme/stands", "attempt == 1", "keep()"));
        Bounce broken = new Bounce();
        broken.setMx(null);
        broken.setAttempt(1);
        List<String> told = new ArrayList<>();
        try (RuleSession session = book.open()) {
            session.run(
                    Phase.ACTION,
                    broken,
                    proposed -> told.add(proposed.by()),
                    (name, why) -> told.add(name + ": " + why));
            assertThat(told)
                    .hasSize(2)
                    .anyMatch("acme/stands"::equals)
                    .anyMatch(line -> line.startsWith("acme/breaks: it failed with"));
            told.clear();
            broken.setMx("mx.example");
            session.run(
                    Phase.ACTION,
                    broken,
                    proposed -> told.add(proposed.by()),
                    (name, why) -> told.add(name + ": " + why));
            assertThat(told).containsExactlyInAnyOrder("acme/breaks", "acme/stands");
        }
    }

    @Test
    void more_matches_than_the_bound_are_cut_off_weakest_first_and_named() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append(
                    rule("acme/r" + i, "attempt == 1", "advise(\"x\")").replace(" when", " salience " + i + " when"));
        }
        RuleLimits few = new RuleLimits(10, 10_000, 10, 8, 8, 8, 8, 100, 10, 3);
        RuleBook book =
                new DroolsRuleEngine(few).compile(List.of(RuleAttacksTest.pack(List.of(file(text.toString())))));
        Bounce fact = new Bounce();
        fact.setAttempt(1);
        List<String> told = new ArrayList<>();
        try (RuleSession session = book.open()) {
            session.run(
                    Phase.OVERRIDE, fact, proposed -> told.add(proposed.by()), (name, why) -> told.add(name + " cut"));
            assertThat(told).containsExactly("acme/r4", "acme/r3", "acme/r2", "acme/r1 cut", "acme/r0 cut");
            told.clear();
            fact.setAttempt(2);
            session.run(
                    Phase.OVERRIDE, fact, proposed -> told.add(proposed.by()), (name, why) -> told.add(name + " cut"));
            assertThat(told).isEmpty();
        }
    }

    @Test
    void the_same_book_serves_several_threads() throws Exception {
        RuleBook book = engine.compile(List.of(StockPolicyTest.stock()));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> counts = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            counts.add(threads.submit(() -> {
                int count = 0;
                for (int i = 0; i < 200; i++) {
                    Bounce fact = new Bounce();
                    fact.setReading(i % 2 == 0 ? "user_unknown" : "nothing of the kind");
                    count += run(book, Phase.CLASSIFY, fact).size();
                }
                return count;
            }));
        }
        for (Future<Integer> count : counts) {
            assertThat(count.get()).isEqualTo(100);
        }
        threads.shutdown();
    }

    @Test
    void sessions_that_are_open_at_the_same_time_do_not_see_each_others_facts() throws Exception {
        RuleBook book = own(rule("acme/first", "attempt >= 1", "keep()"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> counts = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            boolean matches = t % 2 == 0;
            counts.add(threads.submit(() -> {
                List<Proposed> all = new ArrayList<>();
                Bounce fact = new Bounce();
                try (RuleSession session = book.open()) {
                    for (int i = 0; i < 20_000; i++) {
                        fact.setAttempt(matches || i % 2 == 0 ? 1 : 0);
                        session.run(Phase.ACTION, fact, all::add, (name, why) -> all.clear());
                    }
                }
                return all.size() * (matches ? 1 : 2);
            }));
        }
        for (Future<Integer> count : counts) {
            assertThat(count.get()).isEqualTo(20_000);
        }
        threads.shutdown();
    }

    @Test
    void a_thread_without_our_class_loader_can_compile_and_run() throws Exception {
        List<Object> result = new ArrayList<>();
        Thread foreign = new Thread(() -> {
            RuleBook book = own(rule("acme/x", "attempt == 0", "keep()"));
            result.addAll(run(book, Phase.ACTION, new Bounce()));
            result.add(Thread.currentThread().getContextClassLoader());
        });
        ClassLoader nothing = new ClassLoader(null) {};
        foreign.setContextClassLoader(nothing);
        foreign.start();
        foreign.join();
        assertThat(result).hasSize(2).last().isSameAs(nothing);
    }

    @Test
    void notes_tell_comment_condition_and_place() {
        RuleBook book = own(
                "// because (RFC 3463)\n// and more\nrule \"acme/x\"\n  @reason(\"it is\")\nwhen Bounce(!engaged && status != \"5.1.1\") then decide.keep(\"do this\"); end");
        assertThat(book.rules()).singleElement().satisfies(note -> {
            assertThat(note.comment()).isEqualTo("because (RFC 3463) and more");
            assertThat(note.condition()).isEqualTo("Bounce(engaged == false && status != \"5.1.1\")");
            assertThat(note.reason()).isEqualTo("it is: do this");
            assertThat(note.file() + ":" + note.line()).isEqualTo("rules/own.drl:3");
        });
    }

    @Test
    void the_starter_policy_compiles_over_the_stock_policy() {
        List<SourceFile> rules = engine.starterPolicy().stream()
                .filter(file -> file.path().startsWith("rules/"))
                .toList();
        RuleBook book = engine.compile(
                List.of(StockPolicyTest.stock(), new RulePack("acme", false, rules, Set.of(), Set.of("patient"))));
        assertThat(book.rules()).filteredOn(note -> note.pack().equals("acme")).hasSize(3);
        assertThat(book.warnings()).isEmpty();
    }

    @Test
    void a_rule_that_can_never_match_is_an_error() {
        for (String never : List.of(
                "status == \"5.1.1\", status == \"5.1.2\"",
                "status == \"5.1.1\" && status in (\"5.1.2\", \"5.1.3\")",
                "engaged, !engaged",
                "attempt == 1, attempt == 2",
                "domain == \"a.example\", domain != \"a.example\"")) {
            assertThatThrownBy(() -> own(rule("acme/x", never, "keep()"))).hasMessageContaining("can never match");
        }
        own(rule("acme/x", "status == \"5.1.1\" || status == \"5.1.2\", attempt != 1, attempt != 2", "keep()"))
                .close();
    }

    @Test
    void a_rule_that_always_loses_is_pointed_out() {
        RuleBook book = own(rule("acme/strong", "engaged", "keep()").replace(" when", " salience 10 when")
                + rule("acme/weak", "engaged", "markBounced()")
                + rule("acme/other", "engaged", "flagSendingIp()"));
        assertThat(book.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("always-loses");
            assertThat(warning.line()).isEqualTo(2);
        });
    }
}
