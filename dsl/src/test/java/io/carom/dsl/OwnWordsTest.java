package io.carom.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Proposal;
import io.carom.dsl.run.Limits;
import io.carom.spi.ScriptBook;
import io.carom.spi.ScriptWords;
import io.carom.spi.SourceFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnWordsTest {
    /** What a host might add. */
    private static final class Tariff implements ScriptWords {
        @Override
        public List<OwnFact> facts() {
            return List.of(
                    new OwnFact("tariff", Kind.TEXT, "The customer's tariff.", fact -> "gold"),
                    new OwnFact("quota", Kind.NUMBER, "Messages a day.", fact -> 500),
                    new OwnFact("trial", Kind.FLAG, "Whether it is a trial.", fact -> true),
                    new OwnFact("age", Kind.SPAN, "Since sign-up.", fact -> Duration.ofDays(3)),
                    new OwnFact("broken", Kind.TEXT, "Fails.", fact -> {
                        throw new IllegalStateException("x");
                    }),
                    new OwnFact("dsn", Kind.TEXT, "Taken.", fact -> "stolen"));
        }

        @Override
        public List<OwnVerb> verbs() {
            return List.of(
                    new OwnVerb(
                            "callDesk",
                            List.of(Kind.TEXT, Kind.NUMBER, Kind.SPAN, Kind.FLAG),
                            "Calls.",
                            (fact, given) -> List.of(new Proposal.Alert("desk", given.toString()))),
                    new OwnVerb("fails", List.of(), "Fails.", (fact, given) -> {
                        throw new IllegalStateException("x");
                    }));
        }
    }

    private static List<Proposal> run(String body) {
        ScriptBook book = new ClosedGroovyEngine(Limits.DEFAULT, List.of(new Tariff()))
                .compile(
                        "acme",
                        List.of(new SourceFile(
                                "scripts/s.groovy", "domain 'example.com'\notherwise {\n" + body + "\n}")),
                        Book.POLICIES);
        return Book.run(book, Book.fact("5.1.1", 550, "x"));
    }

    @Test
    void a_hosts_facts_are_read_like_the_languages_own() {
        assertThat(
                        run(
                                "if (tariff == 'gold' && quota > 499 && trial && age == 3.days && !broken && dsn == '5.1.1') giveUp()"))
                .containsExactly(new Proposal.GiveUp());
    }

    @Test
    void a_hosts_verb_gets_typed_arguments() {
        assertThat(run("callDesk \"x-${tariff}\", quota, 2.hours, trial"))
                .containsExactly(new Proposal.Alert("desk", "[x-gold, 500, PT2H, true]"));
    }

    @Test
    void a_verb_that_fails_becomes_a_note() {
        assertThat(run("fails()").toString()).contains("not proposed, fails: it failed");
    }

    @Test
    void own_words_are_listed_for_a_handbook() {
        assertThat(new ClosedGroovyEngine(Limits.DEFAULT, List.of(new Tariff()))
                        .vocabulary()
                        .verbs())
                .containsKeys("callDesk", "alert");
    }
}
