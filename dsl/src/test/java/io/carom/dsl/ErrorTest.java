package io.carom.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each wrong line of the files in {@code errors/} says in a comment what is told about it: {@code // ! code: part of the hint, code}. */
class ErrorTest {
    private static String text(String name) {
        try (InputStream in = ErrorTest.class.getResourceAsStream("/errors/" + name + ".groovy")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> expected(String text) {
        List<String> expected = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            int mark = line.indexOf("// ! ");
            if (mark >= 0) {
                for (String part : line.substring(mark + 5).split(", (?=[a-z]+-?[a-z]+(:|$))")) {
                    expected.add(number + " " + part.strip());
                }
            }
        }
        return expected;
    }

    @ParameterizedTest
    @ValueSource(strings = {"top", "block", "structure", "syntax"})
    void every_wrong_line_is_told_with_code_and_hint(String name) {
        String text = text(name);
        List<String> expected = expected(text);
        List<Problem> problems = Book.problems(text);
        List<String> found = new ArrayList<>();
        for (Problem problem : problems) {
            String key = problem.line() + " " + problem.code();
            String match = expected.stream()
                    .filter(entry -> entry.equals(key)
                            || (entry.startsWith(key + ": ")
                                    && problem.hint() != null
                                    && problem.hint().contains(entry.substring(key.length() + 2))))
                    .findFirst()
                    .orElse(key + " unexpected: " + problem);
            found.add(match);
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_problem_has_place_source_line_and_hint() {
        Problem problem = Book.problems("domain 'example.com'\n\notherwise { classify soft, 'mailbox_ful' }")
                .get(0);
        assertThat(problem.toString())
                .isEqualTo("scripts/s0.groovy:3:28: there is no reason `mailbox_ful`; did you mean `mailbox_full`?");
        assertThat(problem.source()).isEqualTo("otherwise { classify soft, 'mailbox_ful' }");
        assertThat(problem.severity()).isEqualTo(Problem.Severity.ERROR);
    }

    @Test
    void problems_of_all_files_are_told_at_once() {
        assertThatThrownBy(
                        () -> Book.of("domain 'a.com'\notherwise { alrt 'x' }", "domain 'b.com'\notherwise { hold 4 }"))
                .isInstanceOfSatisfying(
                        PolicyException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::file)
                                .containsExactly("scripts/s0.groovy", "scripts/s1.groovy"));
    }

    @Test
    void a_script_that_would_never_run_is_an_error() {
        assertThat(Book.problems("otherwise { giveUp() }"))
                .extracting(Problem::code)
                .containsExactly("no-domain");
        assertThat(Book.problems("domain 'a.com'")).extracting(Problem::code).containsExactly("no-block");
        assertThat(Book.problems("")).extracting(Problem::code).containsExactly("no-domain");
    }

    @Test
    void two_scripts_of_one_name_are_an_error() {
        List<SourceFile> files = List.of(
                new SourceFile("scripts/a/x.groovy", "domain 'a.com'\notherwise { giveUp() }"),
                new SourceFile("scripts/b/x.groovy", "domain 'b.com'\notherwise { giveUp() }"));
        assertThatThrownBy(() -> new ClosedGroovyEngine().compile("acme", files, Set.of()))
                .hasMessageContaining("scripts/b/x.groovy: the script `x` is there already: scripts/a/x.groovy");
    }

    @Test
    void what_is_odd_is_a_warning_and_the_script_runs() {
        assertThat(
                        Book.problems(
                                "domain 'a.com', 'a.com'\notherwise { giveUp() }\non(dsn: '5.1.1') { giveUp() }\non(dsn: '5.1.1') { alert 'x' }\n"))
                .allMatch(problem -> problem.severity() == Problem.Severity.WARNING)
                .extracting(Problem::line, Problem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "duplicate"),
                        org.assertj.core.groups.Tuple.tuple(3, "order"),
                        org.assertj.core.groups.Tuple.tuple(4, "order"));
    }

    @Test
    void limits_of_size_nesting_and_statements_are_told() {
        assertThat(Book.problems("domain 'a.com'\n// " + "x".repeat(33_000)))
                .extracting(Problem::code)
                .containsExactly("too-large");
        assertThat(Book.problems("domain 'a.com'\notherwise { if (" + "(".repeat(41) + "engaged" + ")".repeat(41)
                        + ") giveUp() }"))
                .extracting(Problem::code)
                .containsExactly("too-deep");
        assertThat(Book.problems("domain 'a.com'\notherwise {\n" + "giveUp()\n".repeat(499) + "}"))
                .extracting(Problem::code)
                .containsExactly("too-many-statements");
    }

    @Test
    void scripts_at_the_limits_are_accepted() {
        assertThat(Book.problems("domain 'a.com'\notherwise {\n" + "giveUp()\n".repeat(498) + "}"))
                .isEmpty();
        assertThat(Book.problems("domain 'a.com'\notherwise { if (" + "(".repeat(38) + "engaged" + ")".repeat(38)
                        + ") giveUp() }"))
                .isEmpty();
        assertThat(Book.problems("domain 'a.com'\notherwise { if (engaged" + " && engaged".repeat(35) + ") giveUp() }"))
                .isEmpty();
        String list = "'a.com'" + ", 'b.com'".repeat(3_000);
        assertThat(Book.problems("on(dsn: '5.1.1') { giveUp() }\ndomain " + list))
                .allMatch(problem -> problem.code().equals("duplicate"));
    }
}
