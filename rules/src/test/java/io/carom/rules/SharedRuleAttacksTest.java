package io.carom.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule files that were proven to do harm on plain Drools; they lie beside the repository and are not part of it. */
class SharedRuleAttacksTest {
    private static final SourceFile CONTROL =
            new SourceFile("rules/control.drl", RuleAttacksTest.resource("control.drl"));

    static Stream<Path> attacks() throws IOException {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            return Stream.of(Path.of("absent"));
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9].*")).sorted().toList().stream();
        }
    }

    private static Optional<Path> folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/rule-attacks");
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void is_refused_with_its_line_and_nothing_runs(Path file) throws IOException {
        assumeTrue(Files.exists(file), "shared/rule-attacks is not there");
        String text = Files.readString(file, StandardCharsets.UTF_8)
                .replace(
                        "// @HEADER@",
                        "package acme.override; import io.carom.api.Bounce; global io.carom.api.Decide decide;")
                .replace("decide.note(", "decide.advise(");
        SourceFile attack = new SourceFile("rules/" + file.getFileName(), text);
        PolicyException refusal = catchThrowableOfType(
                PolicyException.class,
                () -> new DroolsRuleEngine().compile(List.of(RuleAttacksTest.pack(List.of(attack, CONTROL)))));
        assertThat(refusal).isNotNull();
        assertThat(refusal.problems()).allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(attack.path());
            assertThat(problem.line()).isPositive();
            assertThat(problem.code()).isNotEqualTo("unknown-verb");
        });
        assertThat(refusal.problems()).anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        assertThat(System.getProperty("pwn")).isNull();
    }

    @Test
    void an_attack_without_its_attack_would_pass() {
        String plain = "package acme.override; import io.carom.api.Bounce; global io.carom.api.Decide decide;\n"
                + "rule \"acme/full-mailbox\"\n    @reason(\"The mailbox is over quota\")\n    salience 50\nwhen\n"
                + "    Bounce(status == \"5.2.2\")\nthen\n    decide.soft(\"mailbox_full\");\nend\n";
        assertThat(new DroolsRuleEngine()
                        .compile(List.of(RuleAttacksTest.pack(List.of(new SourceFile("rules/a.drl", plain)))))
                        .rules())
                .hasSize(1);
    }
}
