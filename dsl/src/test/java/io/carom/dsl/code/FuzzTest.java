package io.carom.dsl.code;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyClassLoader;
import io.carom.api.Bounce;
import io.carom.api.PolicyException;
import io.carom.dsl.ClosedGroovyEngine;
import io.carom.dsl.read.Findings;
import io.carom.dsl.read.ScriptReader;
import io.carom.dsl.run.Limits;
import io.carom.dsl.tree.Script;
import io.carom.dsl.tree.Vocabulary;
import io.carom.spi.ScriptBook;
import io.carom.spi.SourceFile;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Scripts made from the grammar, and the same with something broken. Whatever is accepted calls nothing off the list, also by a second
 * look at its code; it runs, and never throws. The seed is in the message of a failure.
 */
class FuzzTest {
    private static final Set<String> POLICIES = Set.of("default", "aggressive");
    private static final String[] PIECES = {
        "class X {}",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "'",
        "\"",
        "${",
        "/",
        "~",
        "=",
        "==",
        "->",
        "@X ",
        "import a.b",
        "new ",
        ".class",
        "::",
        "?.",
        "*.",
        ".&",
        "while(true)",
        "System.exit(1)",
        "\\u0041",
        "/*",
        "*/",
        "//",
        "\n",
        ";",
        ",",
        ":",
        "if (",
        "else ",
        "def ",
        "in ",
        "!",
        "&&",
        "||",
        "in",
        "this",
        "null",
        "0x1",
        "1e9",
        "1L",
        "4.hours",
        "reason",
        "smtp",
        "'x'",
        "${dsn}",
        "$",
        "evaluate('1')",
        "{ -> 1 }",
        "=~ /(a*)*/",
        "reason.",
        "as ",
        "return ",
        "static ",
        "'''",
        "\"\"\"",
        "$/",
        "/$",
        "\t",
        "\u00e4"
    };

    private final GroovyClassLoader loader = new GroovyClassLoader(FuzzTest.class.getClassLoader());
    private final Generator generator = new Generator(loader);
    private final ClosedGroovyEngine engine = new ClosedGroovyEngine();
    private int accepted;

    @Test
    void some_scripts_hold_in_every_build() {
        rounds(20_260_105L, 80, Long.MAX_VALUE);
        assertThat(accepted).isGreaterThan(35);
    }

    /** Five minutes, or as many seconds as {@code carom.fuzz.seconds} says. */
    @Tag("long")
    @Test
    void many_scripts_hold() {
        long seed = Long.getLong("carom.fuzz.seed", System.nanoTime());
        System.out.println("seed " + seed);
        rounds(seed, Integer.MAX_VALUE, System.nanoTime() + Long.getLong("carom.fuzz.seconds", 300) * 1_000_000_000L);
        System.out.println("accepted " + accepted);
    }

    private void rounds(long seed, int most, long end) {
        Random random = new Random(seed);
        for (int i = 0; i < most && System.nanoTime() < end; i++) {
            String source = new Grammar(random).script();
            if (i % 2 == 1) {
                source = mutated(source, random);
            }
            prove(source, "seed " + seed + ", round " + i, i % 2 == 0);
        }
    }

    private static String mutated(String source, Random random) {
        StringBuilder text = new StringBuilder(source);
        for (int k = 1 + random.nextInt(3); k > 0; k--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
                default -> {
                    int from = random.nextInt(text.length() + 1);
                    text.insert(
                            at, text.substring(Math.min(from, at), Math.min(text.length(), Math.min(from, at) + 12)));
                }
            }
        }
        return text.toString();
    }

    private void prove(String source, String where, boolean valid) {
        SourceFile file = new SourceFile("scripts/fuzz.groovy", source);
        Findings findings = new Findings(file.path(), source, 100);
        Script script =
                new ScriptReader(Vocabulary.STANDARD, Limits.DEFAULT, loader, "acme", POLICIES).read(file, findings);
        if (script == null) {
            assertThat(findings.problems())
                    .as(where + "\n" + source)
                    .isNotEmpty()
                    .allMatch(problem -> problem.line() > 0 && problem.col() > 0);
            assertThat(valid)
                    .as(where + " should be accepted\n" + source + "\n" + findings.problems())
                    .isFalse();
            return;
        }
        accepted++;
        byte[] code = generator.generate(script).bytes();
        assertThat(Verifier.complaints(code)).as(where + "\n" + source).isEmpty();
        assertThat(BytecodeGate.refusal(code)).as(where + "\n" + source).isNull();
        try {
            ScriptBook book = engine.compile("acme", List.of(file), POLICIES);
            for (String text :
                    List.of("", "550 5.1.1 user unknown", "451 4.7.1 Try again later, greylisted ".repeat(20))) {
                book.run(fact(text), proposed -> assertThat(proposed.by()).isEqualTo("fuzz"));
            }
        } catch (PolicyException e) {
            throw new AssertionError(where + "\n" + source, e);
        }
    }

    private static Bounce fact(String text) {
        Bounce fact = new Bounce();
        fact.setStatus("4.7.1");
        fact.setReplyCode(451);
        fact.setText(text);
        fact.setDomain("example.com");
        fact.setMx("mx.example.net");
        fact.setAttempt(2);
        return fact;
    }

    /** Makes scripts that are right. */
    private static final class Grammar {
        private final Random random;
        private int names;

        Grammar(Random random) {
            this.random = random;
        }

        private String one(String... of) {
            return of[random.nextInt(of.length)];
        }

        String script() {
            StringBuilder text =
                    new StringBuilder("domain 'example.com'\ndef GREY = ~/(?i)try again/\ndef CODES = [450, 451]\n");
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.append("on(")
                        .append(conditions())
                        .append(") {\n")
                        .append(block(2))
                        .append("}\n");
            }
            return random.nextBoolean() ? text + "otherwise {\n" + block(3) + "}\n" : text.toString();
        }

        private String conditions() {
            return one("dsn: '4.7.1'", "dsn: ['5.*', '4.7.*']", "smtp: CODES", "reasonIs: 'greylisted'")
                    + one("", ", text: GREY", ", mx: '*.example.net'", ", text: [/a.c/, ~/[0-9]{1,3}x/]");
        }

        private String block(int depth) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.append(statement(depth)).append(one("\n", "; ", ";\n"));
            }
            return text.append('\n').toString();
        }

        private String statement(int depth) {
            int kind = random.nextInt(depth > 0 ? 4 : 2);
            if (kind == 0) {
                return "def n" + names++ + " = " + one(text(), number(), flag(1), "attempt.hours", "3.days");
            } else if (kind == 1) {
                return verb();
            }
            String otherwise = random.nextBoolean() ? "" : " else { " + block(depth - 1) + "}";
            return "if (" + flag(3) + ") { " + block(depth - 1) + "}" + otherwise;
        }

        private String verb() {
            return one(
                    "classify soft, 'greylisted'",
                    "classify hard, " + text(),
                    "retry after: " + one("2.hours", "attempt.minutes") + ", attempts: " + one("3", "softCount"),
                    "retryPolicy 'aggressive'",
                    "retryPolicy " + text(),
                    "giveUp()",
                    "keepSubscriber()",
                    "suppress()",
                    "unsubscribe()",
                    "hold " + one("24.hours", "softCount.days"),
                    "throttle " + one("'10/min'", "\"${attempt}/h\""),
                    "alert " + one("'x'", "\"x_${domain}\""));
        }

        private String text() {
            return one(
                    "dsn",
                    "reason",
                    "domain",
                    "recipient",
                    "mx",
                    "server",
                    "campaign",
                    "\"a ${" + one("mx", "smtp", "engaged") + "} b\"");
        }

        private String number() {
            return one("smtp", "attempt", "softCount");
        }

        private String flag(int depth) {
            if (depth == 0) {
                return one("engaged", "campaign", "attempt", text() + " =~ GREY", "smtp in CODES");
            }
            return one(
                    "!(" + flag(depth - 1) + ")",
                    "(" + flag(depth - 1) + one(" && ", " || ", "\n  && ") + flag(depth - 1) + ")",
                    number() + one(" == ", " != ", " < ", " <= ", " > ", " >= ") + one("3", "-1", number()),
                    text() + one(" == ", " != ") + "'x'",
                    text() + " =~ /" + one("abc", "(?i)a|b", "a.{1,5}b", "^[^x]+$") + "/",
                    text() + " in ['a', 'b']",
                    "attempt.hours " + one("<", ">=") + " 2.hours",
                    flag(0));
        }
    }
}
