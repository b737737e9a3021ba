package io.carom.dsl.read;

import io.carom.dsl.run.Limits;
import io.carom.dsl.run.Words;
import io.carom.dsl.tree.Expr;
import io.carom.dsl.tree.Kind;
import io.carom.dsl.tree.Place;
import io.carom.dsl.tree.Step;
import io.carom.dsl.tree.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.jspecify.annotations.Nullable;

/** Reads the statements of blocks: {@code def}, {@code if}, verbs; what else there is, is refused. For one thread. */
final class BlockReader {
    private final Vocabulary vocabulary;
    private final Findings findings;
    private final ExprReader expressions;
    private final VerbReader verbs;
    private final Limits limits;
    private int statements;
    private int slots;
    private String because = "";

    BlockReader(Vocabulary vocabulary, Findings findings, ExprReader expressions, VerbReader verbs, Limits limits) {
        this.vocabulary = vocabulary;
        this.findings = findings;
        this.expressions = expressions;
        this.verbs = verbs;
        this.limits = limits;
    }

    /** Counts one statement; the first one too many is an error. */
    void count(ASTNode node) {
        if (++statements == limits.maxStatements() + 1) {
            findings.error(
                    expressions.place(node),
                    "too-many-statements",
                    "a script has at most " + limits.maxStatements() + " statements",
                    "what is longer is a rule");
        }
    }

    /** The steps of one {@code on} or {@code otherwise}; {@code sentence} says which. */
    List<Step> read(Statement body, Scope scope, String sentence) {
        slots = 0;
        because = sentence;
        return steps(body, scope.inside());
    }

    private List<Step> steps(Statement body, Scope scope) {
        List<Step> steps = new ArrayList<>();
        if (body.getClass() == BlockStatement.class) {
            for (Statement statement : ((BlockStatement) body).getStatements()) {
                step(statement, scope, steps);
            }
        } else {
            step(body, scope, steps);
        }
        return steps;
    }

    private void step(Statement statement, Scope scope, List<Step> steps) {
        if (statement instanceof EmptyStatement) {
            return;
        }
        count(statement);
        expressions.around(Phrases.place(statement, new Place(1, 1)));
        if (statement.getStatementLabels() != null
                && !statement.getStatementLabels().isEmpty()) {
            expressions.error(statement, "not-allowed", "labels are no part of the language", null);
        } else if (statement.getClass() == IfStatement.class) {
            choose((IfStatement) statement, scope, steps);
        } else if (statement.getClass() == ExpressionStatement.class) {
            act(((ExpressionStatement) statement).getExpression(), scope, steps);
        } else {
            expressions.refuse(statement);
        }
    }

    private void choose(IfStatement statement, Scope scope, List<Step> steps) {
        Expr condition = expressions.flag(statement.getBooleanExpression().getExpression(), scope);
        List<Step> then = steps(statement.getIfBlock(), scope.inside());
        List<Step> otherwise = steps(statement.getElseBlock(), scope.inside());
        if (condition instanceof Expr.Flag known) {
            steps.addAll(known.value() ? then : otherwise);
        } else if (condition != null) {
            steps.add(new Step.If(condition, then, otherwise));
        }
    }

    private void act(Expression node, Scope scope, List<Step> steps) {
        if (node.getClass() == MethodCallExpression.class) {
            Step step = verbs.read((MethodCallExpression) node, scope, because);
            if (step != null) {
                steps.add(step);
            }
        } else if (node.getClass() == DeclarationExpression.class) {
            declare((DeclarationExpression) node, scope, steps);
        } else if (node.getClass() == VariableExpression.class) {
            bareWord((VariableExpression) node, scope);
        } else if (node.getClass() == BinaryExpression.class) {
            Expr value = expressions.read(node, scope);
            if (value != null) {
                expressions.error(
                        node, "no-effect", "this compares, and nothing follows from it", "write `if (...) ...`");
            }
        } else {
            Expr value = expressions.read(node, scope);
            if (value != null) {
                expressions.error(node, "no-effect", "this is a value, and nothing is done with it", null);
            }
        }
    }

    private void bareWord(VariableExpression node, Scope scope) {
        String name = node.getName();
        if (vocabulary.verbs().containsKey(name)) {
            expressions.error(
                    node, "bad-arguments", "`" + name + "` lacks its brackets or arguments", "write `" + name + "()`");
        } else if (!vocabulary.facts().containsKey(name) && scope.find(name) == null) {
            expressions.error(
                    node,
                    "unknown-verb",
                    "there is no verb `" + Words.shown(name) + "`",
                    Spelling.hint(name, vocabulary.verbs().keySet()));
        } else {
            expressions.error(node, "no-effect", "this is a value, and nothing is done with it", null);
        }
    }

    private void declare(DeclarationExpression node, Scope scope, List<Step> steps) {
        String name = declared(node, scope);
        if (name == null) {
            return;
        }
        Expr value = expressions.read(node.getRightExpression(), scope);
        if (value == null) {
            // The name is known all the same: one mistake, one error.
            scope.put(name, new Expr.Text(""));
        } else if (ExprReader.constant(value)) {
            scope.put(name, value);
        } else if (value.kind() == Kind.PATTERN || value.kind() == Kind.LIST) {
            expressions.refuse(node);
        } else {
            int slot = slots++;
            steps.add(new Step.Let(slot, value));
            scope.put(name, new Expr.Local(slot, value.kind()));
        }
    }

    /** The name that a {@code def} gives, or null when an error was told. */
    @Nullable
    String declared(DeclarationExpression node, Scope scope) {
        if (!(node.getLeftExpression() instanceof VariableExpression variable)) {
            expressions.error(node, "not-allowed", "several names in one `def` are no part of the language", null);
            return null;
        }
        String name = variable.getName();
        if (!variable.isDynamicTyped() || !node.getAnnotations().isEmpty() || variable.getModifiers() != 0) {
            expressions.error(
                    node,
                    "not-allowed",
                    "types, modifiers and annotations are no part of the language",
                    "write `def " + Words.shown(name) + " = ...`");
            return null;
        }
        if (node.getRightExpression() instanceof EmptyExpression) {
            expressions.error(
                    node,
                    "missing-value",
                    "`" + Words.shown(name) + "` gets no value, and there is no assignment",
                    "write `def " + Words.shown(name) + " = ...`");
            return null;
        }
        if (vocabulary.taken(name)) {
            expressions.error(variable, "duplicate", "`" + name + "` is a word of the language", "choose another name");
            return null;
        }
        if (scope.find(name) != null) {
            expressions.error(
                    variable,
                    "duplicate",
                    "`" + Words.shown(name) + "` exists already",
                    "there is no assignment: choose another name");
            return null;
        }
        return name;
    }
}
