package io.carom.rules.drl;

import io.carom.api.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code when} of one rule: {@code Bounce(...)} patterns of comparisons between a field and literals. For one thread. */
final class ConditionReader {
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("eval", "compare fields of Bounce instead"),
            Map.entry("not", "write the negation inside of Bounce(...)"),
            Map.entry("exists", "write Bounce(...) alone"),
            Map.entry("forall", "there is one Bounce, never several"),
            Map.entry("accumulate", "counts and shares are fields of Bounce, or alertSignal"),
            Map.entry("acc", "counts and shares are fields of Bounce, or alertSignal"),
            Map.entry("groupby", "counts and shares are fields of Bounce, or alertSignal"),
            Map.entry("collect", "counts and shares are fields of Bounce, or alertSignal"));

    private static final Set<String> COMPARED =
            Set.of("==", "!=", "<", "<=", ">", ">=", "in", "not", "contains", "str", "matches");

    private final Cursor cursor;
    private final Findings findings;
    private final RuleLimits limits;
    private final Map<Field, Token> used = new LinkedHashMap<>();
    private int comparisons;

    /** Thrown when the rest of the {@code when} cannot be made out; the problem is told already. */
    static final class Lost extends Exception {
        private static final long serialVersionUID = 1L;

        Lost() {
            super(null, null, false, false);
        }
    }

    ConditionReader(Cursor cursor, Findings findings, RuleLimits limits) {
        this.cursor = cursor;
        this.findings = findings;
        this.limits = limits;
    }

    /** The patterns up to {@code then}; empty lists stand for what was complained of. */
    List<List<Condition>> read() {
        List<List<Condition>> patterns = new ArrayList<>();
        try {
            do {
                patterns.add(pattern());
                if (patterns.size() > limits.patterns()) {
                    throw lost(
                            cursor.peek(),
                            "too-many-patterns",
                            "more than " + limits.patterns() + " patterns",
                            "write several rules");
                }
            } while (cursor.takeIf("||") || cursor.takeWord("or"));
            if (!cursor.peek().isWord("then")) {
                throw after();
            }
        } catch (Lost e) {
            cursor.skipTo("then");
        }
        return patterns;
    }

    /** Complains of fields that the phase does not know yet. */
    void checkKnown(Phase phase) {
        used.forEach((field, token) -> {
            if (field.from().compareTo(phase) > 0) {
                findings.warning(
                        token,
                        "not-known-yet",
                        "'" + field.name() + "' is not known in the phase " + phase.word(),
                        "it is known from the phase " + field.from().word() + " on");
            }
        });
    }

    private List<Condition> pattern() throws Lost {
        Token first = cursor.peek();
        if (first.kind() == Token.Kind.WORD
                && (cursor.peek(1).is(":") || cursor.peek(1).is(":="))) {
            findings.error(
                    first,
                    "binding",
                    "a name for the fact, " + first.shown() + ", is not allowed",
                    "write Bounce(...) alone");
            cursor.take();
            cursor.take();
            first = cursor.peek();
        }
        if (!first.isWord("Bounce")) {
            String hint = REFUSED.get(first.text());
            if (first.kind() == Token.Kind.WORD && hint != null) {
                throw lost(first, "refused-condition", first.shown() + " is not allowed in a condition", hint);
            }
            if (first.isWord("then")) {
                throw lost(first, "no-condition", "the rule has no condition", "write Bounce() to match every event");
            }
            String near = Words.nearest(first.text(), List.of("Bounce"));
            throw lost(
                    first,
                    "unknown-fact",
                    "a condition is Bounce(...), not " + first.shown(),
                    near == null ? "the only fact is Bounce" : "did you mean 'Bounce'?");
        }
        cursor.take();
        if (!cursor.takeIf("(")) {
            throw lost(cursor.peek(), "syntax", "`(` is missing after Bounce", null);
        }
        List<Condition> conditions = new ArrayList<>();
        if (cursor.takeIf(")")) {
            return conditions;
        }
        do {
            Condition condition = any(0);
            if (condition != null) {
                conditions.add(condition);
            }
        } while (cursor.takeIf(","));
        if (!cursor.takeIf(")")) {
            throw odd(cursor.peek());
        }
        return conditions;
    }

    private Lost after() {
        Token token = cursor.peek();
        if (token.isWord("from") || token.isWord("over") || token.is("@")) {
            return lost(
                    token,
                    "refused-condition",
                    token.shown() + " is not allowed after a pattern",
                    "the fact comes from the engine alone");
        }
        if (token.isWord("and") || token.is("&&") || token.isWord("Bounce")) {
            return lost(
                    token,
                    "second-pattern",
                    "a second pattern is not allowed",
                    "put all conditions into one Bounce(...), separated by commas");
        }
        String hint = REFUSED.get(token.text());
        if (token.kind() == Token.Kind.WORD && hint != null) {
            return lost(token, "refused-condition", token.shown() + " is not allowed in a condition", hint);
        }
        return lost(token, "syntax", "`then` is missing before " + token.shown(), "a condition is one Bounce(...)");
    }

    private @Nullable Condition any(int depth) throws Lost {
        List<Condition> parts = new ArrayList<>();
        boolean broken = false;
        do {
            Condition part = all(depth);
            broken |= part == null;
            if (part != null) {
                parts.add(part);
            }
        } while (cursor.takeIf("||"));
        return broken ? null : parts.size() == 1 ? parts.get(0) : new Condition.Any(List.copyOf(parts));
    }

    private @Nullable Condition all(int depth) throws Lost {
        List<Condition> parts = new ArrayList<>();
        boolean broken = false;
        do {
            Condition part = one(depth);
            broken |= part == null;
            if (part != null) {
                parts.add(part);
            }
        } while (cursor.takeIf("&&"));
        return broken ? null : parts.size() == 1 ? parts.get(0) : new Condition.All(List.copyOf(parts));
    }

    private @Nullable Condition one(int depth) throws Lost {
        Token token = cursor.peek();
        if (depth >= limits.nesting() && (token.is("(") || token.is("!"))) {
            throw lost(
                    token,
                    "too-deep",
                    "brackets and negations are nested more than " + limits.nesting() + " deep",
                    "write several rules");
        }
        if (cursor.takeIf("!")) {
            if (cursor.peek().kind() == Token.Kind.WORD
                    && COMPARED.contains(cursor.peek(1).text())) {
                throw lost(
                        token,
                        "expression",
                        "`!` stands before a bracket or a flag",
                        "write !(" + cursor.peek().text() + " ...)");
            }
            Condition what = one(depth + 1);
            return what == null
                    ? null
                    : what instanceof Condition.FlagIs flag
                            ? new Condition.FlagIs(flag.field(), !flag.value())
                            : new Condition.Not(what);
        }
        if (cursor.takeIf("(")) {
            Condition inside = any(depth + 1);
            if (!cursor.takeIf(")")) {
                throw odd(cursor.peek());
            }
            return inside;
        }
        return comparison();
    }

    private @Nullable Condition comparison() throws Lost {
        Token name = cursor.peek();
        if (name.kind() == Token.Kind.STRING || name.kind() == Token.Kind.NUMBER) {
            throw lost(
                    name,
                    "literal-first",
                    "a condition begins with a field, not with " + name.shown(),
                    "write field, operator, literal");
        }
        if (name.kind() != Token.Kind.WORD) {
            throw odd(name);
        }
        cursor.take();
        Token next = cursor.peek();
        if (next.is("(")
                || next.is(".")
                || next.is("[")
                || next.is("!")
                || next.is("#")
                || next.is(":")
                || next.is(":=")) {
            throw lost(
                    name,
                    "expression",
                    "a condition compares a field with a literal; " + name.shown() + " goes on with " + next.shown(),
                    "calls, paths and names for values are not allowed");
        }
        if (++comparisons > limits.comparisons()) {
            throw lost(
                    name,
                    "too-many-comparisons",
                    "a rule compares more than " + limits.comparisons() + " times",
                    "use `in (...)`, or write several rules");
        }
        Field field = Fields.named(name.text());
        if (field == null) {
            findings.error(
                    name,
                    "unknown-field",
                    "Bounce has no field '" + Words.cut(name.text(), 60) + "'",
                    Fields.meant(name.text()));
        } else {
            used.putIfAbsent(field, name);
        }
        Condition condition = operator(name, field);
        Token behind = cursor.peek();
        if (!behind.is(",") && !behind.is(")") && !behind.is("&&") && !behind.is("||")) {
            throw odd(behind);
        }
        if ((behind.is("&&") || behind.is("||"))
                && cursor.peek(1).kind() == Token.Kind.SIGN
                && !cursor.peek(1).is("(")
                && !cursor.peek(1).is("!")) {
            throw lost(
                    cursor.peek(1),
                    "shortened",
                    "the field is missing before " + cursor.peek(1).shown(),
                    "repeat it: " + name.text() + " == ... || " + name.text() + " == ...");
        }
        return condition;
    }

    private @Nullable Condition operator(Token name, @Nullable Field field) throws Lost {
        Token operator = cursor.peek();
        Comparison comparison = new Comparison(findings, name, field);
        if (operator.is(",") || operator.is(")") || operator.is("&&") || operator.is("||")) {
            return comparison.bare();
        }
        cursor.take();
        boolean negated = operator.isWord("not");
        Token word = negated ? cursor.take() : operator;
        if (word.isWord("in")) {
            return comparison.in(values(), negated);
        }
        if (word.isWord("contains")) {
            return comparison.contains(literal(), negated);
        }
        if (word.isWord("str") && !negated) {
            return comparison.part(stringOperator(), literal());
        }
        if (word.isWord("matches") || word.isWord("soundslike")) {
            throw lost(
                    word,
                    "pattern-in-rule",
                    word.shown() + " is not allowed in a rule",
                    "name the phrase in signals/*.yml and ask signals contains \"name\"");
        }
        if (!negated && Comparison.SIGNS.contains(operator.text()) && operator.kind() == Token.Kind.SIGN) {
            return comparison.compare(operator, literal());
        }
        throw lost(
                word,
                "unknown-operator",
                word.shown() + " is no operator",
                "use ==, !=, <, <=, >, >=, in, not in, contains, not contains, str[startsWith] or str[endsWith]");
    }

    private Token stringOperator() throws Lost {
        if (!cursor.takeIf("[")) {
            throw odd(cursor.peek());
        }
        Token which = cursor.take();
        if (!Set.of("startsWith", "endsWith").contains(which.text())
                || which.kind() != Token.Kind.WORD
                || !cursor.takeIf("]")) {
            throw lost(which, "unknown-operator", "str[...] is startsWith or endsWith, not " + which.shown(), null);
        }
        return which;
    }

    private List<Token> values() throws Lost {
        List<Token> values = new ArrayList<>();
        if (!cursor.takeIf("(")) {
            throw odd(cursor.peek());
        }
        do {
            values.add(literal());
            if (values.size() > limits.values()) {
                throw lost(
                        cursor.peek(),
                        "too-many-values",
                        "a list has more than " + limits.values() + " values",
                        "write several rules, or name them in signals/*.yml");
            }
        } while (cursor.takeIf(","));
        if (!cursor.takeIf(")")) {
            throw odd(cursor.peek());
        }
        return values;
    }

    private Token literal() throws Lost {
        Token token = cursor.take();
        boolean literal = token.kind() == Token.Kind.STRING
                || token.kind() == Token.Kind.NUMBER
                || token.kind() == Token.Kind.BROKEN
                || token.isWord("true")
                || token.isWord("false");
        if (!literal) {
            throw lost(
                    token,
                    "no-literal",
                    "a field is compared with a literal, not with " + token.shown(),
                    "write a string in double quotes, a whole number, true or false");
        }
        if (token.kind() == Token.Kind.NUMBER && Literals.number(token.text()) == null) {
            throw lost(
                    token,
                    "no-number",
                    token.shown() + " is no whole number",
                    "write up to nine digits, the first of them not 0; a status code is text: \"5.1.1\"");
        }
        return token;
    }

    private Lost odd(Token token) {
        if (token.kind() == Token.Kind.BROKEN) {
            return new Lost();
        }
        if (token.isWord("then") || token.kind() == Token.Kind.END) {
            return lost(token, "syntax", "`)` is missing before " + token.shown(), "close Bounce(...)");
        }
        return lost(
                token,
                "expression",
                token.shown() + " is not expected here",
                "a condition is: field, operator, literal; joined by commas, && and ||");
    }

    private Lost lost(Token token, String code, String message, @Nullable String hint) {
        if (token.kind() != Token.Kind.BROKEN) {
            findings.error(token, code, message, hint);
        }
        return new Lost();
    }
}
