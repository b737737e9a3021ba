package io.carom.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carom.api.PolicyException;
import io.carom.api.Problem;
import io.carom.spi.RulePack;
import io.carom.spi.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleAttacksTest {
    private static final SourceFile CONTROL = new SourceFile("rules/control.drl", resource("control.drl"));

    private static final Pattern HIDDEN = Pattern.compile("\\{U\\+([0-9A-F]{4})}");

    record Attack(String name, String code, int line, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Attack> attacks() {
        List<Attack> all = new ArrayList<>();
        for (String group : List.of("annotations", "head", "attributes", "conditions", "then", "encoding")) {
            String[] parts = ("\n" + resource("attacks/" + group + ".txt")).split("\n### ");
            for (int i = 1; i < parts.length; i++) {
                int end = parts[i].indexOf('\n');
                String[] title = parts[i].substring(0, end).split(" => |:");
                String text = HIDDEN.matcher(parts[i].substring(end + 1) + "\n")
                        .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
                all.add(new Attack(group + ": " + title[0], title[1], Integer.parseInt(title[2]), text));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void is_refused_at_its_place_and_nothing_runs(Attack attack) {
        List<Problem> problems = refusal(attack.text()).problems();
        assertThat(problems).allMatch(problem -> problem.file().equals("rules/attack.drl"));
        assertThat(problems)
                .noneMatch(problem ->
                        problem.code().equals("rule-name") && !attack.code().equals("rule-name"));
        assertThat(problems)
                .filteredOn(problem -> problem.severity() == Problem.Severity.ERROR)
                .isNotEmpty()
                .anySatisfy(problem -> {
                    assertThat(problem.code()).isEqualTo(attack.code());
                    assertThat(problem.line()).isEqualTo(attack.line());
                    assertThat(problem.col()).isPositive();
                    assertThat(problem.source()).isNotNull();
                });
        assertThat(System.getProperty("pwn")).isNull();
    }

    @Test
    void the_control_rule_passes_alone() {
        assertThat(new DroolsRuleEngine()
                        .compile(List.of(pack(List.of(CONTROL))))
                        .rules())
                .hasSize(1);
    }

    private static PolicyException refusal(String text) {
        SourceFile attack = new SourceFile("rules/attack.drl", text);
        return catchThrowableOfType(
                PolicyException.class, () -> new DroolsRuleEngine().compile(List.of(pack(List.of(attack, CONTROL)))));
    }

    static RulePack pack(List<SourceFile> files) {
        return new RulePack("acme", false, files, Set.of(), Set.of("default", "aggressive", "conservative"));
    }

    static String resource(String name) {
        try (InputStream in = RuleAttacksTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
