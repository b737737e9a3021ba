package io.carom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Bounce;
import io.carom.api.Decide;
import io.carom.rules.drl.Field;
import io.carom.rules.drl.Fields;
import io.carom.rules.drl.Verb;
import io.carom.rules.drl.Verbs;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference is complete: every field of the fact and every verb is known to the reader and told in the README. */
class ReadmeTest {
    @Test
    void every_field_of_the_fact_can_be_asked_for() {
        Set<String> getters = Arrays.stream(Bounce.class.getMethods())
                .filter(method -> method.getDeclaringClass() == Bounce.class && method.getParameterCount() == 0)
                .map(Method::getName)
                .filter(name -> name.matches("(get|is)[A-Z].*"))
                .map(name -> name.replaceFirst("get|is", ""))
                .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Fields.fields()).extracting(Field::name).containsExactlyInAnyOrderElementsOf(getters);
    }

    @Test
    void every_method_of_decide_is_a_verb() {
        List<String> methods = Arrays.stream(Decide.class.getMethods())
                .map(method -> method.getName() + "/" + method.getParameterCount())
                .toList();
        assertThat(Verbs.verbs())
                .extracting(verb -> verb.name() + "/" + verb.parameters().size())
                .containsExactlyInAnyOrderElementsOf(methods);
    }

    @Test
    void the_readme_tells_all_of_them() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(Fields.fields()).allSatisfy(field -> assertThat(readme).contains("| `" + field.name() + "` |"));
        for (Verb verb : Verbs.verbs()) {
            String shown = verb.shown().replace("decide.", "| `") + "` |";
            assertThat(readme).contains(shown);
        }
    }
}
