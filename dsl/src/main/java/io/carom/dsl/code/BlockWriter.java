package io.carom.dsl.code;

import io.carom.dsl.tree.Expr;
import io.carom.dsl.tree.Kind;
import io.carom.dsl.tree.Step;
import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;

/**
 * Writes the steps of a block as new nodes for Groovy's code generator: calls on the scene, {@code if}, {@code &&}, {@code ||},
 * {@code !}, local variables and literals; there is nothing else. Of a script only texts and numbers get into it. For one thread.
 */
final class BlockWriter {
    /** The name of the parameter that the scene comes in. */
    static final String SCENE = "scene";

    private final VariableExpression scene;

    BlockWriter(VariableExpression scene) {
        this.scene = scene;
    }

    BlockStatement write(List<Step> steps) {
        BlockStatement block = new BlockStatement();
        for (Step step : steps) {
            block.addStatement(statement(step));
        }
        return block;
    }

    private Statement statement(Step step) {
        if (step instanceof Step.If choice) {
            Statement otherwise = choice.otherwise().isEmpty() ? EmptyStatement.INSTANCE : write(choice.otherwise());
            return new IfStatement(
                    new BooleanExpression(expression(choice.condition())), write(choice.then()), otherwise);
        } else if (step instanceof Step.Let let) {
            ClassNode type = ClassHelper.make(let.value().kind().javaType());
            VariableExpression name = new VariableExpression(local(let.slot()), type);
            return new ExpressionStatement(
                    new DeclarationExpression(name, Token.newSymbol(Types.ASSIGN, -1, -1), expression(let.value())));
        } else if (step instanceof Step.Say say) {
            return new ExpressionStatement(call("say", number(say.proposal())));
        }
        return new ExpressionStatement(ask((Step.Ask) step));
    }

    private Expression ask(Step.Ask ask) {
        if (ask.verb().custom() >= 0) {
            Expression arguments = call("arguments");
            for (Expr argument : ask.arguments()) {
                arguments = plain(
                        new MethodCallExpression(arguments, "with", new ArgumentListExpression(expression(argument))));
            }
            return call("own", number(ask.origin()), number(ask.verb().custom()), arguments);
        }
        Expression[] arguments = new Expression[ask.arguments().size() + 1];
        arguments[0] = number(ask.origin());
        for (int i = 0; i < ask.arguments().size(); i++) {
            arguments[i + 1] = expression(ask.arguments().get(i));
        }
        if (ask.verb().name().equals("classify")) {
            boolean hard = ask.arguments().get(0) instanceof Expr.Text text
                    && text.value().equals("hard");
            arguments[1] = new ConstantExpression(hard, true);
        }
        return call(ask.verb().name(), arguments);
    }

    private Expression expression(Expr expr) {
        if (expr instanceof Expr.Text text) {
            return new ConstantExpression(text.value());
        } else if (expr instanceof Expr.Whole whole) {
            return number(whole.value());
        } else if (expr instanceof Expr.Flag flag) {
            return new ConstantExpression(flag.value(), true);
        } else if (expr instanceof Expr.Span span) {
            return span(span.seconds());
        } else if (expr instanceof Expr.Of of) {
            return of.fact().custom() < 0
                    ? call(of.fact().name())
                    : call(own(of.fact().kind()), number(of.fact().custom()));
        } else if (expr instanceof Expr.Local local) {
            return new VariableExpression(
                    local(local.slot()), ClassHelper.make(local.kind().javaType()));
        } else if (expr instanceof Expr.Compare compare) {
            return compare(compare);
        } else if (expr instanceof Expr.Both both) {
            return logical(Types.LOGICAL_AND, both.left(), both.right());
        } else if (expr instanceof Expr.Either either) {
            return logical(Types.LOGICAL_OR, either.left(), either.right());
        } else if (expr instanceof Expr.Not not) {
            return new NotExpression(expression(not.what()));
        } else if (expr instanceof Expr.Filled filled) {
            return shared("filled", expression(filled.what()));
        } else if (expr instanceof Expr.OneOf oneOf) {
            return call("oneOf", expression(oneOf.what()), number(oneOf.list()));
        } else if (expr instanceof Expr.Finds finds) {
            return call("finds", expression(finds.what()), number(finds.pattern()));
        } else if (expr instanceof Expr.Contains contains) {
            return call("contains", expression(contains.what()), new ConstantExpression(contains.literal()));
        } else if (expr instanceof Expr.Units units) {
            return shared("span", expression(units.number()), number(units.seconds()));
        } else if (expr instanceof Expr.Join join) {
            return join(join.parts());
        }
        throw new IllegalStateException("no code for " + expr.kind().phrase());
    }

    private Expression compare(Expr.Compare compare) {
        Expression left = expression(compare.left());
        Expression right = expression(compare.right());
        return switch (compare.relation()) {
            case SAME -> shared("same", left, right);
            case OTHER -> new NotExpression(shared("same", left, right));
            case BELOW -> shared("below", left, right);
            case AT_LEAST -> new NotExpression(shared("below", left, right));
            case ABOVE -> shared("below", right, left);
            case AT_MOST -> new NotExpression(shared("below", right, left));
        };
    }

    private Expression logical(int operator, Expr left, Expr right) {
        return new BinaryExpression(expression(left), Token.newSymbol(operator, -1, -1), expression(right));
    }

    /** A balanced tree of pairs, so that many parts do not nest deeply. */
    private Expression join(List<Expr> parts) {
        if (parts.isEmpty()) {
            return new ConstantExpression("");
        }
        if (parts.size() == 1) {
            Expr part = parts.get(0);
            Expression text = part.kind() == Kind.TEXT ? expression(part) : shared("text", expression(part));
            return call("join", new ConstantExpression(""), text);
        }
        int middle = parts.size() / 2;
        return call("join", join(parts.subList(0, middle)), join(parts.subList(middle, parts.size())));
    }

    /** As a product of two ints: for a constant of type long the generator would make a static field. */
    private static Expression span(long seconds) {
        int unit = seconds % 86_400 == 0 ? 86_400 : seconds % 3_600 == 0 ? 3_600 : seconds % 60 == 0 ? 60 : 1;
        return shared("span", number((int) (seconds / unit)), number(unit));
    }

    private static String own(Kind kind) {
        return switch (kind) {
            case TEXT -> "ownText";
            case NUMBER -> "ownNumber";
            case FLAG -> "ownFlag";
            default -> "ownSpan";
        };
    }

    static ConstantExpression number(int value) {
        return new ConstantExpression(value, true);
    }

    private static String local(int slot) {
        return "local" + slot;
    }

    private MethodCallExpression call(String name, Expression... arguments) {
        return plain(new MethodCallExpression(scene, name, new ArgumentListExpression(arguments)));
    }

    /** A static method of the scene. */
    static MethodCallExpression shared(String name, Expression... arguments) {
        return plain(new MethodCallExpression(
                new ClassExpression(SceneCalls.SCENE), name, new ArgumentListExpression(arguments)));
    }

    private static MethodCallExpression plain(MethodCallExpression call) {
        call.setImplicitThis(false);
        return call;
    }
}
