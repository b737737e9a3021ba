package io.carom.standalone.policy;

import io.carom.dsl.tree.Fact;
import io.carom.dsl.tree.Kind;
import io.carom.dsl.tree.Verb;
import io.carom.dsl.tree.Vocabulary;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** The facts and verbs that host plugins add to domain scripts, as a part of the handbook; nothing when there are none. For one thread. */
final class OwnWordsTable {
    private final List<Fact> facts;
    private final List<Verb> verbs;

    OwnWordsTable(Vocabulary vocabulary) {
        this.facts = vocabulary.facts().values().stream()
                .filter(fact -> fact.custom() >= 0)
                .toList();
        this.verbs = vocabulary.verbs().values().stream()
                .filter(verb -> verb.custom() >= 0)
                .toList();
    }

    void print(PrintStream out) {
        if (facts.isEmpty() && verbs.isEmpty()) {
            return;
        }
        out.println();
        out.println("## Words of host plugins in domain scripts");
        out.println();
        facts.forEach(
                fact -> out.println("- `" + fact.name() + "`, " + fact.kind().phrase() + ": " + fact.doc()));
        verbs.forEach(verb -> out.println("- `" + verb.name() + "(...)`"
                + (verb.parameters().isEmpty()
                        ? ""
                        : ", given "
                                + verb.parameters().stream().map(Kind::phrase).collect(Collectors.joining(", ")))
                + ": " + verb.doc()));
    }
}
