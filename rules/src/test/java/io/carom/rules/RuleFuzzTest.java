package io.carom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.PolicyException;
import io.carom.spi.RuleBook;
import io.carom.spi.RuleNote;
import io.carom.spi.SourceFile;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RuleFuzzTest {
    private static final int ROUNDS = 1_000;
    private static final String[] PIECES = {
        "rule",
        "\"",
        "'",
        "\\",
        "(",
        ")",
        "{",
        "}",
        "@",
        "/*",
        "*/",
        "//",
        "when",
        "then",
        "end",
        "Bounce(",
        "decide.",
        ";",
        ",",
        "&&",
        "||",
        "!",
        "==",
        "in",
        "not ",
        "contains",
        "salience",
        "0",
        "-",
        "import java.util.List;",
        "eval(true)",
        "\n",
        "\u202e",
        "from",
        "or",
        "and",
        "$x : ",
        ".",
        "\"a\"",
        "true",
        "engaged",
        "status",
        "global",
        "package a.retry",
        "@reason(\"x\")",
        "matches"
    };

    @Test
    void the_reader_never_throws_and_what_it_takes_drools_parser_takes_too() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String base = RuleAttacksTest.resource("forms.drl") + RuleAttacksTest.resource("control.drl");
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutated(base, random);
            List<RuleNote> rules;
            try (RuleBook book = compile(text)) {
                rules = book.rules();
            } catch (PolicyException refused) {
                assertThat(refused.problems())
                        .as("seed %d, round %d", seed, round)
                        .isNotEmpty();
                continue;
            }
            taken++;
            DrlParser parser = new DrlParser();
            PackageDescr read = parser.parse(null, text);
            assertThat(parser.getErrors())
                    .as("seed %d, round %d\n%s", seed, round, text)
                    .isEmpty();
            assertThat(read.getRules())
                    .as("seed %d, round %d", seed, round)
                    .extracting(RuleDescr::getName)
                    .containsExactlyInAnyOrderElementsOf(
                            rules.stream().map(RuleNote::name).toList());
        }
        assertThat(taken).as("mutants that were taken").isPositive();
    }

    @Test
    void compiling_again_and_again_makes_no_classes() {
        String text = RuleAttacksTest.resource("forms.drl");
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        for (int i = 0; i < 30; i++) {
            compile(text).close();
        }
        long before = classes.getTotalLoadedClassCount();
        for (int i = 0; i < 200; i++) {
            compile(text).close();
        }
        assertThat(classes.getTotalLoadedClassCount() - before).isLessThan(20);
    }

    private static String mutated(String base, Random random) {
        StringBuilder text = new StringBuilder(base);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
                case 2 ->
                    text.setCharAt(
                            at, (char) (random.nextInt(20) == 0 ? random.nextInt(0x3000) : 32 + random.nextInt(95)));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 1 + random.nextInt(60))));
            }
        }
        return text.toString();
    }

    private static RuleBook compile(String text) {
        return new DroolsRuleEngine()
                .compile(List.of(RuleAttacksTest.pack(List.of(new SourceFile("rules/f.drl", text)))));
    }
}
