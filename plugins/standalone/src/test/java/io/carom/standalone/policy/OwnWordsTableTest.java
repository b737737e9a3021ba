package io.carom.standalone.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.dsl.ClosedGroovyEngine;
import io.carom.dsl.run.Limits;
import io.carom.spi.ScriptWords;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnWordsTableTest {
    /** What a host might add. */
    private static final class Tariff implements ScriptWords {
        @Override
        public List<OwnFact> facts() {
            return List.of(new OwnFact("tariff", Kind.TEXT, "The customer's tariff.", fact -> "gold"));
        }

        @Override
        public List<OwnVerb> verbs() {
            return List.of(new OwnVerb("callDesk", List.of(Kind.TEXT), "Calls the desk.", (fact, given) -> List.of()));
        }
    }

    private static String printed(List<ScriptWords> words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new OwnWordsTable(new ClosedGroovyEngine(Limits.DEFAULT, words).vocabulary()).print(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void the_handbook_tells_the_words_that_a_host_adds_and_no_others() {
        assertThat(printed(List.of(new Tariff())))
                .contains("- `tariff`, ", ": The customer's tariff.", "- `callDesk(...)`, given ", ": Calls the desk.")
                .doesNotContain("giveUp", "softCount");
    }

    @Test
    void a_handbook_without_such_words_has_no_section_for_them() {
        assertThat(printed(List.of())).isEmpty();
    }
}
