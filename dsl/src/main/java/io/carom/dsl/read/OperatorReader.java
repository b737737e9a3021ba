package io.carom.dsl.read;

import io.carom.dsl.run.Regex;
import io.carom.dsl.run.Words;
import io.carom.dsl.tree.Expr;
import io.carom.dsl.tree.Expr.Relation;
import io.carom.dsl.tree.Kind;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.jspecify.annotations.Nullable;

/** Reads operators with two sides: comparisons, {@code &&}, {@code ||}, {@code in}, {@code =~}. An answer of null means that an error was told. For one thread. */
final class OperatorReader {
    private static final Map<String, Relation> RELATIONS = Map.of(
            "==", Relation.SAME,
            "!=", Relation.OTHER,
            "<", Relation.BELOW,
            "<=", Relation.AT_MOST,
            ">", Relation.ABOVE,
            ">=", Relation.AT_LEAST);

    private final ExprReader sides;
    private final Findings findings;
    private final Constants constants;

    OperatorReader(ExprReader sides, Findings findings, Constants constants) {
        this.sides = sides;
        this.findings = findings;
        this.constants = constants;
    }

    @Nullable
    Expr read(BinaryExpression node, Scope scope) {
        String operator = node.getOperation().getText();
        Relation relation = RELATIONS.get(operator);
        if (relation != null) {
            return compare(node, relation, scope);
        }
        switch (operator) {
            case "&&", "||" -> {
                Expr left = sides.flag(node.getLeftExpression(), scope);
                Expr right = sides.flag(node.getRightExpression(), scope);
                if (left == null || right == null) {
                    return null;
                }
                return operator.equals("&&") ? new Expr.Both(left, right) : new Expr.Either(left, right);
            }
            case "in" -> {
                return oneOf(node, scope);
            }
            case "!in" -> {
                Expr in = oneOf(node, scope);
                return in == null ? null : new Expr.Not(in);
            }
            case "=~" -> {
                return finds(node, scope);
            }
            default -> {
                return sides.error(node, "not-allowed", operatorRefusal(operator), operatorHint(operator));
            }
        }
    }

    private static String operatorRefusal(String operator) {
        return operator.endsWith("=") && !operator.equals("===")
                ? "assignment (`" + operator + "`) is no part of the language"
                : "the operator `" + Words.shown(operator) + "` is no part of the language";
    }

    private static @Nullable String operatorHint(String operator) {
        return switch (operator) {
            case "=" -> "compare with `==`, or name a value with `def`";
            case "==~" -> "write `=~` with `^` and `$`";
            case "+" -> "put texts together with \"${...}\"";
            case "&" -> "did you mean `&&`?";
            case "|" -> "did you mean `||`?";
            case "===" -> "did you mean `==`?";
            default -> null;
        };
    }

    private @Nullable Expr compare(BinaryExpression node, Relation relation, Scope scope) {
        Expr left = sides.read(node.getLeftExpression(), scope);
        Expr right = sides.read(node.getRightExpression(), scope);
        if (left == null || right == null) {
            return null;
        }
        Kind kind = left.kind();
        if (kind != right.kind()) {
            return sides.error(
                    node,
                    "bad-type",
                    kind.phrase() + " is compared with " + right.kind().phrase(),
                    quotedNumber(left, right) ? "write the number without quotes" : null);
        }
        boolean order = relation != Relation.SAME && relation != Relation.OTHER;
        if (kind == Kind.PATTERN || kind == Kind.LIST || (order && (kind == Kind.TEXT || kind == Kind.FLAG))) {
            return sides.error(
                    node,
                    "bad-type",
                    kind.phrase() + " can't be compared with `"
                            + node.getOperation().getText() + "`",
                    kind == Kind.TEXT ? "texts are equal or not; codes have patterns: `on(dsn: '5.7.*')`" : null);
        }
        warnOfTraps(node, left, right);
        return new Expr.Compare(relation, left, right);
    }

    private static boolean quotedNumber(Expr left, Expr right) {
        Expr text = left.kind() == Kind.TEXT ? left : right;
        Expr number = left.kind() == Kind.TEXT ? right : left;
        return number.kind() == Kind.NUMBER
                && text instanceof Expr.Text literal
                && literal.value().matches("-?[0-9]{1,9}");
    }

    /** Comparisons that are never true, though they look as if they could be. */
    private void warnOfTraps(BinaryExpression node, Expr left, Expr right) {
        Expr fact = left instanceof Expr.Of ? left : right;
        Expr literal = left instanceof Expr.Of ? right : left;
        if (!(fact instanceof Expr.Of of) || !(literal instanceof Expr.Text text)) {
            return;
        }
        if (of.fact().name().equals("dsn") && text.value().contains("*")) {
            findings.warning(
                    sides.place(node),
                    "never-true",
                    "`dsn` is never equal to the pattern `" + Words.shown(text.value()) + "`",
                    "patterns belong into `on(dsn: ...)`");
        } else if (of.fact().name().equals("reason")
                && io.carom.api.Reason.of(text.value()).isPresent()) {
            findings.warning(
                    sides.place(node),
                    "never-true",
                    "`reason` is the reply's text, not the word `" + text.value() + "`",
                    "compare the classified word with `on(reasonIs: ...)`");
        }
    }

    private @Nullable Expr oneOf(BinaryExpression node, Scope scope) {
        Expr left = sides.read(node.getLeftExpression(), scope);
        Expr right = sides.read(node.getRightExpression(), scope);
        if (left == null || right == null) {
            return null;
        }
        if (!(right instanceof Expr.Items items)) {
            return sides.error(
                    node.getRightExpression(),
                    "bad-type",
                    "`in` asks for a list, not " + right.kind().phrase(),
                    right.kind() == Kind.TEXT ? "to look for a part of a text write `reason =~ /part/`" : null);
        }
        if ((left.kind() != Kind.TEXT && left.kind() != Kind.NUMBER)
                || (!items.values().isEmpty() && items.of() != left.kind())) {
            return sides.error(
                    node,
                    "bad-type",
                    left.kind().phrase() + " is never in a list of "
                            + (items.of() == Kind.TEXT
                                    ? "texts"
                                    : items.of() == Kind.NUMBER ? "numbers" : "such values"),
                    null);
        }
        Set<Object> values = new LinkedHashSet<>();
        for (Expr value : items.values()) {
            values.add(value instanceof Expr.Text text ? text.value() : ((Expr.Whole) value).value());
        }
        return new Expr.OneOf(left, constants.list(values));
    }

    private @Nullable Expr finds(BinaryExpression node, Scope scope) {
        Expr left = sides.read(node.getLeftExpression(), scope);
        Expr right = sides.patternOf(node.getRightExpression(), scope);
        if (left == null || right == null) {
            return null;
        }
        if (left.kind() != Kind.TEXT) {
            return sides.error(
                    node,
                    "bad-type",
                    "`=~` looks into a text, not into " + left.kind().phrase(),
                    null);
        }
        String source = ((Expr.Rx) right).source();
        String literal = literal(source);
        return literal != null ? new Expr.Contains(left, literal) : new Expr.Finds(left, constants.pattern(source));
    }

    private static @Nullable String literal(String source) {
        try {
            return Regex.of(source).literal();
        } catch (Regex.RegexException e) {
            // Told already, where the pattern stands.
            return null;
        }
    }
}
