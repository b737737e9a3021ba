package io.carom.rules.drl;

import io.carom.api.Phase;
import io.carom.api.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the {@code then} of one rule: one verb with literal arguments, then {@code end}. For one thread. */
final class ThenReader {
    private static final String FORM = "`then` is one verb with literal arguments: decide.soft(\"mailbox_full\");";

    private final Cursor cursor;
    private final Findings findings;
    private final Arguments arguments;

    /** What a rule proposes, in which phase, and the advice that goes with it, or null. */
    record Then(Phase phase, Proposal what, @Nullable String advice) {}

    ThenReader(Cursor cursor, Findings findings, Set<String> retryPolicies) {
        this.cursor = cursor;
        this.findings = findings;
        this.arguments = new Arguments(findings, retryPolicies);
    }

    /** The verb, behind {@code then}; goes behind the rule's {@code end}. Null after a complaint. */
    @Nullable
    Then read(@Nullable Phase phase) {
        Token first = cursor.peek();
        if (!first.isWord("decide")
                || !cursor.peek(1).is(".")
                || cursor.peek(2).kind() != Token.Kind.WORD
                || !cursor.peek(3).is("(")) {
            return give(
                    first, first.isWord("end") ? "the rule does nothing" : first.shown() + " is not allowed in `then`");
        }
        cursor.take();
        cursor.take();
        Token verb = cursor.take();
        cursor.take();
        List<Token> written = new ArrayList<>();
        while (!cursor.peek().is(")")) {
            Token argument = cursor.take();
            if (argument.kind() != Token.Kind.STRING && argument.kind() != Token.Kind.NUMBER) {
                return give(argument, "an argument is a literal, not " + argument.shown());
            }
            written.add(argument);
            if (written.size() > 4
                    || !(cursor.peek().is(")")
                            || (cursor.takeIf(",") && !cursor.peek().is(")")))) {
                return give(cursor.peek(), cursor.peek().shown() + " is not allowed behind an argument");
            }
        }
        cursor.take();
        if (!cursor.takeIf(";")) {
            return give(cursor.peek(), "`;` is missing before " + cursor.peek().shown());
        }
        if (!cursor.atRuleEnd()) {
            return behind(cursor.peek());
        }
        cursor.take();
        return check(verb, written, phase);
    }

    private @Nullable Then behind(Token more) {
        if (more.kind() == Token.Kind.END) {
            return give(more, "the rule has no `end`");
        }
        if (more.isWord("end")) {
            Token next = cursor.peek(1);
            return give(next, next.shown() + " is not expected after the rule's `end`");
        }
        return give(more, "a second statement, " + more.shown() + ", is not allowed in `then`");
    }

    private @Nullable Then check(Token name, List<Token> written, @Nullable Phase phase) {
        List<Verb> verbs = Verbs.named(name.text());
        if (verbs.isEmpty()) {
            findings.error(
                    name,
                    "unknown-verb",
                    "there is no verb 'decide." + Words.cut(name.text(), 40) + "'",
                    Words.hint(name.text(), Verbs.names()));
            return null;
        }
        Verb verb = verbs.stream()
                .filter(v -> v.parameters().size() == written.size())
                .findFirst()
                .orElse(null);
        if (verb == null) {
            findings.error(
                    name,
                    "arguments",
                    "decide." + name.text() + " does not take " + written.size() + " arguments",
                    "write " + verbs.stream().map(Verb::shown).collect(Collectors.joining(" or ")));
            return null;
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Object value = arguments.value(verb.parameters().get(i), written.get(i));
            if (value != null) {
                values.add(value);
            }
        }
        Phase when = Objects.requireNonNullElse(phase, verb.phase());
        if (!verb.phases().contains(when)) {
            findings.error(
                    name,
                    "wrong-phase",
                    "decide." + name.text() + " is not for the phase " + when.word(),
                    "it is for " + verb.phases().stream().map(Phase::word).collect(Collectors.joining(", "))
                            + ": move the rule to a file of such a package");
            return null;
        }
        if (values.size() < written.size()) {
            return null;
        }
        Proposal what = verb.make().apply(values);
        return new Then(when, what, advice(what, values));
    }

    /** What the decision tells behind the rule's own reason: advice that only stood in the rule would help nobody. */
    private static @Nullable String advice(Proposal what, List<Object> values) {
        if (what instanceof Proposal.Advise advise) {
            return advise.text();
        }
        return what instanceof Proposal.Keep && !values.isEmpty() ? (String) values.get(0) : null;
    }

    private @Nullable Then give(Token token, String message) {
        if (token.kind() != Token.Kind.BROKEN) {
            findings.error(token, "refused-then", message, FORM);
        }
        cursor.skipRule();
        return null;
    }
}
