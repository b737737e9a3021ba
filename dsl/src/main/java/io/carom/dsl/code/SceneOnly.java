package io.carom.dsl.code;

import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.transform.stc.AbstractTypeCheckingExtension;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;

/** Groovy's type checker with an allow-list: a call of anything but the scene, or of the class's own blocks, is an error. For one thread. */
public final class SceneOnly extends AbstractTypeCheckingExtension {
    /** Made by Groovy, by name. */
    public SceneOnly(StaticTypeCheckingVisitor visitor) {
        super(visitor);
    }

    @Override
    public void onMethodSelection(Expression expression, MethodNode target) {
        boolean own = target.getDeclaringClass().equals(getEnclosingClassNode());
        if (!own && !SceneCalls.allowed(target)) {
            addStaticTypeError("`" + target.getName() + "` may not be called", expression);
        }
    }

    @Override
    public boolean handleUnresolvedProperty(PropertyExpression expression) {
        addStaticTypeError("properties are refused", expression);
        return true;
    }

    @Override
    public boolean handleUnresolvedVariableExpression(VariableExpression expression) {
        addStaticTypeError("`" + expression.getName() + "` is unknown", expression);
        return true;
    }
}
