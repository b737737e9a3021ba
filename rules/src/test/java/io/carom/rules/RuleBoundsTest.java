package io.carom.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carom.api.PolicyException;
import io.carom.spi.RuleBook;
import io.carom.spi.SourceFile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is too large, too deep or too much is refused, and takes no long time about it. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RuleBoundsTest {
    private static final int HUGE = 200_000;

    static Stream<Arguments> monsters() {
        return Stream.of(
                monster("brackets", "too-deep", rule("Bounce(" + "(".repeat(HUGE) + "engaged")),
                monster(
                        "brackets that close",
                        "too-deep",
                        rule("Bounce(" + "(".repeat(9) + "engaged" + ")".repeat(9) + ")")),
                monster("negations", "too-deep", rule("Bounce(" + "!(".repeat(HUGE) + "engaged")),
                monster("bare negations", "too-deep", rule("Bounce(" + "!".repeat(HUGE) + "engaged)")),
                monster(
                        "ors",
                        "too-many-comparisons",
                        rule("Bounce(" + times(HUGE / 20, i -> "attempt == " + i, " || ") + ")")),
                monster(
                        "ands",
                        "too-many-comparisons",
                        rule("Bounce(" + times(HUGE / 20, i -> "attempt != " + i, " && ") + ")")),
                monster(
                        "commas",
                        "too-many-comparisons",
                        rule("Bounce(" + times(HUGE / 20, i -> "attempt != " + i, ", ") + ")")),
                monster(
                        "patterns",
                        "too-many-patterns",
                        rule(times(HUGE / 20, i -> "Bounce(attempt == " + i + ")", " or "))),
                monster(
                        "values",
                        "too-many-values",
                        rule("Bounce(attempt in (" + times(HUGE / 20, i -> "" + i, ", ") + "))")),
                monster("a string", "long-string", rule("Bounce(domain == \"" + "x".repeat(HUGE) + "\")")),
                monster("digits", "no-number", rule("Bounce(attempt == " + "9".repeat(HUGE) + ")")),
                monster("a name", "rule-name", rule("Bounce()").replace("acme/x", "acme/" + "x".repeat(300))),
                monster("a field", "unknown-field", rule("Bounce(" + "x".repeat(HUGE) + " == 1)")),
                monster("annotations", "annotation", "rule \"acme/x\"\n" + "@x(".repeat(HUGE) + "\n"),
                monster("attributes", "attribute", "rule \"acme/x\"\n" + "no-loop ".repeat(HUGE / 10) + "\n"),
                monster(
                        "arguments",
                        "refused-then",
                        "rule \"acme/x\" @reason(\"x\") when Bounce() then decide.keep(" + "\"x\",".repeat(HUGE / 10)),
                monster("hidden characters", "hidden-character", "\u202e".repeat(HUGE)),
                monster("quotes", "open-string", "\"\n".repeat(HUGE)),
                monster("comments", "open-comment", "/*".repeat(HUGE)),
                monster("heads without rules", "rule-name", "rule ".repeat(HUGE / 10)),
                monster("ends", "syntax", "end ".repeat(HUGE / 10)),
                monster("rules without end", "no-condition", "rule \"a/b\" ".repeat(HUGE / 20)),
                monster(
                        "a package",
                        "no-reason",
                        "package " + "a.".repeat(HUGE) + "b\nrule \"acme/x\" when Bounce() then decide.keep(); end"),
                monster("a file", "large-file", "// " + "x".repeat(2_000_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("monsters")
    void is_refused(String name, String code, String text) {
        PolicyException refusal = catchThrowableOfType(PolicyException.class, () -> compile(text));
        assertThat(refusal.problems())
                .hasSizeLessThan(110)
                .anyMatch(problem -> problem.code().equals(code));
        assertThat(refusal.getMessage()).hasSizeLessThan(100_000);
    }

    @Test
    void as_much_as_is_allowed_compiles() {
        String text = IntStream.range(0, 3_000)
                .mapToObj(i -> rule("Bounce(domain == \"d" + i + ".example\", attempt > 1 || engaged)")
                        .replace("acme/x", "acme/r" + i))
                .collect(Collectors.joining());
        RuleBook book = compile(text);
        assertThat(book.rules()).hasSize(3_000);
    }

    private static Arguments monster(String name, String code, String text) {
        return Arguments.of(name, code, text);
    }

    private static String times(int count, Function<Integer, String> part, String between) {
        return IntStream.range(0, count).mapToObj(part::apply).collect(Collectors.joining(between));
    }

    private static String rule(String when) {
        return "rule \"acme/x\"\n    @reason(\"x\")\nwhen\n    " + when + "\nthen\n    decide.keep();\nend\n";
    }

    private static RuleBook compile(String text) {
        return new DroolsRuleEngine()
                .compile(List.of(RuleAttacksTest.pack(List.of(new SourceFile("rules/m.drl", text)))));
    }
}
