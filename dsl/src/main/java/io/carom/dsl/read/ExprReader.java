package io.carom.dsl.read;

import io.carom.dsl.run.Regex;
import io.carom.dsl.run.Words;
import io.carom.dsl.tree.Expr;
import io.carom.dsl.tree.Fact;
import io.carom.dsl.tree.Kind;
import io.carom.dsl.tree.Place;
import io.carom.dsl.tree.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions: what is not on its list is refused. An answer of null means that an error was told. For one thread.
 */
final class ExprReader {
    private static final int MOST_PARTS = 100;

    private final Vocabulary vocabulary;
    private final Findings findings;
    private final OperatorReader operators;
    private Place around = new Place(1, 1);

    ExprReader(Vocabulary vocabulary, Findings findings, Constants constants) {
        this.vocabulary = vocabulary;
        this.findings = findings;
        this.operators = new OperatorReader(this, findings, constants);
    }

    /** Where errors go whose node has no place. */
    void around(Place place) {
        around = place;
    }

    Place place(ASTNode node) {
        return Phrases.place(node, around);
    }

    @Nullable
    Expr error(ASTNode node, String code, String message, @Nullable String hint) {
        findings.error(place(node), code, message, hint);
        return null;
    }

    @Nullable
    Expr refuse(ASTNode node) {
        return error(node, "not-allowed", Phrases.refusal(node), null);
    }

    /** Any expression. */
    @Nullable
    Expr read(Expression node, Scope scope) {
        Class<?> type = node.getClass();
        if (type == ConstantExpression.class) {
            return literal((ConstantExpression) node);
        } else if (type == VariableExpression.class) {
            return name((VariableExpression) node, scope);
        } else if (type == PropertyExpression.class) {
            return units((PropertyExpression) node, scope);
        } else if (type == BinaryExpression.class) {
            return operators.read((BinaryExpression) node, scope);
        } else if (type == NotExpression.class) {
            Expr what = flag(((NotExpression) node).getExpression(), scope);
            return what == null ? null : new Expr.Not(what);
        } else if (type == BooleanExpression.class) {
            return flag(((BooleanExpression) node).getExpression(), scope);
        } else if (type == GStringExpression.class) {
            return interpolated((GStringExpression) node, scope);
        } else if (type == BitwiseNegationExpression.class) {
            return pattern((BitwiseNegationExpression) node);
        } else if (type == ListExpression.class) {
            return list((ListExpression) node, scope);
        } else if (type == UnaryMinusExpression.class) {
            return negative((UnaryMinusExpression) node);
        } else if (type == MethodCallExpression.class) {
            return call((MethodCallExpression) node);
        }
        return refuse(node);
    }

    /** A condition: a text or number stands for its not being empty or zero. */
    @Nullable
    Expr flag(Expression node, Scope scope) {
        Expr value = read(node, scope);
        if (value == null) {
            return null;
        }
        return switch (value.kind()) {
            case FLAG -> value;
            case TEXT, NUMBER -> new Expr.Filled(value);
            default ->
                error(
                        node,
                        "bad-type",
                        value.kind().phrase() + " is neither true nor false",
                        value.kind() == Kind.PATTERN ? "write `reason =~ ...`" : "compare it with something");
        };
    }

    private @Nullable Expr literal(ConstantExpression node) {
        Object value = node.getValue();
        if (value instanceof String text) {
            return new Expr.Text(text);
        } else if (value instanceof Integer number) {
            return new Expr.Whole(number);
        } else if (value instanceof Boolean flag) {
            return new Expr.Flag(flag);
        } else if (value instanceof Number) {
            return error(
                    node,
                    "bad-number",
                    "numbers are whole and at most 2147483647",
                    "for half an hour write `30.minutes`");
        }
        return error(
                node, "not-allowed", "`null` is no part of the language", "what is not known is an empty text or 0");
    }

    private @Nullable Expr negative(UnaryMinusExpression node) {
        return node.getExpression().getClass() == ConstantExpression.class
                        && ((ConstantExpression) node.getExpression()).getValue() instanceof Integer number
                ? new Expr.Whole(-number)
                : refuse(node);
    }

    private @Nullable Expr name(VariableExpression node, Scope scope) {
        String name = node.getName();
        Expr known = scope.find(name);
        if (known != null) {
            return known;
        }
        Fact fact = vocabulary.facts().get(name);
        if (fact != null) {
            return new Expr.Of(fact);
        }
        if (vocabulary.verbs().containsKey(name)) {
            return error(node, "bad-type", "`" + name + "` is a verb, not a value", null);
        }
        Set<String> near = new LinkedHashSet<>(vocabulary.facts().keySet());
        near.addAll(scope.all());
        return error(
                node,
                "unknown-name",
                "there is no fact or name `" + Words.shown(name) + "`",
                Spelling.hint(name, near));
    }

    private @Nullable Expr units(PropertyExpression node, Scope scope) {
        String unit = node.getPropertyAsString();
        boolean plain = !node.isSafe() && !node.isSpreadSafe() && unit != null;
        if (!plain || unit == null) {
            return refuse(node);
        }
        Integer seconds = Vocabulary.UNITS.get(unit);
        if (seconds == null) {
            return noUnit(node, unit);
        }
        Expr number = read(node.getObjectExpression(), scope);
        if (number == null) {
            return null;
        }
        if (number.kind() != Kind.NUMBER) {
            return error(
                    node,
                    "bad-type",
                    "`." + unit + "` follows a number, not " + number.kind().phrase(),
                    null);
        }
        return number instanceof Expr.Whole whole
                ? new Expr.Span((long) whole.value() * seconds)
                : new Expr.Units(number, seconds);
    }

    private @Nullable Expr noUnit(PropertyExpression node, String unit) {
        boolean number = node.getObjectExpression() instanceof ConstantExpression constant
                && constant.getValue() instanceof Number;
        if (number) {
            String hint = Spelling.hint(unit, Vocabulary.UNITS.keySet());
            return error(
                    node.getProperty(),
                    "unknown-unit",
                    "there is no unit `" + Words.shown(unit) + "`",
                    hint != null ? hint : "units are seconds, minutes, hours and days");
        }
        boolean command = node.getObjectExpression() instanceof MethodCallExpression call && call.isImplicitThis();
        String near = command
                ? "is a comma missing in front of `" + Words.shown(unit) + "`?"
                : Spelling.hint(unit, Vocabulary.UNITS.keySet());
        return error(
                node, "not-allowed", "properties (`." + Words.shown(unit) + "`) are no part of the language", near);
    }

    private @Nullable Expr call(MethodCallExpression node) {
        String name = node.getMethodAsString();
        if (name != null && node.isImplicitThis() && vocabulary.verbs().containsKey(name)) {
            return error(node, "bad-type", "`" + name + "` is a verb, not a value", null);
        }
        String hint =
                name != null && vocabulary.facts().containsKey(name) ? "write `" + name + "` without brackets" : null;
        String shown = name == null ? "method calls are" : "calling `" + Words.shown(name) + "` is";
        return error(node, "not-allowed", shown + " no part of the language", hint);
    }

    private @Nullable Expr interpolated(GStringExpression node, Scope scope) {
        List<Expr> parts = new ArrayList<>();
        if (node.getValues().size() > MOST_PARTS) {
            return error(node, "too-large", "a text has at most " + MOST_PARTS + " parts in `${}`", null);
        }
        boolean wrong = false;
        List<ConstantExpression> texts = node.getStrings();
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).getValue() instanceof String text && !text.isEmpty()) {
                parts.add(new Expr.Text(text));
            }
            if (i < node.getValues().size()) {
                Expression inside = node.getValue(i);
                Expr value = read(inside, scope);
                if (value == null) {
                    wrong = true;
                } else if (value.kind() == Kind.PATTERN || value.kind() == Kind.LIST) {
                    error(inside, "bad-type", value.kind().phrase() + " can't be part of a text", null);
                    wrong = true;
                } else {
                    parts.add(value);
                }
            }
        }
        return wrong ? null : new Expr.Join(parts);
    }

    private @Nullable Expr pattern(BitwiseNegationExpression node) {
        Expression inside = node.getExpression();
        if (inside.getClass() == ConstantExpression.class
                && ((ConstantExpression) inside).getValue() instanceof String text) {
            return pattern(node, text);
        }
        return error(node, "bad-pattern", "a pattern is a literal, without `${}`", "write `~/.../`");
    }

    private @Nullable Expr pattern(ASTNode node, String source) {
        try {
            Regex.of(source);
            return new Expr.Rx(source, place(node));
        } catch (Regex.RegexException e) {
            return error(node, "bad-pattern", "this pattern can't be used: " + e.getMessage(), e.hint());
        }
    }

    /** A pattern where one is asked for: a literal text counts as one, as it does in Groovy. */
    @Nullable
    Expr patternOf(Expression node, Scope scope) {
        Expr value = read(node, scope);
        if (value == null || value instanceof Expr.Rx) {
            return value;
        }
        if (value instanceof Expr.Text text) {
            return pattern(node, text.value());
        }
        return error(
                node, "bad-pattern", "a pattern is a literal, known when the script is compiled", "write `~/.../`");
    }

    private @Nullable Expr list(ListExpression node, Scope scope) {
        List<Expr> values = new ArrayList<>();
        boolean wrong = false;
        for (Expression inside : node.getExpressions()) {
            Expr value = read(inside, scope);
            if (value == null) {
                wrong = true;
            } else if (!constant(value) || value.kind() == Kind.LIST) {
                error(inside, "bad-type", "a list holds literals only", null);
                wrong = true;
            } else if (!values.isEmpty() && values.get(0).kind() != value.kind()) {
                error(
                        inside,
                        "bad-type",
                        "a list holds values of one kind: this is "
                                + value.kind().phrase() + ", the first is "
                                + values.get(0).kind().phrase(),
                        null);
                wrong = true;
            } else {
                values.add(value);
            }
        }
        return wrong
                ? null
                : new Expr.Items(
                        values, values.isEmpty() ? Kind.TEXT : values.get(0).kind());
    }

    /** Whether the value is known when the script is compiled. */
    static boolean constant(Expr value) {
        return value instanceof Expr.Text
                || value instanceof Expr.Whole
                || value instanceof Expr.Flag
                || value instanceof Expr.Span
                || value instanceof Expr.Rx
                || value instanceof Expr.Items;
    }
}
