package io.carom.dsl;

import io.carom.api.Bounce;
import io.carom.api.Proposal;
import io.carom.dsl.run.OwnWords;
import io.carom.dsl.tree.Fact;
import io.carom.dsl.tree.Kind;
import io.carom.dsl.tree.Verb;
import io.carom.dsl.tree.Vocabulary;
import io.carom.spi.ScriptWords;
import io.carom.spi.ScriptWords.OwnFact;
import io.carom.spi.ScriptWords.OwnVerb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host's facts and verbs by number; what they throw ends here. Immutable and safe for any number of threads. */
final class HostWords implements OwnWords {
    private static final Logger LOG = LoggerFactory.getLogger(HostWords.class);

    private final List<OwnFact> facts;
    private final List<OwnVerb> verbs;

    HostWords(List<ScriptWords> words) {
        this.facts = words.stream().flatMap(one -> one.facts().stream()).toList();
        this.verbs = words.stream().flatMap(one -> one.verbs().stream()).toList();
    }

    Vocabulary vocabulary() {
        List<Fact> ownFacts = IntStream.range(0, facts.size())
                .mapToObj(i -> new Fact(
                        facts.get(i).name(),
                        kind(facts.get(i).kind()),
                        facts.get(i).doc(),
                        i))
                .toList();
        List<Verb> ownVerbs = IntStream.range(0, verbs.size())
                .mapToObj(i -> new Verb(
                        verbs.get(i).name(),
                        verbs.get(i).parameters().stream().map(HostWords::kind).toList(),
                        List.of(),
                        verbs.get(i).doc(),
                        i))
                .toList();
        return new Vocabulary(ownFacts, ownVerbs);
    }

    private static Kind kind(ScriptWords.Kind kind) {
        return switch (kind) {
            case TEXT -> Kind.TEXT;
            case NUMBER -> Kind.NUMBER;
            case FLAG -> Kind.FLAG;
            case SPAN -> Kind.SPAN;
        };
    }

    private @Nullable Object value(int index, Bounce fact) {
        try {
            return facts.get(index).value().apply(fact);
        } catch (RuntimeException e) {
            LOG.warn("the fact {} failed", facts.get(index).name(), e);
            return null;
        }
    }

    @Override
    public String text(int index, Bounce fact) {
        return value(index, fact) instanceof String text ? text : "";
    }

    @Override
    public int number(int index, Bounce fact) {
        return value(index, fact) instanceof Integer number ? number : 0;
    }

    @Override
    public boolean flag(int index, Bounce fact) {
        return value(index, fact) instanceof Boolean flag && flag;
    }

    @Override
    public long span(int index, Bounce fact) {
        return value(index, fact) instanceof Duration span ? span.toSeconds() : 0;
    }

    @Override
    public @Nullable List<Proposal> run(int verb, Bounce fact, List<Object> arguments) {
        try {
            return List.copyOf(verbs.get(verb).proposals().apply(fact, new ArrayList<>(arguments)));
        } catch (RuntimeException e) {
            LOG.warn("the verb {} failed", verbs.get(verb).name(), e);
            return null;
        }
    }

    @Override
    public String verbName(int verb) {
        return verbs.get(verb).name();
    }
}
