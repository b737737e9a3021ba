package io.carom.dsl.read;

import io.carom.api.Reason;
import io.carom.dsl.run.Words;
import io.carom.dsl.tree.Condition;
import io.carom.dsl.tree.Expr;
import io.carom.dsl.tree.Kind;
import io.carom.dsl.tree.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of {@code on(...)}. For one thread. */
final class ConditionReader {
    private static final String STATUS = "([245]|\\*)\\.([0-9]{1,3}|\\*)(\\.([0-9]{1,3}|\\*))?";

    private final ExprReader expressions;
    private final Constants constants;

    ConditionReader(ExprReader expressions, Constants constants) {
        this.expressions = expressions;
        this.constants = constants;
    }

    List<Condition> read(MapExpression map, Scope scope) {
        List<Condition> conditions = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (MapEntryExpression entry : map.getMapEntryExpressions()) {
            String key = VerbReader.key(entry);
            if (key == null) {
                expressions.refuse(entry);
            } else if (!Vocabulary.CONDITIONS.contains(key)) {
                String hint = Spelling.hint(key, Vocabulary.CONDITIONS);
                expressions.error(
                        entry,
                        "unknown-condition",
                        "`on` has no condition `" + Words.shown(key) + "`",
                        hint != null ? hint : "it has " + String.join(", ", Vocabulary.CONDITIONS));
            } else if (!seen.add(key)) {
                expressions.error(
                        entry, "duplicate", "`" + key + "` is there twice", "write a list: `" + key + ": [...]`");
            } else {
                Condition condition = condition(key, entry.getValueExpression(), scope);
                if (condition != null) {
                    conditions.add(condition);
                }
            }
        }
        return conditions;
    }

    private @Nullable Condition condition(String key, Expression node, Scope scope) {
        if (key.equals("text")) {
            List<Integer> patterns = patterns(node, scope);
            return patterns.isEmpty() ? null : new Condition.Text(patterns);
        }
        boolean number = key.equals("smtp");
        List<Object> values = values(node, scope, number ? Kind.NUMBER : Kind.TEXT, key);
        if (values.isEmpty()) {
            return null;
        }
        boolean fine = true;
        for (Object value : values) {
            fine &= check(key, value, node);
        }
        if (!fine) {
            return null;
        }
        if (number) {
            return new Condition.Smtp(values.stream().map(Integer.class::cast).toList());
        }
        List<String> texts = values.stream().map(String.class::cast).toList();
        return switch (key) {
            case "dsn" -> new Condition.Dsn(texts);
            case "reasonIs" -> new Condition.ReasonIs(texts);
            default ->
                new Condition.Mx(texts.stream()
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .toList());
        };
    }

    private boolean check(String key, Object value, Expression node) {
        String shown = "`" + Words.shown(value.toString()) + "`";
        Expression place = culprit(node, value);
        if (key.equals("dsn") && !value.toString().matches(STATUS)) {
            expressions.error(
                    place,
                    "bad-status",
                    shown + " is no enhanced status code or pattern",
                    "write `'5.7.1'` or `'5.7.*'`");
            return false;
        }
        if (key.equals("smtp") && !((Integer) value >= 200 && (Integer) value <= 599)) {
            expressions.error(place, "bad-code", shown + " is no SMTP reply code", "reply codes are 200 to 599");
            return false;
        }
        if (key.equals("reasonIs") && Reason.of(value.toString()).isEmpty()) {
            expressions.error(
                    place,
                    "unknown-reason",
                    "there is no reason " + shown,
                    Spelling.hint(value.toString(), VerbReader.reasons()));
            return false;
        }
        if (key.equals("mx") && !value.toString().matches("[A-Za-z0-9._*-]{1,253}")) {
            expressions.error(place, "bad-host", shown + " is no host name or pattern", "write `'*.yahoodns.net'`");
            return false;
        }
        return true;
    }

    /** The element of a list literal that {@code value} came from, so that the error stands at it. */
    private static Expression culprit(Expression node, Object value) {
        if (node instanceof ListExpression list) {
            for (Expression inside : list.getExpressions()) {
                if (inside.getText().equals(value.toString())) {
                    return inside;
                }
            }
        }
        return node;
    }

    private List<Integer> patterns(Expression node, Scope scope) {
        List<Integer> patterns = new ArrayList<>();
        if (node.getClass() == ListExpression.class) {
            for (Expression inside : ((ListExpression) node).getExpressions()) {
                add(expressions.patternOf(inside, scope), patterns);
            }
            if (((ListExpression) node).getExpressions().isEmpty()) {
                expressions.error(node, "missing-value", "`text` has an empty list", null);
            }
            return patterns;
        }
        Expr value = expressions.read(node, scope);
        if (value instanceof Expr.Items items && (items.of() == Kind.PATTERN || items.of() == Kind.TEXT)) {
            items.values().forEach(item -> add(item, patterns));
        } else if (value != null) {
            add(expressions.patternOf(node, scope), patterns);
        }
        return patterns;
    }

    private void add(@Nullable Expr pattern, List<Integer> patterns) {
        if (pattern instanceof Expr.Rx rx) {
            patterns.add(constants.pattern(rx.source()));
        } else if (pattern instanceof Expr.Text text) {
            patterns.add(constants.pattern(text.value()));
        }
    }

    /** One literal or a list of them; empty when an error was told. */
    List<Object> values(Expression node, Scope scope, Kind kind, String key) {
        Expr value = expressions.read(node, scope);
        if (value == null) {
            return List.of();
        }
        List<Expr> all = value instanceof Expr.Items items ? items.values() : List.of(value);
        List<Object> values = new ArrayList<>();
        for (Expr one : all) {
            if (one instanceof Expr.Text text && kind == Kind.TEXT) {
                values.add(text.value());
            } else if (one instanceof Expr.Whole whole && kind == Kind.NUMBER) {
                values.add(whole.value());
            } else {
                String hint = kind == Kind.NUMBER
                        ? "write `" + key + ": 451`"
                        : one.kind() == Kind.TEXT ? "it must be a literal" : null;
                expressions.error(
                        node,
                        "bad-type",
                        "`" + key + "` asks for " + kind.phrase()
                                + " or a list of them, known when the script is compiled",
                        hint);
                return List.of();
            }
        }
        if (values.isEmpty()) {
            expressions.error(node, "missing-value", "`" + key + "` has an empty list", null);
        }
        return values;
    }
}
